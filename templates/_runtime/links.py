"""Links to a next page (RFC 8288), followed within the origin of the call only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, unquote_plus, urljoin, urlsplit

from . import url
from .auth import ApiKey
from .describe import short
from .errors import DecodeError
from .expansion import Encoded

if TYPE_CHECKING:
    from .call import Call
    from .prepare import Settings

# RFC 8288, section 3. Possessive, so that no header takes long to refuse.
_TARGET = re.compile(r"[\s,]*+<([^<>]*+)>")
_PARAMETER = re.compile(
    r"""\s*+;\s*+([^\s;,="]*+)(?:\s*+=\s*+(?:"((?:[^"\\]|\\.)*+)"|([^\s;,"]*+)))?+"""
)
_PORTS = {"http": 80, "https": 443}


def next_link(headers: Iterable[str]) -> str | None:
    """The target of the first link whose relation is `next`; None where there is none."""
    for header in headers:
        for target, parameters in _links(header):
            relations = parameters.get("rel", "").lower().split()
            if "next" in relations and "anchor" not in parameters:
                return target
    return None


def _links(header: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The links of a header with their parameters, of which the first of a name counts.
    What is no link ends the list.
    """
    place = 0
    while found := _TARGET.match(header, place):
        parameters: dict[str, str] = {}
        place = found.end()
        while each := _PARAMETER.match(header, place):
            place = each.end()
            quoted, plain = each[2], each[3]
            text = plain if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
            parameters.setdefault(each[1].lower(), text or "")
        yield found[1], parameters


def followed(call: Call[Any], target: str, settings: Settings) -> Call[Any]:
    """The call that a link leads to from the answer of this one.

    Raises DecodeError where it leads to another origin (RFC 6454), where the
    credentials and headers of this call must not go.
    """
    server = settings.server(call)
    here = f"{server.scheme}://{server.host}{server.path}{url.path(call.path)}"
    if not target.isascii() or not target.isprintable() or set(target) & set(' \\"<>'):
        raise DecodeError("a URL of the next page", "another text")
    try:
        there = urlsplit(urljoin(here, target))
        same = _origin(there) == _origin(urlsplit(here))
    except ValueError:
        raise DecodeError("a URL of the next page", "another text") from None
    if not same:
        origin = short(f"{there.scheme}://{there.netloc}")
        raise DecodeError(f"a next page at {server.scheme}://{server.host}", origin)
    query = _without_credentials(there.query, settings)
    return replace(
        call,
        base_url=f"{server.scheme}://{server.host}",
        path=(there.path or "/",),
        query={"": Encoded(query)} if query else {},
    )


def _origin(split: SplitResult) -> tuple[str, str, int | None]:
    """Raises ValueError for what has no port, or names a user."""
    if "@" in split.netloc:
        raise ValueError("a user")
    port = split.port or _PORTS.get(split.scheme)
    return split.scheme, (split.hostname or "").lower(), port


def _without_credentials(query: str, settings: Settings) -> str:
    """The query without the keys that the client adds itself."""
    keys = [one for one in settings.credentials.values() if isinstance(one, ApiKey)]
    own = {key.wire for key in keys if key.carrier == "query"}
    pairs = query.split("&")
    kept = (pair for pair in pairs if unquote_plus(pair.partition("=")[0]) not in own)
    return "&".join(kept)
