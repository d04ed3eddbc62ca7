"""Questions about the intermediate model that several stages ask: what refers to what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import assert_never

from . import ir


def references(type_: ir.Type) -> Iterator[str]:
    """The ids that a type refers to, in order."""
    match type_:
        case ir.Ref(id_):
            yield id_
        case ir.Array(inner) | ir.Map(inner) | ir.Nullable(inner):
            yield from references(inner)
        case ir.Fixed(items) | ir.Union(items):
            for item in items:
                yield from references(item)
        case ir.Scalar() | ir.Constant() | ir.Anything() | ir.Nothing():
            return
        case _:
            assert_never(type_)


def mapped(type_: ir.Type, change: Callable[[ir.Ref], ir.Type]) -> ir.Type:
    """The same type with every reference changed."""
    match type_:
        case ir.Ref():
            return change(type_)
        case ir.Array(inner):
            return ir.Array(mapped(inner, change))
        case ir.Map(inner):
            return ir.Map(mapped(inner, change))
        case ir.Nullable(inner):
            return ir.Nullable(mapped(inner, change))
        case ir.Fixed(items):
            return ir.Fixed(tuple(mapped(item, change) for item in items))
        case ir.Union(members, discriminator):
            tags = discriminator and _mapped_tags(discriminator, change)
            return ir.Union(tuple(mapped(each, change) for each in members), tags)
        case ir.Scalar() | ir.Constant() | ir.Anything() | ir.Nothing():
            return type_
        case _:
            assert_never(type_)


def _mapped_tags(
    discriminator: ir.Discriminator, change: Callable[[ir.Ref], ir.Type]
) -> ir.Discriminator:
    changed = [(value, change(ir.Ref(id_))) for value, id_ in discriminator.mapping]
    kept = [(value, ref.id) for value, ref in changed if isinstance(ref, ir.Ref)]
    return ir.Discriminator(discriminator.wire, tuple(kept))


def definition_types(definition: ir.Definition) -> Iterator[ir.Type]:
    """The types that a definition is made of."""
    match definition:
        case ir.Object():
            yield from (field.type for field in definition.fields)
            yield from [definition.extra] if definition.extra else []
        case ir.Alias():
            yield definition.type
        case ir.Enumeration():
            return
        case _:
            assert_never(definition)


def received_types(operation: ir.Operation) -> Iterator[ir.Type]:
    """The types of an operation's responses."""
    for response in operation.responses:
        yield from _content_types(response.contents)
        yield from [response.headers] if response.headers else []


def webhook_types(webhook: ir.Webhook) -> Iterator[ir.Type]:
    """The types of what the API sends to a webhook."""
    return _content_types(webhook.contents)


def sent_types(operation: ir.Operation) -> Iterator[ir.Type]:
    """The types of an operation's parameters and body."""
    yield from (parameter.type for parameter in operation.parameters)
    yield from _content_types(operation.body.contents if operation.body else ())


def _content_types(contents: Iterable[ir.Content]) -> Iterator[ir.Type]:
    for content in contents:
        yield from (each for each in (content.type, content.item) if each)


def reached(
    known: Mapping[str, ir.Definition], roots: Iterable[ir.Type]
) -> frozenset[str]:
    """The ids of all definitions that these types use, directly or not."""
    found: set[str] = set()
    queue = [id_ for root in roots for id_ in references(root)]
    while queue:
        id_ = queue.pop()
        if id_ in known and id_ not in found:
            found.add(id_)
            types = definition_types(known[id_])
            queue.extend(each for type_ in types for each in references(type_))
    return frozenset(found)
