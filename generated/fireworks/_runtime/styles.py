"""Parameters in the styles of OpenAPI 3.1 (section 4.8.12), by RFC 6570's tables.

A value is a scalar, a list, or an object (a dict or a model). Scalars have the text
that they have in JSON. None, UNSET, empty lists and empty objects are undefined in RFC
6570's sense: they leave no trace. What has no defined text raises RequestError.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from math import isfinite
from typing import TypeAlias, cast

from .codec import encode
from .errors import RequestError
from .json_text import dumps
from .sent import is_sent
from .unset import UNSET

Spelling: TypeAlias = Callable[[str], str]


class Encoded(str):
    """Text that is percent-encoded already."""

    __slots__ = ()


class Deep:
    """A value in the style deepObject; see `deep`."""

    def __init__(self, value: object) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Deep) and other.value == self.value


class Simple:
    """A value in the style simple; see `simple`."""

    def __init__(self, value: object, explode: bool) -> None:
        self.value = value
        self.explode = explode

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Simple):
            return False
        return (other.value, other.explode) == (self.value, self.explode)


def delimited(delimiter: str, value: object) -> Encoded | None:
    """The styles form (","), spaceDelimited (" ") and pipeDelimited ("|"), all without
    explode: `blue,black` or `R,100,G,200`, for the query or a cookie.
    """
    between = delimiter if delimiter == "," else quote(delimiter)
    return _encoded(value, between.join(parts(value, False, quote)))


def deep(value: object) -> Deep | None:
    """The style deepObject: `color[R]=100&color[G]=200`, for the query.

    OpenAPI leaves open what is inside; here objects nest (`a[b][c]=1`) and lists are
    numbered (`a[b][0]=1`).
    """
    return None if undefined(value) else Deep(value)


def simple(value: object, explode: bool) -> Simple | None:
    """The style simple: `blue,black`, `R,100,G,200`, or with explode `R=100,G=200`; for
    the path, where it is percent-encoded, or a header, where it is not.
    """
    return None if undefined(value) else Simple(value, explode)


def label(value: object, explode: bool) -> Encoded | None:
    """The style label: `.blue,black`, or with explode `.blue.black` and `.R=100.G=200`,
    for the path.
    """
    between = "." if explode else ","
    return _encoded(value, "." + between.join(parts(value, explode, quote)))


def matrix(name: str, value: object, explode: bool) -> Encoded | None:
    """The style matrix: `;color=blue,black`, or with explode `;color=blue;color=black`
    and `;R=100;G=200`, for the path.
    """
    key = quote(name)
    if explode and isinstance(shape(value), Mapping):
        texts = parts(value, True, quote)
    else:
        items = parts(value, False, quote)
        items = items if explode else [",".join(items)]
        texts = [f"{key}={item}" if item else key for item in items]
    return _encoded(value, "".join(f";{text}" for text in texts))


def reserved(value: object) -> object:
    """A value with allowReserved, for the query or the path: reserved characters and
    percent-encoded ones stay, but for `# & + [ ]`, which would end or split the query.
    """
    tree = shape(value)
    if isinstance(tree, Mapping):
        items = cast("Mapping[str, object]", tree).items()
        return {key: reserved(item) for key, item in items}
    if isinstance(tree, (list, tuple)):
        return [reserved(item) for item in cast("Iterable[object]", tree)]
    return None if tree is None else Encoded(_quote_unreserved(text(tree)))


def json_text(value: object) -> str | None:
    """A parameter whose media type is JSON (`content`): compact JSON text."""
    return None if value is None or value is UNSET else dumps(encode(value)).decode()


def restyled(body: object, styles: Mapping[str, Callable[[object], object]]) -> object:
    """A form whose properties have styles of their own (an Encoding Object).

    `restyled(body, {"metadata": deep})`; the keys are those on the wire. A body that
    says itself how it is sent stays as it is.
    """
    if is_sent(body):
        return body
    items = members(shape(body))
    return {key: styles[key](item) if key in styles else item for key, item in items}


def shape(value: object) -> object:
    """A scalar, a list, an object, or None; everything else as the codec writes it."""
    if value is None or value is UNSET:
        return None
    if isinstance(value, (str, int, float, list, tuple, Mapping, Deep, Simple)):
        return cast("object", value)
    return encode(value)


def undefined(value: object) -> bool:
    """Whether a value is to leave no trace."""
    tree = shape(value)
    return tree is None or (isinstance(tree, (list, tuple, Mapping)) and not tree)


def members(tree: object) -> list[tuple[str, object]]:
    """The defined members of an object. Raises RequestError for anything else."""
    if not isinstance(tree, Mapping):
        raise RequestError(f"an object is needed here, not {type(tree).__name__}")
    items = cast("Mapping[str, object]", tree).items()
    return [(key, item) for key, item in items if not undefined(item)]


def parts(value: object, explode: bool, spell: Spelling) -> list[str]:
    """The texts of a scalar, of a list, or of an object, before they are joined.

    An object gives keys and values in turn, or with explode `key=value`.
    """
    tree = shape(value)
    if tree is None:
        return []
    if isinstance(tree, (list, tuple)):
        items = [shape(item) for item in cast("Iterable[object]", tree)]
        return [spelled(item, spell) for item in items if item is not None]
    if not isinstance(tree, Mapping):
        return [spelled(tree, spell)]
    found = [
        (spell(key), spelled(shape(item), spell))
        for key, item in members(cast("object", tree))
    ]
    if explode:
        return [f"{key}={item}" for key, item in found]
    return [part for pair in found for part in pair]


def pairs(name: str, value: object, spell: Spelling) -> Iterator[tuple[str, str]]:
    """Keys and texts in the style form with explode: a list repeats the key, an object
    spreads its own. Keys are percent-encoded; `spell` encodes the texts.
    """
    tree = value.value if isinstance(value, Deep) else shape(value)
    if isinstance(value, Deep):
        yield from _deep_pairs(quote(name), tree)
    elif isinstance(tree, Mapping):
        for key, item in members(cast("object", tree)):
            if isinstance(shape(item), Mapping):
                raise RequestError(f"{name!r}: no text is defined for nested objects")
            yield from ((quote(key), text) for text in parts(item, False, spell))
    else:
        yield from ((quote(name), text) for text in parts(tree, False, spell))


def spelled(scalar: object, spell: Spelling) -> str:
    """The text of a scalar, encoded unless it is already."""
    return scalar if isinstance(scalar, Encoded) else spell(text(scalar))


def text(scalar: object) -> str:
    """A scalar as it stands in JSON, without quotes. Raises RequestError for others."""
    if isinstance(scalar, str):
        return str.__str__(scalar)
    if isinstance(scalar, bool):
        return "true" if scalar else "false"
    if isinstance(scalar, int) and scalar.bit_length() < 4096:
        return int.__repr__(scalar)
    if isinstance(scalar, float) and isfinite(scalar):
        return float.__repr__(scalar)
    kind = type(scalar).__name__
    raise RequestError(f"a parameter has no text for this value of the type {kind}")


def quote(value: str, safe: str = "") -> str:
    """Percent-encoded but for unreserved characters (RFC 3986, section 2.3) and `safe`."""
    if value.isalnum() and value.isascii():
        return value
    from urllib.parse import quote as percent_encoded

    try:
        return percent_encoded(value, safe)
    except UnicodeEncodeError:
        raise RequestError("a parameter has half of a surrogate pair") from None


def _encoded(value: object, text: str) -> Encoded | None:
    return None if undefined(value) else Encoded(text)


def _deep_pairs(name: str, value: object) -> Iterator[tuple[str, str]]:
    tree = shape(value)
    if isinstance(tree, Mapping):
        inner = [(quote(key), item) for key, item in members(cast("object", tree))]
    elif isinstance(tree, (list, tuple)):
        items = enumerate(cast("Iterable[object]", tree))
        inner = [(str(index), item) for index, item in items]
    else:
        if tree is not None:
            yield name, spelled(tree, quote)
        return
    for key, item in inner:
        yield from _deep_pairs(f"{name}%5B{key}%5D", item)


def _quote_unreserved(value: str) -> str:
    """RFC 6570, section 3.2.3, without the characters that split a query."""
    pieces = re.split("(%[0-9A-Fa-f]{2})", value)
    return "".join(
        piece if place % 2 else quote(piece, "!$'()*,;=:/?@")
        for place, piece in enumerate(pieces)
    )
