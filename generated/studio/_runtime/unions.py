"""Unions: which member a plain value is."""

from __future__ import annotations

import threading
from typing import Any, TypeAlias

from .describe import describe, short, type_of
from .errors import DecodeError
from .markers import Tagged
from .plan import names
from .shapes import KINDS, Decoder, Shape


class _Memory(threading.local):
    """What the unions of the value being read have found so far.

    A union within a union within … may see the same value once per combination of
    members; remembering keeps the work linear. It is emptied when the outermost union
    is done. The value is kept with the outcome, so that its identity stays its own.
    """

    def __init__(self) -> None:
        self.depth = 0
        self.seen: dict[tuple[int, int], tuple[Any, Any]] = {}


_memory = _Memory()


def union(shapes: list[Shape]) -> Shape:
    """The shape of a union without a tag.

    The type of the plain value leaves a few members; a listed enum value or a constant
    comes before them, an unlisted one after. Of several objects the one that names
    most of the keys is tried first. The rest is the members' order.
    """
    label = " or ".join(dict.fromkeys(shape.label for shape in shapes))
    choices = {kind: _choices(shapes, kind) for kind in KINDS}

    def read(value: Any) -> Any:
        kind = _kind(value)
        decoders = choices[kind]
        if len(decoders) == 1:
            return decoders[0][0](value)
        if kind is dict:
            decoders = sorted(decoders, key=lambda choice: _unnamed(choice[1], value))
        if kind is dict or kind is list:
            return _remembered(choices, decoders, label, value)
        return _first(decoders, label, value)

    kinds: frozenset[Any] = frozenset(kind for kind in KINDS if choices[kind])
    return Shape(read, kinds, label)


def tagged(mark: Tagged, union_shape: Shape, members: dict[Any, Shape]) -> Shape:
    """The shape of a union whose objects carry a tag; `members` are by the tag's value.

    An object with an unknown tag, or without one, is read like one of a plain union.
    """
    name = mark.property
    label = " or ".join(short(value) for value in members)

    def read(value: Any) -> Any:
        if _kind(value) is not dict or not value:
            return union_shape.decode(value)
        tag = value.get(name)
        shape = members.get(tag) if type(tag) is str else None
        if shape is not None:
            return shape.decode(value)
        try:
            return union_shape.decode(value)
        except DecodeError:
            got = describe(tag) if name in value else "nothing"
            error = DecodeError(label if name in value else "a value (required)", got)
            error.under(name)
            raise error from None

    return Shape(read, union_shape.kinds, union_shape.label)


_Choice: TypeAlias = tuple[Decoder, Shape]
_BASES = (str, bool, int, float, list)


def _choices(shapes: list[Shape], kind: Any) -> list[_Choice]:
    """The members to try for a plain value of this type, most exact first."""
    ranked: list[tuple[int, Shape]] = []
    for shape in shapes:
        if kind in shape.kinds:
            ranked.append((_rank(shape, kind), shape))
            if shape.known is not None:
                ranked.append((0, shape))
    ranked.sort(key=lambda pair: pair[0])
    return [
        (shape.known if rank == 0 and shape.known else _late(shape), shape)
        for rank, shape in ranked
    ]


def _rank(shape: Shape, kind: Any) -> int:
    if shape.known is not None:
        return 3
    if kind is int and shape.label == "a number":
        return 2
    return 2 if kind is float and shape.same is int else 1


def _late(shape: Shape) -> Decoder:
    """A model's decoder is replaced when it has been compiled, so ask each time."""
    return shape.decode if shape.model is None else lambda value: shape.decode(value)


def _kind(value: Any) -> Any:
    kind = type_of(value)
    if kind in KINDS:
        return kind
    return next((base for base in _BASES if isinstance(value, base)), dict)


def _unnamed(shape: Shape, value: dict[str, Any]) -> int:
    if shape.model is None:
        return len(value)
    return len(value.keys() - names(shape.model)[0])


def _first(decoders: list[_Choice], label: str, value: Any) -> Any:
    """The first member that fits; else the error of the one that came furthest."""
    furthest = DecodeError(label, describe(value))
    for decode, _ in decoders:
        try:
            return decode(value)
        except DecodeError as error:
            if _depth(error) > _depth(furthest):
                furthest = error
    raise furthest


def _depth(error: DecodeError) -> int:
    return error.path.count(".") + error.path.count("[")


def _remembered(owner: Any, decoders: list[_Choice], label: str, value: Any) -> Any:
    """Like `_first`, but looks at each value once, however often it is asked."""
    key = id(owner), id(value)
    if key in _memory.seen:
        outcome = _memory.seen[key][1]
    else:
        _memory.depth += 1
        try:
            outcome = _attempt(decoders, label, value)
            _memory.seen[key] = value, outcome
        finally:
            _memory.depth -= 1
            if not _memory.depth:
                _memory.seen.clear()
    if isinstance(outcome, DecodeError):  # a copy: the path grows while it travels
        raise DecodeError(outcome.expected, outcome.got, outcome.path)
    return outcome


def _attempt(decoders: list[_Choice], label: str, value: Any) -> Any:
    """What `_first` returns or raises."""
    try:
        return _first(decoders, label, value)
    except DecodeError as error:
        return error
