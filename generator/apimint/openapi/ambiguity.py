"""Unions whose members nothing tells apart: decoding tries them, and a warning says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from .. import ir
from ..diagnostics import Diagnostics, Location
from ..graph import definition_types, received_types, webhook_types

Definitions = Mapping[str, ir.Definition]


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
        objects = [o for m in union.members if (o := _object(known, m)) is not None]
        for one, other in combinations(objects, 2):
            if not _differ(known, one, other):
                names = f"{one.place.words[-1]!r} and {other.place.words[-1]!r}"
                message = f"nothing tells {names} apart: the better fit is taken"
                hint = "a discriminator, or a property that only one requires, would"
                diagnostics.warning("ambiguous-union", message, location, hint=hint)
                return


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


def _object(known: Definitions, type_: ir.Type) -> ir.Object | None:
    """The object that a member of a union is, perhaps under another name."""
    seen: set[str] = set()
    while isinstance(type_, ir.Ref) and type_.id not in seen:
        seen.add(type_.id)
        found = known.get(type_.id)
        if isinstance(found, ir.Object):
            return found
        type_ = found.type if isinstance(found, ir.Alias) else ir.Anything()
    return None


def _differ(known: Definitions, one: ir.Object, other: ir.Object) -> bool:
    """Does a required property, a constant or a kind of value tell these apart?"""
    return (
        _requires_more(one, other)
        or _requires_more(other, one)
        or any(
            _disjoint(known, mine.type, theirs.type)
            for mine in one.fields
            for theirs in other.fields
            if mine.wire == theirs.wire and mine.required and theirs.required
        )
    )


def _requires_more(one: ir.Object, other: ir.Object) -> bool:
    has = {field.wire for field in other.fields}
    return any(field.required and field.wire not in has for field in one.fields)


def _disjoint(known: Definitions, one: ir.Type, other: ir.Type) -> bool:
    """Have two types no JSON value in common, as far as can be seen easily?"""
    mine, theirs = _values(known, one), _values(known, other)
    if mine is not None and theirs is not None:
        return mine.isdisjoint(theirs)
    kinds = _kind(known, one), _kind(known, other)
    return "" not in kinds and kinds[0] != kinds[1]


def _values(known: Definitions, type_: ir.Type) -> set[tuple[type, object]] | None:
    if isinstance(type_, ir.Constant):
        return {(type(value), value) for value in type_.values}
    found = known.get(type_.id) if isinstance(type_, ir.Ref) else None
    if isinstance(found, ir.Enumeration):
        return {(type(member.value), member.value) for member in found.members}
    return None


def _kind(known: Definitions, type_: ir.Type) -> str:
    """The kind of JSON value; empty where it may be of several kinds."""
    match type_:
        case ir.Scalar(kind):
            numbers = {"integer": "number", "number": "number", "boolean": "boolean"}
            return numbers.get(kind, "string")
        case ir.Array() | ir.Fixed():
            return "array"
        case ir.Map():
            return "object"
        case ir.Ref(id_):
            return "object" if isinstance(known.get(id_), ir.Object) else ""
        case _:
            return ""
