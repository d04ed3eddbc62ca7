"""Shapes: how the values of one type are read from the plain JSON tree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from enum import Enum
from types import NoneType
from typing import Any, TypeAlias, cast

from . import scalars
from .describe import describe, short, type_of
from .errors import DecodeError

Decoder: TypeAlias = Callable[[Any], Any]

KINDS = frozenset({str, int, float, bool, dict, list, NoneType})
"""The Python types of the plain tree."""

_NUMBERS = frozenset({int, float})
_TEXT = frozenset({str})


class Shape:
    """How the values of one type are read.

    Attributes:
        decode: Turns a plain value into one of the type, or raises `DecodeError`.
        kinds: The types of plain values that may be right.
        label: What a message says that it expected.
        same: The type whose values are right as they are, where there is one.
        known: For enums, like `decode`, but refuses what the document does not list.
        lookup: For enums, gives the member of a listed value, else None.
        model: The dataclass, where the shape is one.
    """

    __slots__ = ("decode", "kinds", "known", "label", "lookup", "model", "same")

    def __init__(
        self,
        decode: Decoder,
        kinds: frozenset[Any],
        label: str,
        same: type | None = None,
    ) -> None:
        self.decode = decode
        self.kinds = kinds
        self.label = label
        self.same = same
        self.known: Decoder | None = None
        self.lookup: Callable[[Any], Any] | None = None
        self.model: type | None = None


def as_object(value: Any) -> dict[str, Any]:
    """A mapping as a dict; raises DecodeError for everything else."""
    if isinstance(value, Mapping):
        return dict(cast("Mapping[str, Any]", value))
    raise DecodeError("an object", describe(value))


def as_array(value: Any) -> list[Any]:
    """A list; raises DecodeError for everything else."""
    if isinstance(value, (list, tuple)):
        return list(cast("list[Any]", value))
    raise DecodeError("an array", describe(value))


def anything(value: Any) -> Any:
    return value


_SCALAR_KINDS = KINDS - {dict, list}


def nothing(value: Any) -> None:
    if value is not None:
        raise DecodeError("null", describe(value))


def scalar(hint: Any) -> Shape | None:
    """The shape of a type without parts; None for other types."""
    row = _SCALARS.get(hint)
    if row is None and isinstance(hint, type):
        row = _LATE_SCALARS.get((hint.__module__, hint.__qualname__))
    return Shape(*row) if row else None


_SCALARS: dict[Any, tuple[Decoder, frozenset[Any], str, type | None]] = {
    Any: (anything, KINDS, "a value", None),
    object: (anything, KINDS, "a value", None),
    None: (nothing, frozenset({NoneType}), "null", None),
    NoneType: (nothing, frozenset({NoneType}), "null", None),
    str: (scalars.text_from, _TEXT, "text", str),
    bool: (scalars.bool_from, frozenset({bool}), "true or false", bool),
    int: (scalars.int_from, _NUMBERS, "a whole number", int),
    float: (scalars.float_from, _NUMBERS, "a number", None),
    bytes: (scalars.bytes_from, _TEXT, "base64 text", None),
    datetime: (scalars.datetime_from, _TEXT, "date-time text", None),
    date: (scalars.date_from, _TEXT, "date text", None),
    time: (scalars.time_from, _TEXT, "time text", None),
    timedelta: (scalars.duration_from, _TEXT, "duration text", None),
}
# By name, so that a client without them never imports their modules.
_LATE_SCALARS: dict[tuple[str, str], tuple[Decoder, frozenset[Any], str, None]] = {
    ("uuid", "UUID"): (scalars.uuid_from, _TEXT, "UUID text", None),
    ("decimal", "Decimal"): (
        scalars.decimal_from,
        _TEXT | _NUMBERS,
        "decimal text or a number",
        None,
    ),
}


def constant(values: tuple[Any, ...]) -> Shape:
    """The shape of a `Literal`. The types are kept apart: 1 is not true."""
    table: dict[tuple[type[Any], Any], Any] = {(type(v), v): v for v in values}
    kinds: frozenset[Any] = frozenset(kind for kind, _ in table)
    label = " or ".join(_literal(value) for value in values[:8])

    def read(value: Any) -> Any:
        if type(value) is float and value.is_integer():
            value = int(value)
        if type(value) in _SCALAR_KINDS and (type(value), value) in table:
            return value
        raise DecodeError(label, describe(value))

    shape = Shape(read, kinds | _NUMBERS if int in kinds else kinds, label)
    shape.known = read
    return shape


def _literal(value: Any) -> str:
    return short(value) if isinstance(value, str) else describe(value)


def enumeration(enum: type[Enum]) -> Shape:
    """The shape of an enum over text, whole numbers or any scalars."""
    kind = str if issubclass(enum, str) else int if issubclass(enum, int) else None
    base = kind and scalar(kind)
    if base is None:
        kinds = _SCALAR_KINDS - {NoneType}
        base = Shape(_plain, kinds, "text, a number, true or false")

    def read(value: Any) -> Any:
        plain = base.decode(value)
        try:
            return enum(plain)
        except ValueError:
            raise DecodeError(f"a value of {enum.__name__}", describe(value)) from None

    def read_known(value: Any) -> Any:
        member = read(value)
        if enum._value2member_map_.get(member._value_) is member:
            return member
        raise DecodeError(f"a value of {enum.__name__}", describe(value))

    shape = Shape(read, base.kinds, base.label)
    shape.known = read_known
    if kind is not None:
        shape.same, shape.lookup = kind, enum._value2member_map_.get
    return shape


def _plain(value: Any) -> Any:
    if type(value) in (str, int, float, bool):
        return value
    raise DecodeError("text, a number, true or false", describe(value))


def array(item: Shape) -> Shape:
    """The shape of `list[item]`."""
    same = item.same if item.lookup is None else None

    def read(value: Any) -> list[Any]:
        kind = type_of(value)
        parts: list[Any] = value if kind is list else as_array(value)
        decode = item.decode
        if decode is anything:
            return parts[:]
        result: list[Any] = []
        add = result.append
        try:
            for part in parts:
                add(part if type(part) is same else decode(part))
        except DecodeError as error:
            error.under(len(result))
            raise
        return result

    return Shape(read, frozenset({list}), "an array")


def mapping(item: Shape) -> Shape:
    """The shape of `dict[str, item]`."""
    same = item.same if item.lookup is None else None

    def read(value: Any) -> dict[str, Any]:
        kind = type_of(value)
        parts: dict[Any, Any] = value if kind is dict else as_object(value)
        decode = item.decode
        result: dict[str, Any] = {}
        key: Any = None
        try:
            for key, part in parts.items():
                if type(key) is not str:
                    scalars.text_from(key)
                result[key] = part if type(part) is same else decode(part)
        except DecodeError as error:
            error.under(key)
            raise
        return result

    return Shape(read, frozenset({dict}), "an object")


def fixed(items: list[Shape]) -> Shape:
    """The shape of `tuple[a, b, …]`: an array of exactly so many items."""
    label = f"an array of {len(items)} items"

    def read(value: Any) -> tuple[Any, ...]:
        parts = as_array(value)
        if len(parts) != len(items):
            raise DecodeError(label, describe(value))
        result: list[Any] = []
        try:
            for item, part in zip(items, parts, strict=True):
                result.append(item.decode(part))
        except DecodeError as error:
            error.under(len(result))
            raise
        return tuple(result)

    return Shape(read, frozenset({list}), label)
