"""Security schemes and requirements (OpenAPI 3.1 sections 4.8.27 and 4.8.30)."""

from __future__ import annotations

import re

from .. import ir
from .context import Context, below, locate, mapping, node, sequence, text
from .docs import said
from .references import target

# No user, no fragment, none of the signs that RFC 3986 leaves out.
_URL = r"[!$-;=?A-Z\[\]_a-z~]+"
_LOOPBACK = r"(?i)http://(localhost|127\.[0-9.]+|\[::1\])(:|/|$)"
_CARRIERS = ("header", "query", "cookie")


def read_schemes(ctx: Context) -> tuple[ir.SecurityScheme, ...]:
    base = "/components/securitySchemes"
    found = [_read_scheme(ctx, base, name) for name in mapping(ctx, base)]
    return tuple(scheme for scheme in found if scheme)


def _read_scheme(ctx: Context, base: str, name: str) -> ir.SecurityScheme | None:
    pointer = target(ctx, below(base, name))
    if not pointer:
        return None
    type_ = text(ctx, below(pointer, "type"))
    carrier = text(ctx, below(pointer, "in"))
    kind = _kind(type_, text(ctx, below(pointer, "scheme")).lower())
    wire = text(ctx, below(pointer, "name"))
    if kind is ir.SecurityKind.API_KEY and (carrier not in _CARRIERS or not wire):
        message = "an API key needs 'in' (header, query or cookie) and 'name'"
        ctx.diagnostics.error("invalid-security", message, locate(ctx, pointer))
    if kind is None:
        message = f"security of type {type_!r} is not known: calls go without it"
        ctx.diagnostics.warning("unknown-security", message, locate(ctx, pointer))
        return None
    flow = below(pointer, "flows", "clientCredentials")
    is_flow = kind is ir.SecurityKind.OAUTH2 and isinstance(node(ctx, flow), dict)
    token_url = _token_url(ctx, below(flow, "tokenUrl")) if is_flow else ""
    return ir.SecurityScheme(
        name=name,
        kind=kind,
        location=locate(ctx, pointer),
        carrier=carrier,
        wire=wire,
        doc=said(ctx, below(pointer, "description")),
        token_url=token_url,
        refresh_url=text(ctx, below(flow, "refreshUrl")).strip() if token_url else "",
    )


def _token_url(ctx: Context, pointer: str) -> str:
    """The token URL of a flow, which may be relative to the server's; empty where no
    client could use it, which a warning tells (RFC 6749 section 3.2).
    """
    url = text(ctx, pointer).strip()
    scheme = re.match(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)", url)
    known = not scheme or scheme[0].lower() in ("http", "https")
    if not url or not known or not re.fullmatch(_URL, url):
        message = "this is no URL that gives tokens: the caller has to give one"
        place = pointer if url else pointer.rpartition("/")[0]
        ctx.diagnostics.warning("invalid-token-url", message, locate(ctx, place))
        return ""
    if scheme and scheme[0].lower() == "http" and not re.match(_LOOPBACK, url):
        message = "a client's secret is not sent without TLS, but to the API's own host"
        ctx.diagnostics.warning("insecure-token-url", message, locate(ctx, pointer))
    return url


def _kind(type_: str, scheme: str) -> ir.SecurityKind | None:
    if type_ == "http":
        return {
            "bearer": ir.SecurityKind.BEARER,
            "basic": ir.SecurityKind.BASIC,
        }.get(scheme)
    kinds = {
        kind.value: kind
        for kind in (
            ir.SecurityKind.API_KEY,
            ir.SecurityKind.OAUTH2,
            ir.SecurityKind.OPEN_ID,
            ir.SecurityKind.MUTUAL_TLS,
        )
    }
    return kinds.get(type_)


def read_security(ctx: Context, pointer: str) -> tuple[ir.Requirement, ...]:
    """The alternatives listed at `pointer`, for an operation without a list of its own
    those of the whole document. What no credential of a client can meet is left to the
    transport.
    """
    if node(ctx, pointer) is None:
        pointer = "/security"
    found: list[ir.Requirement] = []
    for index, requirement in enumerate(sequence(ctx, pointer)):
        place = below(pointer, index)
        names = tuple(requirement) if isinstance(requirement, dict) else ()
        usable = [name for name in names if _is_usable(ctx, below(place, name), name)]
        found.append(tuple(usable))
    return tuple(dict.fromkeys(found))


def _is_usable(ctx: Context, place: str, name: str) -> bool:
    """Does a scheme exist that a client can have credentials for?"""
    base = "/components/securitySchemes"
    pointer = below(base, name)
    if name not in mapping(ctx, base):
        _report_unknown(ctx, place, name)
        return False
    reached = target(ctx, pointer)
    type_ = text(ctx, below(reached, "type"))
    kind = _kind(type_, text(ctx, below(reached, "scheme")).lower())
    return kind not in (None, ir.SecurityKind.MUTUAL_TLS)


def _report_unknown(ctx: Context, place: str, name: str) -> None:
    """An error where the whole client would be without credentials, else a warning."""
    message = f"no security scheme is called {name!r}"
    location = locate(ctx, place)
    if place.startswith("/security/"):
        ctx.diagnostics.error("unknown-security", message, location)
    else:
        ctx.diagnostics.warning("unknown-security", f"{message}: ignored", location)
