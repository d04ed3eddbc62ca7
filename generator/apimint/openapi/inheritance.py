"""A discriminator without `oneOf`: schemas that `allOf` builds on one (OpenAPI 3.1 section
4.8.25). Where the base is asked for, any of them may come.
"""

from __future__ import annotations

from dataclasses import replace

from .. import ir
from ..graph import mapped
from .context import Context, below, mapping, node
from .unions import discriminator_of

_ANY = "?any"


def with_heirs(ctx: Context, api: ir.Api) -> ir.Api:
    """The same API, where a base with a discriminator and heirs is, wherever it is
    referred to, the union `Any…` of its heirs and itself.
    """
    objects = {each.id: each for each in api.definitions if isinstance(each, ir.Object)}
    unions = {
        id_: union
        for id_, base in objects.items()
        if (union := _union_of(ctx, base, objects)) is not None
    }
    if not unions:
        return api
    definitions: list[ir.Definition] = []
    for each in api.definitions:
        definitions.append(_redirected(each, unions))
        if each.id in unions:
            definitions.append(unions[each.id])
    return replace(
        api,
        definitions=tuple(definitions),
        operations=tuple(_operation(each, unions) for each in api.operations),
        webhooks=tuple(
            replace(each, contents=_contents(each.contents, unions))
            for each in api.webhooks
        ),
    )


def _union_of(
    ctx: Context, base: ir.Object, objects: dict[str, ir.Object]
) -> ir.Alias | None:
    """The union of a base and its heirs; None where it has no discriminator or heirs."""
    pointer = base.id[1:]
    schema = node(ctx, pointer)
    if not isinstance(schema, dict) or not mapping(
        ctx, below(pointer, "discriminator")
    ):
        return None
    heirs = [each.id for each in objects.values() if _inherits(each, base.id, objects)]
    if not heirs:
        return None
    members: list[ir.Type] = [ir.Ref(id_) for id_ in heirs]
    discriminator = discriminator_of(ctx, pointer, members)
    *words, last = base.place.words
    return ir.Alias(
        id=base.id + _ANY,
        place=replace(base.place, words=(*words, f"Any {last}")),
        location=base.location,
        type=ir.Union((ir.Ref(base.id), *members), discriminator),
        doc=f"Any kind of `{last}`.",
    )


def _inherits(each: ir.Object, base: str, objects: dict[str, ir.Object]) -> bool:
    """Is an object built on `base`, directly or not?"""
    queue, seen = list(each.bases), {each.id}
    while queue:
        id_ = queue.pop()
        if id_ == base:
            return True
        if id_ in objects and id_ not in seen:
            seen.add(id_)
            queue.extend(objects[id_].bases)
    return False


def _any(type_: ir.Type, unions: dict[str, ir.Alias]) -> ir.Type:
    """A type whose references to bases are to their unions. A union that the document
    itself spells out stays as it is.
    """
    if isinstance(type_, ir.Union):
        return type_
    if isinstance(type_, ir.Nullable | ir.Array | ir.Map) and _has_union(type_):
        return type_
    return mapped(
        type_, lambda ref: ir.Ref(unions[ref.id].id) if ref.id in unions else ref
    )


def _has_union(type_: ir.Type) -> bool:
    match type_:
        case ir.Union():
            return True
        case ir.Nullable(inner) | ir.Array(inner) | ir.Map(inner):
            return _has_union(inner)
        case _:
            return False


def _redirected(each: ir.Definition, unions: dict[str, ir.Alias]) -> ir.Definition:
    match each:
        case ir.Object():
            fields = (replace(f, type=_any(f.type, unions)) for f in each.fields)
            extra = _any(each.extra, unions) if each.extra else None
            return replace(each, fields=tuple(fields), extra=extra)
        case ir.Alias():
            return replace(each, type=_any(each.type, unions))
        case ir.Enumeration():
            return each


def _operation(each: ir.Operation, unions: dict[str, ir.Alias]) -> ir.Operation:
    body = each.body and replace(
        each.body, contents=_contents(each.body.contents, unions)
    )
    responses = (
        replace(response, contents=_contents(response.contents, unions))
        for response in each.responses
    )
    return replace(each, body=body, responses=tuple(responses))


def _contents(
    contents: tuple[ir.Content, ...], unions: dict[str, ir.Alias]
) -> tuple[ir.Content, ...]:
    return tuple(
        replace(
            content,
            type=_any(content.type, unions) if content.type else None,
            item=_any(content.item, unions) if content.item else None,
        )
        for content in contents
    )
