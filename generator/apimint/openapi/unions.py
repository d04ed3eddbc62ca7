"""`oneOf` and `anyOf` (JSON Schema 2020-12 sections 10.2.1.2 and 10.2.1.3), and the
discriminator (OpenAPI 3.1 section 4.8.25).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from .. import ir
from .context import SCHEMAS, Context, below, last, locate, mapping, node, sequence
from .shapes import Shape, merge, parts_of

ReadType = Callable[..., ir.Type]
DefineObject = Callable[[Context, Shape], ir.Ref]

# Keywords that only choose between values which the schema beside already describes.
_CHOOSING = {"required", "not", "title", "description", "type", "minProperties"}


def read_union(
    ctx: Context, shape: Shape, read_type: ReadType, define_object: DefineObject
) -> ir.Type | None:
    """The union that a shape's first `oneOf` or `anyOf` describes.

    None where the alternatives only validate, and say nothing of the type.
    """
    pointer = shape.unions[0]
    for other in shape.unions[1:]:
        message = (
            f"a second {last(other)!r} applies here as well: only the first counts"
        )
        ctx.diagnostics.warning("second-union", message, locate(ctx, other))
    alternatives = [
        below(pointer, index) for index in range(len(sequence(ctx, pointer)))
    ]
    if all(_only_chooses(ctx, each, shape) for each in alternatives):
        return None
    if shape.properties or shape.unevaluated:
        members = [
            _with_base(ctx, shape, each, read_type, define_object)
            for each in alternatives
        ]
    else:
        members = [read_type(ctx, each) for each in alternatives]
    head, _, _ = pointer.rpartition("/")
    return combined(members, discriminator_of(ctx, head, members))


def _only_chooses(ctx: Context, pointer: str, shape: Shape) -> bool:
    schema = node(ctx, pointer)
    if not isinstance(schema, dict) or not (shape.types or shape.properties):
        return False
    known = all(
        name in shape.properties for name in mapping(ctx, below(pointer, "properties"))
    )
    type_agrees = schema.get("type") in (None, *shape.types)
    return type_agrees and (
        set(schema) <= _CHOOSING
        or (
            bool(shape.properties)
            and known
            and set(schema) <= {*_CHOOSING, "properties"}
        )
    )


def _with_base(
    ctx: Context,
    shape: Shape,
    pointer: str,
    read_type: ReadType,
    define_object: DefineObject,
) -> ir.Type:
    """An alternative together with the properties that stand beside the union."""
    own = parts_of(ctx, pointer)
    merged = merge(ctx, pointer, [*own])
    if not merged.is_object:
        return read_type(ctx, pointer)
    for wire, places in shape.properties.items():
        merged.properties[wire] = [*places, *merged.properties.get(wire, [])]
    base = {wire: merged.properties[wire] for wire in shape.properties}
    merged = replace(
        merged,
        properties=base | merged.properties,
        required=shape.required | merged.required,
        additional=merged.additional or shape.additional,
        patterns=[*shape.patterns, *merged.patterns],
        closed=shape.closed or merged.closed,
    )
    merged.pointer = pointer
    return define_object(ctx, merged)


def combined(members: list[ir.Type], discriminator: ir.Discriminator | None) -> ir.Type:
    """One type from alternatives: null hoisted, unions flattened, repetitions dropped."""
    flat: dict[ir.Type, None] = {}
    nullable = False
    for member in members:
        inner, null = _without_null(member)
        nullable |= null
        for each in inner:
            flat.setdefault(each)
    if any(isinstance(each, ir.Anything) for each in flat):
        return ir.Anything()
    kept = tuple(flat)
    whole: ir.Type = ir.Nothing() if not kept else kept[0]
    if len(kept) > 1:
        whole = ir.Union(kept, discriminator)
    return ir.Nullable(whole) if nullable and kept else whole


def _without_null(member: ir.Type) -> tuple[tuple[ir.Type, ...], bool]:
    match member:
        case ir.Nothing():
            return (), True
        case ir.Nullable(inner):
            return _without_null(inner)[0], True
        case ir.Union(members, None):
            return members, False
        case _:
            return (member,), False


def discriminator_of(
    ctx: Context, head: str, members: list[ir.Type]
) -> ir.Discriminator | None:
    """The discriminator of the schema at `head`: its mapping to the members, and for
    those that it does not name their own component names.
    """
    found = node(ctx, below(head, "discriminator"))
    wire = found.get("propertyName") if isinstance(found, dict) else None
    if not isinstance(wire, str):
        return None
    members = [m.inner if isinstance(m, ir.Nullable) else m for m in members]
    ids = {member.id for member in members if isinstance(member, ir.Ref)}
    pairs: dict[str, str] = {}
    for value in mapping(ctx, below(head, "discriminator", "mapping")):
        id_ = _mapped(ctx, below(head, "discriminator", "mapping", value))
        if id_ in ids:
            pairs[value] = id_
        else:
            place = locate(ctx, below(head, "discriminator", "mapping", value))
            message = f"the mapping of {value!r} names no member of this union: ignored"
            ctx.diagnostics.warning("discriminator-mapping", message, place)
    for id_ in sorted(ids - set(pairs.values())):
        pairs.setdefault(last(id_[1:]), id_)
    ordered = [(v, i) for member in members for v, i in pairs.items() if _is(member, i)]
    return ir.Discriminator(wire, tuple(ordered))


def _is(member: ir.Type, id_: str) -> bool:
    return isinstance(member, ir.Ref) and member.id == id_


def _mapped(ctx: Context, pointer: str) -> str:
    """The id that a mapping's value means: a reference, or a component's bare name."""
    value = node(ctx, pointer)
    if not isinstance(value, str):
        return ""
    if value.startswith("#"):
        return value
    bare = below(SCHEMAS.rstrip("/"), value)
    return "#" + bare if node(ctx, bare) is not None else ""
