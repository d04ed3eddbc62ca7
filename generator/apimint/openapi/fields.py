"""The properties of an object."""

from __future__ import annotations

from collections.abc import Callable

from .. import ir
from ..source import Node
from .constraints import read_constraints
from .context import Context, locate, node
from .docs import prose
from .references import target
from .shapes import Shape
from .values import read_default

ReadType = Callable[..., ir.Type]


def read_fields(
    ctx: Context, shape: Shape, read_type: ReadType
) -> tuple[ir.Field, ...]:
    """The fields of a shape, in the document's order."""
    fields = [
        _read_field(ctx, wire, pointers, wire in shape.required, read_type)
        for wire, pointers in shape.properties.items()
    ]
    return tuple(fields)


def _read_field(
    ctx: Context, wire: str, pointers: list[str], required: bool, read_type: ReadType
) -> ir.Field:
    schemas = [schema for p in pointers if isinstance(schema := node(ctx, p), dict)]
    annotated = [
        *reversed(schemas),
        *(found for p in pointers for found in _behind(ctx, p)),
    ]
    defaults = [
        (p, s) for p in reversed(pointers) if "default" in (s := _mapping(ctx, p))
    ]
    default = read_default(ctx, *defaults[0]) if defaults else None
    type_ = read_type(ctx, *reversed(pointers))
    return ir.Field(
        wire=wire,
        type=_with_null(type_, required),
        required=required,
        location=locate(ctx, pointers[-1]),
        doc=next((doc for s in reversed(schemas) if (doc := prose(s, wire))), ""),
        default=default,
        has_default=default is not None,
        constraints=read_constraints(ctx, type_, *reversed(pointers)),
        read_only=any(s.get("readOnly") is True for s in annotated),
        write_only=any(s.get("writeOnly") is True for s in annotated),
        deprecated=any(s.get("deprecated") is True for s in schemas),
    )


def _with_null(type_: ir.Type, required: bool) -> ir.Type:
    """An optional property of any type may be null, which is not the same as absent."""
    is_any = isinstance(type_, ir.Anything)
    return ir.Nullable(type_) if is_any and not required else type_


def _mapping(ctx: Context, pointer: str) -> dict[str, Node]:
    found = node(ctx, pointer)
    return found if isinstance(found, dict) else {}


def _behind(ctx: Context, pointer: str) -> list[dict[str, ir.Json]]:
    """The schemas that a property only wraps: annotations there apply here as well."""
    schema = node(ctx, pointer)
    found: list[dict[str, ir.Json]] = []
    if isinstance(schema, dict) and "$ref" in schema:
        reached = node(ctx, target(ctx, pointer))
        found.extend([reached] if isinstance(reached, dict) else [])
    if isinstance(schema, dict) and isinstance(members := schema.get("allOf"), list):
        found.extend(member for member in members if isinstance(member, dict))
    return found
