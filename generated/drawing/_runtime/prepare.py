"""From a call to the request that a transport sends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from . import url
from .auth import Credential, Placement, placements
from .call import NULL, Call
from .codec import encode
from .errors import RequestError
from .header_text import TOKEN, checked
from .json_text import dumps
from .media import Choice, accepts
from .sent import is_sent
from .transport import Request
from .unset import UNSET

if TYPE_CHECKING:
    from .body import Body

USER_AGENT = "apimint-client"
_JSON = "application/json"
_FORM = "application/x-www-form-urlencoded"
_BODY = "application/octet-stream"
_TEXT = "text/plain; charset=utf-8"
GUARDED = ("host", "content-length", "transfer-encoding", "connection")
"""Headers that frame the message or say where it goes: never the caller's to set."""


class Settings:
    """What all requests of a client have in common. Times are in seconds.

    Raises ValueError for a base URL or a timeout that cannot be used.
    """

    def __init__(
        self,
        base_url: str,
        credentials: Mapping[str, Credential | None],
        timeout: float,
    ) -> None:
        if not 0 < timeout < inf:
            raise ValueError("the timeout must be a positive number of seconds")
        self.base = url.base(base_url)
        self.credentials = dict(credentials)
        self.timeout = timeout
        self.total = min(10 * timeout, 600.0)

    def request(self, call: Call[Any]) -> Request:
        """The request of a call. Raises RequestError; nothing has been sent then."""
        base, own = self.base, call.base_url
        if not TOKEN.issuperset(call.method):
            raise RequestError(f"{call.method!r} is not the name of a method")
        server = base if own is None else _own_server(own, base)
        placed = placements(call.security, self.credentials)
        if placed and base.scheme == "https" and server.scheme == "http":
            raise RequestError("credentials are not sent to a server without TLS")
        body, content_type = _body(call)
        return Request(
            method=call.method,
            url=_target(call, server, placed),
            headers=tuple(_headers(call, content_type, placed).values()),
            body=body,
            timeout=self.timeout,
            deadline=monotonic() + self.total,
            call=call,
        )


def name(call: Call[Any]) -> str:
    """What messages call this operation; values of the path are left out."""
    if call.operation:
        return call.operation
    texts = ["{}" if place % 2 else str(part) for place, part in enumerate(call.path)]
    return f"{call.method} {''.join(texts)}"


def _own_server(address: str, base: url.Base) -> url.Base:
    """The operation's own server; a path alone stays with the client's host."""
    try:
        if address.startswith("/") and not address.startswith("//"):
            return url.base(f"{base.scheme}://{base.host}{address}")
        return url.base(address)
    except ValueError as error:
        raise RequestError(f"the operation's own server: {error}") from None


def _target(call: Call[Any], server: url.Base, placed: list[Placement]) -> str:
    path = url.path(call.path)
    pieces = [url.query(call.query)] if call.query else []
    pieces += [
        url.query({name: value})
        for carrier, name, value in placed
        if carrier == "query"
    ]
    query = "&".join(piece for piece in pieces if piece)
    if query:
        path += ("&" if "?" in path else "?") + query
    if not path.isascii() or not path.isprintable() or " " in path or "#" in path:
        raise RequestError("the path has characters that a URL must not have")
    return f"{server.scheme}://{server.host}{server.path}{path}"


def _headers(
    call: Call[Any], content_type: str, placed: list[Placement]
) -> dict[str, tuple[str, str]]:
    """Names and values by lower-case name; what comes later replaces the earlier."""
    headers = {
        "user-agent": ("User-Agent", USER_AGENT),
        "accept": ("Accept", call.accept or _accept(call)),
        "accept-encoding": ("Accept-Encoding", "gzip"),
    }
    if content_type:
        headers["content-type"] = (
            "Content-Type",
            checked("Content-Type", content_type),
        )
    for given, value in call.headers.items():
        text = url.header(value)
        if text is not None and given.lower() not in GUARDED:
            headers[given.lower()] = (given, checked(given, text))
    cookies = _cookies(call, placed)
    if cookies:
        headers["cookie"] = ("Cookie", cookies)
    for carrier, wire, secret in placed:
        if carrier == "header":
            if wire.lower() in GUARDED:
                raise RequestError(f"the header {wire} cannot hold a credential")
            headers[wire.lower()] = (wire, checked(wire, secret))
    return headers


def _cookies(call: Call[Any], placed: list[Placement]) -> str:
    given = [*call.cookies.items()]
    given += [(name, value) for carrier, name, value in placed if carrier == "cookie"]
    return "; ".join(pair for name, value in given for pair in url.cookies(name, value))


def _accept(call: Call[Any]) -> str:
    choices: Iterable[Choice[Any]]
    if isinstance(call.returns, Mapping):
        choices = cast("Mapping[Any, Choice[Any]]", call.returns).values()
    else:
        choices = (call.returns,)
    wanted = dict.fromkeys(text for choice in choices for text in accepts(choice))
    return ", ".join(wanted) or "*/*"


def _body(call: Call[Any]) -> tuple[bytes | Body | None, str]:
    """The body and its content type; None and "" where there is none."""
    for kind in ("json", "form", "multipart", "content"):
        value: object = getattr(call, kind)
        if value is not None and value is not UNSET:
            if is_sent(value):
                return _written(*value.given())
            return _written(kind, value, call.media_type)
    return (b"", "") if call.method in ("POST", "PUT", "PATCH") else (None, "")


def _written(
    kind: str, value: object, media_type: str
) -> tuple[bytes | Body | None, str]:
    """A body of one kind, and its content type. Raises RequestError."""
    if kind == "json":
        text = b"null" if value is NULL else dumps(encode(value))
        return text, media_type or _JSON
    if kind == "form":
        return url.form(value), media_type or _FORM
    if kind == "multipart":
        from .multipart import form_data

        return form_data(value, media_type)
    from .body import joined, source

    usual = _TEXT if isinstance(value, str) else _BODY
    return joined([source(value)]), media_type or usual
