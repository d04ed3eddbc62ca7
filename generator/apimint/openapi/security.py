"""Security schemes and requirements (OpenAPI 3.1 sections 4.8.27 and 4.8.30)."""

from __future__ import annotations

from .. import ir
from .context import Context, below, locate, mapping, node, sequence, text
from .references import target

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
    return ir.SecurityScheme(
        name=name,
        kind=kind,
        location=locate(ctx, pointer),
        carrier=carrier,
        wire=wire,
        doc=text(ctx, below(pointer, "description")).strip(),
    )


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
