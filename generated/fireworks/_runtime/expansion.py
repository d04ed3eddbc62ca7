"""Values as texts and pairs of texts, by RFC 6570's rules: what `styles.py` says, done.

A value is a scalar, a list, or an object (a dict or a model).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from math import isfinite
from typing import TypeAlias, cast

from .codec import encode
from .errors import RequestError
from .scalars import number_text
from .unset import UNSET

Spelling: TypeAlias = Callable[[str], str]


class Encoded(str):
    """Text that is percent-encoded already."""

    __slots__ = ()


class Styled:
    """A value in a style, until it is known where it goes."""

    def __init__(self, value: object) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and vars(other) == vars(self)


class Deep(Styled):
    """See `deep`."""


class Exploded(Styled):
    """See `exploded`."""


class Verbatim(Styled):
    """See `verbatim`."""


class Simple(Styled):
    """See `simple`."""

    def __init__(self, value: object, explode: bool, delimiter: str = ",") -> None:
        super().__init__(value)
        self.explode = explode
        self.delimiter = delimiter


class Delimited(Styled):
    """See `delimited`."""

    def __init__(self, delimiter: str, value: object) -> None:
        super().__init__(value)
        self.delimiter = delimiter


def shape(value: object) -> object:
    """A scalar, a list, an object, or None; everything else as the codec writes it."""
    if value is None or value is UNSET:
        return None
    if isinstance(value, (str, int, float, list, tuple, Mapping, Styled)):
        return cast("object", value)
    return encode(value)


def undefined(value: object) -> bool:
    """Whether a value is to leave no trace (RFC 6570, section 2.3)."""
    tree = shape(value)
    if isinstance(tree, Mapping):
        return all(map(undefined, cast("Mapping[str, object]", tree).values()))
    if isinstance(tree, (list, tuple)):
        return all(shape(item) is None for item in cast("Iterable[object]", tree))
    return tree is None


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


def pairs(
    name: str, value: object, spell: Spelling, key: Spelling | None = None
) -> Iterator[tuple[str, str]]:
    """Keys and texts in the style form with explode, or in that of a styled value: a
    list repeats the key, an object spreads its own. `key` encodes the keys (`quote`
    unless it is given), `spell` the texts.
    """
    key = key or quote
    tree = shape(value.value if isinstance(value, Styled) else value)
    if isinstance(value, Delimited):
        yield key(name), joined(value.delimiter, tree, False, spell)
    elif isinstance(value, Deep):
        found = _deep_pairs(name, tree, spell)
        yield from ((key(inner), text) for inner, text in found)
    elif isinstance(tree, Mapping):
        for inner, item in members(cast("object", tree)):
            if isinstance(shape(item), Mapping):
                raise RequestError(f"{name!r}: no text is defined for nested objects")
            yield from ((key(inner), text) for text in parts(item, False, spell))
    else:
        yield from ((key(name), text) for text in parts(tree, False, spell))


def joined(delimiter: str, value: object, explode: bool, spell: Spelling) -> str:
    """The parts of a value with a delimiter between them. A comma stands as it is,
    another delimiter as `spell` has it. Raises RequestError where a part has that.
    """
    texts = parts(value, explode, spell)
    if delimiter == ",":
        return delimiter.join(texts)
    between = spell(delimiter)
    if any(between in text for text in texts):
        raise RequestError(f"a value has a {delimiter!r}, which stands between values")
    return between.join(texts)


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
        return repr(number_text(float(scalar)))
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


def _deep_pairs(name: str, value: object, spell: Spelling) -> Iterator[tuple[str, str]]:
    """Keys, not yet encoded, and texts."""
    tree = shape(value)
    if isinstance(tree, Mapping):
        inner = members(cast("object", tree))
    elif isinstance(tree, (list, tuple)):
        items = enumerate(cast("Iterable[object]", tree))
        inner = [(str(index), item) for index, item in items]
    else:
        if tree is not None:
            yield name, spelled(tree, spell)
        return
    for key, item in inner:
        yield from _deep_pairs(f"{name}[{key}]", item, spell)
