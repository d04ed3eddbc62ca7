"""From a call to the request that a transport sends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from . import url
from .auth import Credential, Grant, Missing, Placement, chosen, placed
from .call import NULL, Call
from .codec import encode
from .errors import RequestError
from .header_text import TOKEN, checked
from .json_text import dumps
from .media import Choice, accepts
from .sent import is_sent
from .transport import Request, ResponseHead
from .unset import UNSET

if TYPE_CHECKING:
    from .body import Body

USER_AGENT = "apimint-client"
_JSON = "application/json"
_FORM = "application/x-www-form-urlencoded"
_BODY = "application/octet-stream"
GUARDED = ("host", "content-length", "transfer-encoding", "connection")
"""Headers that frame the message or say where it goes: never the caller's to set."""


class Settings:
    """What all requests of a client have in common. Times are in seconds.

    Raises ValueError for a base URL or a timeout that cannot be used.
    """

    def __init__(
        self,
        base_url: str,
        credentials: Mapping[str, Credential | Missing | None],
        timeout: float,
        variables: url.Variables,
    ) -> None:
        if not 0 < timeout < inf:
            raise ValueError("the timeout must be a positive number of seconds")
        self.base = url.base(url.filled(base_url, variables))
        self.credentials = dict(credentials)
        self.timeout = timeout
        self.total = min(10 * timeout, 600.0)
        self.variables = variables

    def draft(self, call: Call[Any], latest: float = inf) -> Draft:
        """The beginning of a call, which is over at the moment `latest` at the latest.

        Raises RequestError; nothing has been sent then.
        """
        if not TOKEN.issuperset(call.method):
            raise RequestError(f"{call.method!r} is not the name of a method")
        base, server = self.base, self.server(call)
        credentials = chosen(call.security, self.credentials)
        if credentials and base.scheme == "https" and server.scheme == "http":
            raise RequestError("credentials are not sent to a server without TLS")
        body, content_type = _body(call)
        return Draft(
            call=call,
            credentials=credentials,
            base=base,
            url=_target(call, server),
            headers=_headers(call, content_type),
            body=body,
            timeout=self.timeout,
            deadline=min(monotonic() + self.total, latest),
        )

    def server(self, call: Call[Any]) -> url.Base:
        """Where a call goes: the client's server, or the operation's own."""
        own = call.base_url
        return self.base if own is None else self._own_server(own)

    def _own_server(self, address: str) -> url.Base:
        """The operation's own server; a path alone stays with the client's host."""
        base = self.base
        try:
            address = url.filled(address, self.variables)
            if address.startswith("/") and not address.startswith("//"):
                return url.base(f"{base.scheme}://{base.host}{address}")
            return url.base(address)
        except ValueError as error:
            raise RequestError(f"the operation's own server: {error}") from None


@dataclass(slots=True, eq=False)
class Draft:
    """A request but for what its credentials place, which may have to be fetched.

    `base` is the client's own server; `headers` are names and values by lower-case name.
    """

    call: Call[Any] = field(repr=False)
    credentials: list[Credential]
    base: url.Base
    url: str = field(repr=False)
    headers: dict[str, tuple[str, str]] = field(repr=False)
    body: bytes | Body | None = field(repr=False)
    timeout: float
    deadline: float
    renewed: bool = False  # whether a credential has been fetched for this call
    _placed: list[Placement] = field(default_factory=list[Placement], repr=False)

    @property
    def grants(self) -> list[Grant]:
        """The credentials that have to be fetched, now and then."""
        return [one for one in self.credentials if isinstance(one, Grant)]

    def request(self) -> Request:
        """The request, with the credentials as they are now. Raises RequestError."""
        found = self._placed = [placed(one) for one in self.credentials]
        headers = {**self.headers, **_cookies(self.call, found)}
        for carrier, wire, secret in found:
            if carrier == "header":
                if wire.lower() in GUARDED:
                    raise RequestError(f"the header {wire} cannot hold a credential")
                headers[wire.lower()] = (wire, checked(wire, secret))
        keys = [
            url.query({wire: secret})
            for carrier, wire, secret in found
            if carrier == "query"
        ]
        return Request(
            method=self.call.method,
            url=_with_query(self.url, keys),
            headers=tuple(headers.values()),
            body=self.body,
            timeout=self.timeout,
            deadline=self.deadline,
            call=self.call,
            has_secret_url=bool(keys),
        )

    def again(self, result: ResponseHead) -> bool:
        """Whether the server has refused a credential that can be fetched anew, and the
        call may be sent again then: that server has not processed it (RFC 9110, section
        15.5.2). What has been fetched for this very call is not fetched again.
        """
        if result.status != 401 or self.renewed:
            return False
        self.renewed = True
        for one, placement in zip(self.credentials, self._placed, strict=True):
            if isinstance(one, Grant):
                one.refused(placement)
        body = self.body
        can_repeat = body is None or isinstance(body, bytes) or body.repeatable
        return bool(self.grants) and can_repeat


def name(call: Call[Any]) -> str:
    """What messages call this operation; values of the path are left out."""
    if call.operation:
        return call.operation
    texts = ["{}" if place % 2 else str(part) for place, part in enumerate(call.path)]
    return f"{call.method} {''.join(texts)}"


def _target(call: Call[Any], server: url.Base) -> str:
    path = url.path(call.path)
    if call.query:
        path = _with_query(path, [url.query(call.query)])
    if not path.isascii() or not path.isprintable() or " " in path or "#" in path:
        raise RequestError("the path has characters that a URL must not have")
    return f"{server.scheme}://{server.host}{server.path}{path}"


def _with_query(whole: str, pieces: list[str]) -> str:
    query = "&".join(piece for piece in pieces if piece)
    if not query:
        return whole
    return f"{whole}{'&' if '?' in whole else '?'}{query}"


def _headers(call: Call[Any], content_type: str) -> dict[str, tuple[str, str]]:
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
    return headers


def _cookies(call: Call[Any], placed: list[Placement]) -> dict[str, tuple[str, str]]:
    """The header of the call's cookies and the credentials', if there are any."""
    given = call.cookies.items()
    found = [pair for name, value in given for pair in url.cookies(name, value)]
    found += [
        url.credential_cookie(name, secret)
        for carrier, name, secret in placed
        if carrier == "cookie"
    ]
    text = checked("Cookie", "; ".join(found))
    return {"cookie": ("Cookie", text)} if text else {}


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
    from .content import spelled

    content, spoken = spelled(value, media_type)
    return joined([source(content)]), spoken or _BODY
