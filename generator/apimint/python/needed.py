"""What of an API no Python code would name: schemas of bodies that travel as they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .. import ir
from ..graph import reached, received_types, sent_types, webhook_types
from .kinds import FORM, Definitions, carries_json, essence, is_multipart, wanted


def without_unread(api: ir.Api) -> ir.Api:
    """The same API without the schemas of bodies that are text or bytes to the client (XML
    beside JSON, say), and without the inline types that nothing else uses. Components
    stay.
    """
    known: Definitions = {each.id: each for each in api.definitions}
    operations = tuple(_operation(known, each) for each in api.operations)
    webhooks = tuple(
        replace(each, contents=_typed(known, each.contents)) for each in api.webhooks
    )
    roots: list[ir.Type] = [ir.Ref(d.id) for d in api.definitions if _is_own(d)]
    for operation in operations:
        roots += [*sent_types(operation), *received_types(operation)]
    for webhook in webhooks:
        roots += webhook_types(webhook)
    kept = _closed(known, roots)
    definitions = tuple(each for each in api.definitions if each.id in kept)
    return replace(
        api, operations=operations, webhooks=webhooks, definitions=definitions
    )


def _is_own(definition: ir.Definition) -> bool:
    """Is this a component, and not the view of one for writing?"""
    twin = "" if isinstance(definition, ir.Enumeration) else definition.twin
    return not definition.place.owner and not twin


def _closed(known: Definitions, roots: list[ir.Type]) -> frozenset[str]:
    """What is reached from the roots, with the types that these are named after."""
    found = reached(known, roots)
    while True:
        named = {each for id_ in found for each in _namesakes(known[id_])}
        wider = reached(known, [*roots, *map(ir.Ref, sorted(named | found))])
        if wider == found:
            return found
        found = wider


def _namesakes(definition: ir.Definition) -> tuple[str, ...]:
    """What a definition has its name from: its owner, and that which it is a view of."""
    if isinstance(definition, ir.Enumeration):
        return (definition.place.owner,)
    return definition.place.owner, definition.twin


def _operation(known: Definitions, operation: ir.Operation) -> ir.Operation:
    body = operation.body
    responses = tuple(
        replace(each, contents=_typed(known, wanted(known, each.contents)))
        for each in operation.responses
    )
    sent = replace(body, contents=_typed(known, body.contents)) if body else None
    return replace(operation, body=sent, responses=responses)


def _typed(
    known: Definitions, contents: Iterable[ir.Content]
) -> tuple[ir.Content, ...]:
    return tuple(
        each if _has_values(known, each) else replace(each, type=None)
        for each in contents
    )


def _has_values(known: Definitions, content: ir.Content) -> bool:
    """Is the body of this media type made of typed values?"""
    media_type = content.media_type
    is_form = essence(media_type) == FORM or is_multipart(media_type)
    return content.item is not None or is_form or carries_json(known, content)
