"""Reading and writing as two views (OpenAPI 3.1 section 4.8.24: readOnly, writeOnly).

A definition gets a twin for writing only where it travels both ways and it, or something
inside it, looks different in the two directions. One that travels one way just loses
what never travels that way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from .. import ir
from ..graph import (
    definition_types,
    mapped,
    reached,
    received_types,
    references,
    sent_types,
    webhook_types,
)

_TWIN = "?write"

Definitions = dict[str, ir.Definition]


def split_views(api: ir.Api) -> ir.Api:
    """The same API with every definition fit for the directions that it travels."""
    known: Definitions = {each.id: each for each in api.definitions}
    received = [each for op in api.operations for each in received_types(op)]
    received += [each for hook in api.webhooks for each in webhook_types(hook)]
    sent = [each for op in api.operations for each in sent_types(op)]
    read = reached(_all_in_view(known, ir.View.READ), received)
    written = reached(_all_in_view(known, ir.View.WRITE), sent)
    differing = _differing(known, ir.View.WRITE) | _differing(known, ir.View.READ)
    twins = {id_ for id_ in differing if id_ in read and id_ in written}
    definitions: list[ir.Definition] = []
    for each in api.definitions:
        view = _direction(each.id in read, each.id in written)
        if each.id in twins:
            definitions.append(_viewed(each, ir.View.READ, frozenset()))
            definitions.append(_twin(_viewed(each, ir.View.WRITE, frozenset(twins))))
        else:
            definitions.append(_viewed(each, view, frozenset(twins)))
    operations = tuple(_with_bodies(each, frozenset(twins)) for each in api.operations)
    return replace(api, definitions=tuple(definitions), operations=operations)


def _twin(definition: ir.Definition) -> ir.Definition:
    """The same definition as the twin of itself."""
    if isinstance(definition, ir.Enumeration):
        return definition
    return replace(definition, id=definition.id + _TWIN, twin=definition.id)


def _direction(is_read: bool, is_written: bool) -> ir.View:
    if is_read == is_written:
        return ir.View.BOTH
    return ir.View.READ if is_read else ir.View.WRITE


def travels(field: ir.Field, view: ir.View) -> bool:
    """Does a field exist in this view?"""
    if view is ir.View.WRITE:
        return not field.read_only
    return not (view is ir.View.READ and field.write_only)


def _in_view(definition: ir.Definition, view: ir.View) -> ir.Definition:
    """A definition without the fields that this view lacks."""
    if not isinstance(definition, ir.Object):
        return definition
    kept = tuple(field for field in definition.fields if travels(field, view))
    return replace(definition, fields=kept)


def _all_in_view(known: Definitions, view: ir.View) -> Definitions:
    return {id_: _in_view(definition, view) for id_, definition in known.items()}


def _differing(known: Definitions, view: ir.View) -> set[str]:
    """The definitions that lose a field in this view, themselves or inside."""
    users: dict[str, list[str]] = {}
    for id_, definition in _all_in_view(known, view).items():
        for type_ in definition_types(definition):
            for used in references(type_):
                users.setdefault(used, []).append(id_)
    queue = [id_ for id_, definition in known.items() if _loses(definition, view)]
    found: set[str] = set()
    while queue:
        id_ = queue.pop()
        if id_ not in found:
            found.add(id_)
            queue.extend(users.get(id_, ()))
    return found


def _loses(definition: ir.Definition, view: ir.View) -> bool:
    return isinstance(definition, ir.Object) and not all(
        travels(field, view) for field in definition.fields
    )


def _viewed(
    definition: ir.Definition, view: ir.View, twins: frozenset[str]
) -> ir.Definition:
    """A definition in one view; what it refers to is the twin where it is written."""
    rename = _renamer(twins if view is ir.View.WRITE else frozenset())
    match definition:
        case ir.Object():
            kept = [f for f in definition.fields if travels(f, view)]
            return replace(
                definition,
                fields=tuple(replace(f, type=mapped(f.type, rename)) for f in kept),
                extra=mapped(definition.extra, rename) if definition.extra else None,
                view=view,
            )
        case ir.Alias():
            return replace(definition, type=mapped(definition.type, rename), view=view)
        case ir.Enumeration():
            return definition
        case _:
            assert_never(definition)


def _renamer(twins: frozenset[str]) -> Callable[[ir.Ref], ir.Ref]:
    return lambda ref: ir.Ref(ref.id + _TWIN) if ref.id in twins else ref


def _with_bodies(operation: ir.Operation, twins: frozenset[str]) -> ir.Operation:
    """An operation whose body and parameters are of the writing views."""
    rename = _renamer(twins)
    parameters = tuple(
        replace(each, type=mapped(each.type, rename)) for each in operation.parameters
    )
    body = operation.body and replace(
        operation.body,
        contents=tuple(
            replace(
                content,
                type=mapped(content.type, rename) if content.type else None,
                item=mapped(content.item, rename) if content.item else None,
            )
            for content in operation.body.contents
        ),
    )
    return replace(operation, parameters=parameters, body=body)
