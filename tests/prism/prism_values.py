"""Arguments for an operation, made from the types of its signature.

The types say what is needed: the fields of a dataclass, the members of an enum. What they do
not say (bounds, patterns, which of several properties must be there) is looked up in the
document, beside the type.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from prism_scalars import FIXED, number, text
from prism_schemas import (
    Reading,
    bound,
    excluded,
    item_schema,
    listed,
    properties,
    property_schema,
    readings,
    required,
    types,
    value_schema,
)

_DEEPEST = 5  # levels of optional fields


@dataclass(frozen=True, slots=True)
class Maker:
    """How values are made: from which document, whether with every optional field,
    whether texts have characters that need escaping, whether objects have a property at
    least (an empty one has no text in a form), how deep, and which of several.
    """

    tree: Any
    full: bool
    odd: bool = False
    filled: bool = False
    depth: int = 0
    turn: int = 0

    @property
    def generous(self) -> bool:
        """Whether optional fields are filled in here."""
        return self.full and self.depth < _DEEPEST

    def inside(self) -> Maker:
        """The maker of what is one level deeper."""
        return replace(self, depth=self.depth + 1)


def make(maker: Maker, hint: Any, schema: Any) -> Any:
    """A value of the type that the schema allows, as far as can be seen here.

    Raises TypeError for a type that no value is known for.
    """
    found = readings(maker.tree, schema)
    for member in _members(hint):
        fitting = [reading for reading in found if _fits(member, reading)]
        if fitting:
            return _one(maker, member, _closest(member, fitting))
    return _one(maker, _members(hint)[0], found[0])


def _members(hint: Any) -> list[Any]:
    """The members of a union without those that stand for nothing."""
    while hasattr(hint, "__metadata__"):
        hint = get_args(hint)[0]
    if get_origin(hint) not in (Union, UnionType):
        return [hint]
    found = [one for part in get_args(hint) for one in _members(part)]
    kept = [one for one in found if one is not NoneType and not _is_unset(one)]
    return kept or [NoneType]


def _is_unset(hint: Any) -> bool:
    return isinstance(hint, type) and hint.__name__ == "Unset"


def _json_type(hint: Any) -> str:
    """The JSON type of a hint; "" where it may be any."""
    origin = get_origin(hint) or hint
    if origin in (list, tuple):
        return "array"
    if origin is dict or dataclasses.is_dataclass(origin):
        return "object"
    if origin is Literal:
        return _json_type(type(get_args(hint)[0]))
    if isinstance(origin, type) and issubclass(origin, Enum):
        return _json_type(type(next(iter(origin)).value))
    names = {bool: "boolean", int: "integer", float: "number", NoneType: "null"}
    return names.get(origin, "" if origin in (Any, object) else "string")


def _fits(hint: Any, reading: Reading) -> bool:
    kind, allowed = _json_type(hint), types(reading)
    if allowed is not None and kind and kind not in allowed:
        return kind in ("integer", "number") and bool(allowed & {"integer", "number"})
    if (isinstance(hint, type) and issubclass(hint, Enum)) or get_origin(
        hint
    ) is Literal:
        return bool(_choices(hint, reading))
    if listed(reading) is not None and kind == "object":
        return False
    if dataclasses.is_dataclass(hint):
        return _wires(hint) <= properties(reading)
    return True


def _closest(hint: Any, fitting: list[Reading]) -> Reading:
    """Of several readings the one with the fewest properties beyond the type's."""
    if not dataclasses.is_dataclass(hint):
        return fitting[0]
    return min(fitting, key=lambda reading: len(properties(reading)))


def _choices(hint: Any, reading: Reading) -> list[Any]:
    """The members of an enum or literal that the reading lists."""
    literal = get_origin(hint) is Literal
    every = list(get_args(hint)) if literal else list(hint)
    allowed = listed(reading)
    if allowed is None:
        return every
    return [one for one in every if (one if literal else one.value) in allowed]


def _one(maker: Maker, hint: Any, reading: Reading) -> Any:
    """A value of a type that is no union."""
    origin = get_origin(hint) or hint
    if origin is Literal or (isinstance(origin, type) and issubclass(origin, Enum)):
        every = _choices(hint, reading) or _choices(hint, ())
        return every[maker.turn % len(every)]
    if origin in FIXED:
        return FIXED[origin]()
    if origin is str:
        return text(reading, maker.turn, maker.odd)
    if origin in (int, float):
        return number(reading, origin is int, maker.turn)
    if origin is NoneType:
        return None
    if dataclasses.is_dataclass(origin) and isinstance(origin, type):
        return _model(maker, origin, reading)
    if origin is list:
        return _list(maker, get_args(hint)[0], reading)
    if origin is tuple:
        return tuple(make(maker.inside(), part, {}) for part in get_args(hint))
    if origin is dict or origin is Mapping:
        return _map(maker, get_args(hint)[1], reading)
    if origin in (Any, object):
        return _anything(maker, reading)
    if inspect.isclass(origin) and origin.__name__ == "File":
        file: Any = origin
        return file(b"a file", "a.txt")
    raise TypeError(f"no value is known for {hint}")


def _model(maker: Maker, model: type, reading: Reading) -> Any:
    hints, needed = get_type_hints(model), required(reading)
    others = excluded(reading) - needed
    values: dict[str, Any] = {}
    last = dataclasses.fields(model)[-1:]
    for field in dataclasses.fields(model):
        wire = field.metadata.get("wire", field.name)
        if "rest" in field.metadata:
            continue
        wanted = maker.generous or (maker.filled and not values and field in last)
        if _is_needed(field) or wire in needed or (wanted and wire not in others):
            schema = property_schema(reading, wire)
            values[field.name] = make(maker.inside(), hints[field.name], schema)
    return model(**values)


def _is_needed(field: dataclasses.Field[Any]) -> bool:
    missing = dataclasses.MISSING
    return field.default is missing and field.default_factory is missing


def _wires(model: Any) -> set[str]:
    return {
        field.metadata.get("wire", field.name)
        for field in dataclasses.fields(model)
        if "rest" not in field.metadata
    }


def _list(maker: Maker, hint: Any, reading: Reading) -> list[Any]:
    count = min(max(1, bound(reading, "minItems", 1)), bound(reading, "maxItems", 100))
    inner, schema = maker.inside(), item_schema(reading)
    return [make(replace(inner, turn=turn), hint, schema) for turn in range(count)]


def _map(maker: Maker, hint: Any, reading: Reading) -> dict[str, Any]:
    """Every property that the document names or needs, or one of our own."""
    named = properties(reading)
    names = named if maker.generous else named & required(reading)
    result = {
        name: make(maker.inside(), hint, property_schema(reading, name))
        for name in sorted(names)
    }
    if not result and bound(reading, "additionalProperties", True) is not False:
        result["key"] = make(maker.inside(), hint, value_schema(reading))
    return result


def _anything(maker: Maker, reading: Reading) -> Any:
    """A value that the document alone describes."""
    allowed = types(reading)
    hints: dict[str, Any] = {
        "object": dict[str, Any],
        "array": list[Any],
        "integer": int,
        "number": float,
        "boolean": bool,
        "string": str,
    }
    for name, hint in hints.items():
        if allowed is not None and name in allowed:
            return _one(maker, hint, reading)
    if properties(reading):
        return _one(maker, dict[str, Any], reading)
    return (listed(reading) or ["text"])[0]
