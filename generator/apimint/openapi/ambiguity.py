"""Unions whose members nothing tells apart: decoding tries them, and a warning says so.

The decoder goes by the type of the JSON value; of objects it tries first what lists the
value's enums and names most of its keys. Inside a list or a map it takes the first that
fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import TypeAlias

from .. import ir
from ..diagnostics import Diagnostics, Location
from ..graph import definition_types, received_types, webhook_types

Definitions: TypeAlias = Mapping[str, ir.Definition]
Found: TypeAlias = ir.Type | ir.Definition

_DEEPEST = 3  # types inside each other that are compared


def warn_of_ambiguity(api: ir.Api, diagnostics: Diagnostics) -> None:
    """Warn once at each definition or operation that has such a union."""
    known = {definition.id: definition for definition in api.definitions}
    for definition in api.definitions:
        for type_ in definition_types(definition):
            _check(known, type_, definition.location, diagnostics)
    for operation in api.operations:
        for type_ in received_types(operation):
            _check(known, type_, operation.location, diagnostics)
    for webhook in api.webhooks:
        for type_ in webhook_types(webhook):
            _check(known, type_, webhook.location, diagnostics)


def _check(
    known: Definitions, type_: ir.Type, location: Location, diagnostics: Diagnostics
) -> None:
    for union in _unions(type_):
        for one, other in combinations(union.members, 2):
            if _ambiguous(known, one, other):
                names = f"{_name(known, one)} and {_name(known, other)}"
                message = f"nothing tells {names} apart: the better fit is taken"
                hint = "a discriminator, or a property that only one requires, would"
                diagnostics.warning("ambiguous-union", message, location, hint=hint)
                return


def _name(known: Definitions, type_: ir.Type) -> str:
    match _resolved(known, type_):
        case ir.Object(place=place):
            return repr(place.words[-1])
        case ir.Array(inner):
            return f"a list of {_name(known, inner)}"
        case ir.Map(inner):
            return f"a map of {_name(known, inner)}"
        case _:
            return "another type"


def _unions(type_: ir.Type) -> Iterator[ir.Union]:
    """The unions without a discriminator inside a type."""
    match type_:
        case ir.Union(members, discriminator):
            if discriminator is None:
                yield type_
            for member in members:
                yield from _unions(member)
        case ir.Array(inner) | ir.Map(inner) | ir.Nullable(inner):
            yield from _unions(inner)
        case ir.Fixed(items):
            for item in items:
                yield from _unions(item)
        case _:
            return


def _resolved(known: Definitions, type_: Found) -> Found:
    """What a type is, under whatever name."""
    for _ in range(len(known)):
        found = known.get(type_.id) if isinstance(type_, ir.Ref) else None
        if not isinstance(found, ir.Alias):
            return found or type_
        type_ = found.type
    return type_


def _ambiguous(
    known: Definitions, one: ir.Type, other: ir.Type, depth: int = 0
) -> bool:
    """May the decoder take a value of one type for the other? Only of what holds objects:
    a text that is a date is read as a date, wherever a date may stand.
    """
    mine, theirs = _resolved(known, one), _resolved(known, other)
    match mine, theirs:
        case ir.Object(), ir.Object():
            differ = _exclusive if depth else _differ
            return mine != theirs and not differ(known, mine, theirs)
        case (ir.Array(a), ir.Array(b)) | (ir.Map(a), ir.Map(b)):
            return depth < _DEEPEST and _ambiguous(known, a, b, depth + 1)
        case _:
            return False


def _differ(known: Definitions, one: ir.Object, other: ir.Object) -> bool:
    """Does a required property, a constant or a kind of value tell these apart?"""
    return (
        _requires_more(one, other)
        or _requires_more(other, one)
        or any(
            _listed_apart(known, mine, theirs) or _exclusive(known, mine, theirs)
            for mine, theirs in _required_by_both(one, other)
        )
    )


def _requires_more(one: ir.Object, other: ir.Object) -> bool:
    has = {field.wire for field in other.fields}
    return any(field.required and field.wire not in has for field in one.fields)


def _required_by_both(
    one: ir.Object, other: ir.Object
) -> Iterator[tuple[ir.Type, ir.Type]]:
    theirs = {field.wire: field.type for field in other.fields if field.required}
    for field in one.fields:
        if field.required and field.wire in theirs:
            yield field.type, theirs[field.wire]


def _listed_apart(known: Definitions, one: Found, other: Found) -> bool:
    """Do two types list different values? An enum takes others, but comes later then."""
    mine, theirs = _values(known, one), _values(known, other)
    return mine is not None and theirs is not None and mine.isdisjoint(theirs)


def _values(known: Definitions, type_: Found) -> set[tuple[type, object]] | None:
    found = _resolved(known, type_)
    if isinstance(found, ir.Constant):
        return {(type(value), value) for value in found.values}
    if isinstance(found, ir.Enumeration):
        return {(type(member.value), member.value) for member in found.members}
    return None


def _exclusive(known: Definitions, one: Found, other: Found, depth: int = 0) -> bool:
    """Does no value of one type decode as the other, as far as can be seen?"""
    mine, theirs = _resolved(known, one), _resolved(known, other)
    if depth > _DEEPEST:
        return False
    for first, second in ((mine, theirs), (theirs, mine)):
        if isinstance(first, ir.Union):
            members = first.members
            return all(_exclusive(known, m, second, depth + 1) for m in members)
    match mine, theirs:
        case ir.Constant(), ir.Constant():
            return _listed_apart(known, one, other)
        case ir.Object(), ir.Object():
            both = _requires_more(mine, theirs) and _requires_more(theirs, mine)
            pairs = _required_by_both(mine, theirs)
            return both or any(_exclusive(known, a, b, depth + 1) for a, b in pairs)
        case ir.Fixed(a), ir.Fixed(b):
            pairs = zip(a, b, strict=False)
            inner = any(_exclusive(known, x, y, depth + 1) for x, y in pairs)
            return len(a) != len(b) or inner
        case _:
            kinds = _kind(mine), _kind(theirs)
            return "" not in kinds and kinds[0] != kinds[1]


def _kind(found: Found) -> str:
    """The kind of JSON value; empty where it may be of several kinds."""
    match found:
        case ir.Scalar(kind):
            numbers = {"integer": "number", "number": "number", "boolean": "boolean"}
            return numbers.get(kind, "string")
        case ir.Constant(values):
            return _kind_of(values)
        case ir.Enumeration(members=members):
            return _kind_of([member.value for member in members])
        case ir.Array() | ir.Fixed():
            return "array"
        case ir.Map() | ir.Object():
            return "object"
        case _:
            return ""


def _kind_of(values: Iterable[object]) -> str:
    names: dict[type, str] = {bool: "boolean", int: "number", float: "number"}
    names[str] = "string"
    kinds = [names.get(type(value), "") for value in values]
    return kinds[0] if len(set(kinds)) == 1 else ""
