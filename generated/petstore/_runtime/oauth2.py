"""OAuth 2: access tokens that the client fetches itself (RFC 6749, section 4.4)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from math import inf
from typing import TYPE_CHECKING, Any, Self, cast

from . import url
from .auth import Bearer, Grant, Missing, Placement, missing
from .errors import DecodeError, RequestError, TokenError, excerpt
from .json_text import loads
from .prepare import USER_AGENT
from .transport import Request

if TYPE_CHECKING:
    from .prepare import Draft
    from .transport import Response

LONGEST_MARGIN = 60.0
"""Seconds before its end when a token is renewed; a tenth of its life, if that is less."""


def _none() -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True, eq=False)
class ClientCredentials:
    """A client's identifier and secret, to give in place of a token that they fetch.

    `scopes` are those to ask for; without any the server decides. `in_body` sends the
    two in the body, to servers that do not take them by HTTP Basic (RFC 6749, section
    2.3.1). `parameters` are further ones of the token request, such as `audience`.
    """

    client_id: str
    client_secret: str = field(repr=False)
    _: KW_ONLY
    scopes: Sequence[str] = ()
    in_body: bool = False
    parameters: Mapping[str, str] = field(default_factory=_none, repr=False)


class OAuth2(Grant):
    """The access token of one client, fetched when it is first needed.

    It is renewed before it expires; where the server does not say when that is, after it
    has been refused. A token URL that is relative belongs to the base URL (OpenAPI 3.1,
    section 4.7).
    """

    def __init__(
        self, token_url: str, credentials: ClientCredentials, refresh_url: str = ""
    ) -> None:
        super().__init__()
        self._token_url = token_url
        self._refresh_url = refresh_url or token_url
        self._credentials = credentials
        self._token, self._end = "", -inf
        self._refresh_token = ""

    @classmethod
    def of(
        cls,
        token_url: str,
        refresh_url: str = "",
        /,
        **given: str | Callable[[], str] | ClientCredentials | None,
    ) -> Self | Bearer | Missing:
        """The credential of three arguments: a token, or what stands in its place, else
        the client's identifier and its secret.
        """
        token, client_id, client_secret = given.values()
        if isinstance(client_id, str) and isinstance(client_secret, str):
            token = token or ClientCredentials(client_id, client_secret)
        if isinstance(token, ClientCredentials):
            return cls(token_url, token, refresh_url)
        if token is not None:
            return Bearer(token)
        (name, _), *pair = given.items()
        begun = client_id is not None or client_secret is not None
        wanted = missing(dict(pair))
        return wanted if begun else Missing(f"`{name}` or {wanted.arguments}")

    def place(self) -> Placement:
        """See `Credential`."""
        return "header", "Authorization", f"Bearer {self._token}"

    def is_fresh(self, now: float) -> bool:
        """See `Grant`."""
        return now < self._end

    def refused(self, placement: Placement) -> None:
        """See `Grant`. A token that has been renewed meanwhile is not meant."""
        if placement == self.place():
            self._end = -inf

    def renewal(self, draft: Draft, now: float) -> Request | None:
        """See `Grant`."""
        if self.is_fresh(now):
            return None
        whole = endpoint(self._token_url, draft.base)
        if self._refresh_token:
            # The secret goes nowhere but to the token URL's origin.
            refresh = endpoint(self._refresh_url, draft.base)
            if _origin(refresh) == _origin(whole):
                return self._request(refresh, self._refreshing(), draft)
            self._refresh_token = ""
        return self._request(whole, self._asking(), draft)

    def renewed(self, response: Response, now: float) -> None:
        """See `Grant`. A refresh token that is refused is given up: next comes the
        request that needs none.
        """
        refresh_token, self._refresh_token = self._refresh_token, ""
        if refresh_token and 400 <= response.status < 500:
            return
        secrets = self._credentials.client_secret, refresh_token
        answer = _answer(response, secrets)
        self._refresh_token = _text(answer, "refresh_token") or refresh_token
        self._token = _text(answer, "access_token")
        # Last: other threads ask for nothing but this before they place the token.
        self._end = now + _lifetime(answer.get("expires_in"))

    def _asking(self) -> dict[str, str]:
        """The parameters of section 4.4.2."""
        scopes = self._credentials.scopes
        scope = scopes if isinstance(scopes, str) else " ".join(scopes)
        if not re.fullmatch(r"[\x20\x21\x23-\x5B\x5D-\x7E]*", scope):
            raise RequestError("a scope has characters that it must not have")
        form = {"grant_type": "client_credentials", **self._credentials.parameters}
        return {**form, "scope": scope} if scope else form

    def _refreshing(self) -> dict[str, str]:
        """The parameters of section 6."""
        return {"grant_type": "refresh_token", "refresh_token": self._refresh_token}

    def _request(self, whole: str, form: dict[str, str], draft: Draft) -> Request:
        given = self._credentials
        headers = [
            ("User-Agent", USER_AGENT),
            ("Accept", "application/json"),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ]
        if given.in_body:
            pair = {"client_id": given.client_id, "client_secret": given.client_secret}
            form = {**form, **pair}
        else:
            headers.append(("Authorization", _basic(given)))
        return Request(
            method="POST",
            url=whole,
            headers=tuple(headers),
            body=url.form(form),
            timeout=draft.timeout,
            deadline=draft.deadline,
            repeatable=True,
        )


def endpoint(address: str, base: url.Base) -> str:
    """A token URL as a whole. Raises RequestError where no secret may be sent there:
    without TLS to no host but this one, or the API's own where that has none either.
    """
    from urllib.parse import urljoin, urlsplit

    if not url.is_plain(address) or "#" in address:
        raise RequestError("the token URL has characters that a URL must not have")
    try:
        whole = urljoin(f"{base.scheme}://{base.host}{base.path}", address)
        split, own = urlsplit(whole), urlsplit(f"//{base.host}").hostname
        _ = split.port
    except ValueError as error:
        raise RequestError(f"the token URL: {error}") from None
    if split.scheme not in ("http", "https") or not split.hostname:
        raise RequestError("the token URL must begin with https:// and a host")
    if "@" in split.netloc:
        raise RequestError("the token URL must not hold a user name or a password")
    as_open = base.scheme == "http" and split.hostname == own
    if split.scheme == "http" and not as_open and not is_loopback(split.hostname):
        raise RequestError("a client's secret is not sent to a token URL without TLS")
    return whole


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, whatever the network says."""
    return host in ("localhost", "::1") or bool(
        re.fullmatch(r"127(\.[0-9]{1,3}){3}", host)
    )


def _origin(whole: str) -> list[str]:
    return whole.split("/")[:3]


def _basic(given: ClientCredentials) -> str:
    """HTTP Basic, with both parts encoded as in a form (RFC 6749, section 2.3.1)."""
    from binascii import b2a_base64
    from urllib.parse import quote_plus

    pair = f"{quote_plus(given.client_id)}:{quote_plus(given.client_secret)}"
    return f"Basic {b2a_base64(pair.encode(), newline=False).decode()}"


def _answer(response: Response, secrets: Sequence[str]) -> Mapping[str, Any]:
    """The answer of section 5.1. Raises TokenError for any other."""
    found = _object(response.content)
    problem = code = ""
    if response.status != 200:
        code = _said(_text(found, "error"), secrets, 60)
        why = _said(_text(found, "error_description"), secrets, 200)
        said = ": ".join(text for text in (code, why) if text)
        problem = f"answered {response.status} {said}".rstrip()
    elif not _text(found, "access_token"):
        problem = "answered without an access token"
    # Section 7.1: a token of a type that is not understood must not be used.
    elif (_text(found, "token_type") or "bearer").lower() != "bearer":
        problem = "gave a token that is no bearer's"
    if problem:
        error = TokenError(f"the token endpoint {problem}", code)
        error.answered(response)
        raise error
    return found


def _object(content: bytes) -> Mapping[str, Any]:
    """A JSON object; an empty one for anything else, which no message may quote."""
    try:
        found = loads(content)
    except DecodeError:
        found = None
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def _text(answer: Mapping[str, Any], key: str) -> str:
    found = answer.get(key)
    return found if isinstance(found, str) else ""


def _said(text: str, secrets: Sequence[str], length: int) -> str:
    """What a server says, without the secrets, should it repeat them."""
    for secret in filter(None, secrets):
        text = text.replace(secret, "…")
    return excerpt(text.encode(errors="replace"), length)


def _lifetime(expires_in: object) -> float:
    """Seconds for which a token is used; without end where the server does not say."""
    digits = re.fullmatch(r"0*([0-9]{1,15})(\.[0-9]*)?", str(expires_in))
    seconds = float(digits[1]) if digits else 0.0
    return seconds - min(LONGEST_MARGIN, seconds / 10) if seconds else inf
