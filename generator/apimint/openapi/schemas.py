"""Schemas → types and definitions."""

from __future__ import annotations

from .. import ir
from .constraints import read_constraints
from .context import SCHEMAS, Context, below, locate, mapping, node
from .docs import prose
from .enums import enum_values, read_enumeration
from .fields import read_fields
from .formats import scalar_kind
from .nulls import accepts_null
from .places import place_of
from .shapes import Part, Shape, merge, parts_of
from .unions import combined, read_union


def read_components(ctx: Context) -> None:
    """Define every schema of the document's components, used or not."""
    for name in mapping(ctx, "/components/schemas"):
        pointer = below("", "components", "schemas", name)
        if not name:
            message = "a schema needs a name"
            ctx.diagnostics.error("no-name", message, locate(ctx, pointer))
        define(ctx, pointer)


def read_type(ctx: Context, *pointers: str) -> ir.Type:
    """The type of the values that the schemas at all these pointers allow.

    An inline object or enum is defined on the way, under the first pointer.
    """
    parts = [part for pointer in pointers for part in parts_of(ctx, pointer)]
    if len(parts) > 1:
        parts = [part for part in parts if not _is_bare_object(ctx, part)] or parts
    match list(dict.fromkeys(parts)):
        case []:
            return ir.Anything()
        case [Part(pointer=pointer, by_reference=True)]:
            return _read_reference(ctx, pointer)
        case several:
            return _read_inline(ctx, pointers[0], several)


def _is_bare_object(ctx: Context, part: Part) -> bool:
    """`type: object` beside something that says more."""
    return not part.by_reference and node(ctx, part.pointer) == {"type": "object"}


def _read_reference(ctx: Context, pointer: str) -> ir.Type:
    """A component is referred to; `read_components` defines them all."""
    if not is_component(pointer):
        return read_type(ctx, pointer)
    found = ir.Ref("#" + pointer)
    return ir.Nullable(found) if accepts_null(ctx, pointer) else found


def is_component(pointer: str) -> bool:
    """Is this a schema under `components`, which always has a definition?"""
    return pointer.startswith(SCHEMAS) and "/" not in pointer[len(SCHEMAS) :]


def _read_inline(ctx: Context, pointer: str, parts: list[Part]) -> ir.Type:
    id_ = "#" + pointer
    if id_ in ctx.definitions:
        return ir.Ref(id_)
    if pointer in ctx.reading:
        ctx.returning.add(pointer)
        return ir.Ref(id_)
    ctx.reading.add(pointer)
    found = read_shape(ctx, merge(ctx, pointer, parts))
    ctx.reading.discard(pointer)
    if pointer in ctx.returning and id_ not in ctx.definitions:
        return _define_alias(ctx, pointer, found)
    return found


def read_shape(ctx: Context, shape: Shape) -> ir.Type:
    """The type of a merged schema."""
    if shape.conflict:
        return ir.Anything()
    if shape.enums:
        return _read_values(ctx, shape)
    if shape.unions:
        found = read_union(ctx, shape, read_type, define_object)
        if found is not None:
            return _named_if_tagged(ctx, shape, found)
    kinds = [name for name in shape.types if name != "null"]
    if not kinds:
        implied = _implied(shape)
        return implied_type(ctx, shape, implied)
    members = [_read_kind(ctx, shape, kind) for kind in kinds]
    whole = members[0] if len(members) == 1 else ir.Union(tuple(members))
    return ir.Nullable(whole) if "null" in shape.types else whole


def _named_if_tagged(ctx: Context, shape: Shape, found: ir.Type) -> ir.Type:
    """An inline union with a discriminator gets a name: spelt out it is long to read."""
    if isinstance(found, ir.Nullable):
        return ir.Nullable(_named_if_tagged(ctx, shape, found.inner))
    is_tagged = isinstance(found, ir.Union) and found.discriminator is not None
    if not is_tagged or is_component(shape.pointer):
        return found
    return _define_alias(ctx, shape.pointer, found)


def _define_alias(ctx: Context, pointer: str, found: ir.Type) -> ir.Ref:
    id_ = "#" + pointer
    schema = node(ctx, pointer)
    schema = schema if isinstance(schema, dict) else {}
    ctx.definitions[id_] = ir.Alias(
        id=id_,
        place=place_of(ctx, pointer),
        location=locate(ctx, pointer),
        type=found,
        doc=prose(schema),
        deprecated=schema.get("deprecated") is True,
        constraints=read_constraints(ctx, found, pointer),
    )
    return ir.Ref(id_)


def implied_type(ctx: Context, shape: Shape, kind: str) -> ir.Type:
    """The type of a schema that does not name one: what its keywords speak of."""
    if kind:
        return _read_kind(ctx, shape, kind)
    return ir.Nothing() if shape.types == ["null"] else ir.Anything()


def _implied(shape: Shape) -> str:
    if shape.types:
        return ""
    if shape.properties or shape.additional or shape.patterns:
        return "object"
    if shape.items or shape.prefix:
        return "array"
    formats = ("date-time", "uuid", "binary", "date")
    is_text = shape.format in formats or shape.encoding == "binary"
    return "string" if is_text else ""


def _read_kind(ctx: Context, shape: Shape, kind: str) -> ir.Type:
    """The type for one of JSON Schema's `type` names."""
    if kind == "object":
        return _read_object(ctx, shape)
    if kind == "array":
        return _read_array(ctx, shape)
    scalar = scalar_kind(kind, shape.format, shape.encoding)
    return ir.Scalar(scalar) if scalar else ir.Anything()


def _read_array(ctx: Context, shape: Shape) -> ir.Type:
    """A list; of a known length where there are types for the first places alone."""
    first = [read_type(ctx, each) for each in shape.prefix]
    if not shape.items:
        return ir.Fixed(tuple(first)) if first else ir.Array(ir.Anything())
    first += [read_type(ctx, each) for each in shape.contained]
    return ir.Array(combined([*first, read_type(ctx, *shape.items)], None))


def _read_object(ctx: Context, shape: Shape) -> ir.Type:
    if shape.properties:
        return define_object(ctx, shape)
    return ir.Map(_free_values(ctx, shape) or ir.Anything())


def _free_values(ctx: Context, shape: Shape) -> ir.Type | None:
    """The type of the properties that have no name of their own; None where the schema
    does not say it. What a pattern types counts where the keys that match none are
    typed as well, or forbidden.
    """
    types = [read_type(ctx, *shape.additional)] if shape.additional else []
    if types or shape.closed:
        types += [read_type(ctx, pattern) for pattern in shape.patterns]
    elif shape.patterns:
        message = "keys that match no pattern may have any value: typed Any"
        location = locate(ctx, shape.patterns[0])
        ctx.diagnostics.warning("open-patterns", message, location)
    return combined(types, None) if types else None


def define_object(ctx: Context, shape: Shape) -> ir.Ref:
    """Define the object that a shape describes, and refer to it."""
    id_ = "#" + shape.pointer
    if ctx.definitions.get(id_) is None:
        ctx.definitions[id_] = None
        schema = mapping(ctx, shape.pointer)
        ctx.definitions[id_] = ir.Object(
            id=id_,
            place=place_of(ctx, shape.pointer),
            location=locate(ctx, shape.pointer),
            fields=read_fields(ctx, shape, read_type),
            extra=_free_values(ctx, shape),
            bases=tuple(shape.bases),
            doc=prose(schema),
            deprecated=schema.get("deprecated") is True,
            constraints=read_constraints(ctx, ir.Anything(), shape.pointer),
        )
    return ir.Ref(id_)


def _read_values(ctx: Context, shape: Shape) -> ir.Type:
    """`enum` and `const`: an enumeration, or constants where one value is left."""
    values = enum_values(ctx, shape)
    if values is None:
        return ir.Anything()
    plain = tuple(value for value in values if value is not None)
    if not plain:
        return ir.Nothing()
    found: ir.Type
    only_booleans = all(isinstance(value, bool) for value in plain)
    is_single = len(plain) == 1 and not is_component(shape.pointer)
    if only_booleans and len(plain) == 2:
        found = ir.Scalar(ir.ScalarKind.BOOLEAN)
    elif is_single and isinstance(plain[0], float):
        found = ir.Scalar(ir.ScalarKind.NUMBER)  # Literal has no place for it
    elif only_booleans or is_single:
        found = ir.Constant(plain)
    else:
        found = read_enumeration(ctx, shape, plain)
    return ir.Nullable(found) if len(plain) < len(values) else found


def define(ctx: Context, pointer: str) -> None:
    """Define the component at `pointer`: an object, an enumeration, or an alias for
    whatever else its schema describes.
    """
    id_ = "#" + pointer
    ctx.definitions[id_] = None
    parts = parts_of(ctx, pointer)
    found: ir.Type
    if len(parts) == 1 and parts[0].by_reference:
        found = _read_reference(ctx, parts[0].pointer)
    elif parts:
        found = read_shape(ctx, merge(ctx, pointer, parts))
    else:
        found = ir.Anything()
    if ctx.definitions[id_] is None:
        _define_alias(ctx, pointer, found)
