"""The places that parameters go to: path, query, headers, cookies and forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeAlias, cast

from .describe import short
from .errors import RequestError
from .expansion import (
    Simple,
    Verbatim,
    joined,
    members,
    pairs,
    quote,
    shape,
    undefined,
)
from .styles import json_text

# A cookie holds these as they are (RFC 6265, section 4.1.1), so that tokens survive
# servers that decode nothing; for those that do they are what they are. Its name is a
# token (RFC 9110, section 5.6.2).
_COOKIE = "!#$&'()*+/:<=>?@[]^`{|}"
_COOKIE_NAME = "!#$&'*+^`|"


Variables: TypeAlias = Mapping[str, str | tuple[str, ...]]
"""Values by the names of variables. A tuple is a value, then all that it may be."""


class Base(NamedTuple):
    """Where requests go to. `path` has no slash at its end."""

    scheme: str
    host: str  # with the port where one is written
    path: str


def base(url: str) -> Base:
    """The parts of a base URL. Raises ValueError for what is not a plain http(s) URL."""
    if not is_plain(url):
        raise ValueError("the base URL has characters that a URL must not have")
    from urllib.parse import urlsplit

    split = urlsplit(url)
    if split.scheme not in ("http", "https") or not split.hostname:
        raise ValueError("the base URL must begin with http:// or https:// and a host")
    if "@" in split.netloc:
        raise ValueError("the base URL must not hold a user name or a password")
    if "?" in url or "#" in url:
        raise ValueError("the base URL must not have a query or a fragment")
    if split.port == 0:  # reading it raises ValueError for what is no port at all
        raise ValueError("the base URL must not have the port 0")
    if has_dot_segments(split.path):
        raise ValueError("the base URL must not have dot segments")
    return Base(split.scheme, split.netloc, split.path.rstrip("/"))


def is_plain(url: str) -> bool:
    """Whether a text has only characters that a URL may have (RFC 3986)."""
    return url.isascii() and url.isprintable() and not set(url) & set(' \\"<>{}')


def filled(url: str, variables: Variables) -> str:
    """A server's URL with the values of its variables (OpenAPI 3.1, section 4.8.6).

    Raises ValueError for a value that is not one of the choices, or has characters by
    which the URL could lead somewhere else.
    """
    if "{" not in url:
        return url
    for name, given in variables.items():
        value, *choices = (given,) if isinstance(given, str) else given
        place = "{" + name + "}"
        if place not in url:
            continue
        if choices and value not in choices:
            listed = ", ".join(map(short, choices))
            raise ValueError(f"{name} is {short(value)}, but must be one of {listed}")
        if not re.fullmatch(r"[\w.~:-]+", value, re.ASCII):
            raise ValueError(f"{name} has characters that a server must not have")
        url = url.replace(place, value)
    return url


def path(places: tuple[object, ...]) -> str:
    """The path of a URL from literals (even places) and values (odd places).

    A value never leaves its segment: it is percent-encoded whole, and refused where it
    is empty or a dot segment.
    """
    texts = [
        str(part) if index % 2 == 0 else _segment(part, places[index - 1])
        for index, part in enumerate(places)
    ]
    joined = "".join(texts)
    if not joined.startswith("/"):
        joined = "/" + joined
    if has_dot_segments(joined):
        raise RequestError(f"the path {short(joined)} has a dot segment")
    return joined


def has_dot_segments(path: str) -> bool:
    """Whether a path leads somewhere else once it is resolved."""
    if "/." not in path and "/%2" not in path:
        return False
    segments = path.lower().replace("%2e", ".").split("/")
    return "." in segments or ".." in segments


def query(parameters: Mapping[str, object]) -> str:
    """The query of a URL, without its question mark, in the order of the parameters.

    A parameter whose name is empty is the query itself.
    """
    found = [
        f"{key}={text}" if name else text
        for name, value in parameters.items()
        for key, text in pairs(name, value, quote)
    ]
    return "&".join(found)


def header(value: object) -> str | None:
    """The text of a header (in the style simple), or None where it is absent."""
    style = value if isinstance(value, Simple) else Simple(value, False)
    if undefined(style.value):
        return None
    return joined(style.delimiter, style.value, style.explode, str)


def cookies(name: str, value: object) -> list[str]:
    """The pairs of a cookie parameter, in the style form or cookie."""
    spell = _verbatim if isinstance(value, Verbatim) else _cookie
    found = pairs(name, value, spell, lambda key: quote(key, _COOKIE_NAME))
    # Only a reserved value has semicolons left; they would begin the next cookie.
    return [f"{key}={text.replace(';', '%3B')}" for key, text in found]


def credential_cookie(name: str, secret: str) -> str:
    """The pair of a credential: what is percent-encoded in it was so at its origin."""
    return f"{quote(name, _COOKIE_NAME)}={quote(secret, _COOKIE + '%')}"


def _cookie(text: str) -> str:
    return quote(text, _COOKIE)


def _verbatim(text: str) -> str:
    if ";" in text or text.strip() != text:
        raise RequestError("a cookie has a semicolon, or white space around it")
    return text


def form(body: object) -> bytes:
    """A body of application/x-www-form-urlencoded.

    An object inside is JSON text, and so is an object or a list in a list, unless its
    property has a style (OpenAPI 3.1, section 4.8.15.1).
    """
    flat = {key: _form_value(item) for key, item in members(shape(body))}
    return query(flat).replace("%20", "+").encode("ascii")


def _form_value(item: object) -> object:
    tree = shape(item)
    if isinstance(tree, Mapping):
        return json_text(cast("object", tree))
    if isinstance(tree, (list, tuple)):
        return [_form_item(one) for one in cast("Iterable[object]", tree)]
    return tree


def _form_item(item: object) -> object:
    tree = shape(item)
    return json_text(item) if isinstance(tree, (Mapping, list, tuple)) else tree


def _segment(value: object, before: object) -> str:
    """A path value as one segment. `before` is the literal that stands before it."""
    style = value if isinstance(value, Simple) else Simple(value, False)
    raw = joined(style.delimiter, style.value, style.explode, str)
    if not raw:
        raise RequestError(f"the path value after {before!r} is empty")
    if raw.lower().replace("%2e", ".") in (".", ".."):
        raise RequestError(f"the path value after {before!r} is a dot segment")
    # Only a reserved value has question marks left; they would begin the query.
    text = joined(style.delimiter, style.value, style.explode, quote)
    return text.replace("?", "%3F")
