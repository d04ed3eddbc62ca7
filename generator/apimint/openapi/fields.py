"""The properties of an object."""

from __future__ import annotations

from collections.abc import Callable

from .. import ir
from .context import Context, locate, node
from .docs import prose
from .references import target
from .shapes import Shape

ReadType = Callable[..., ir.Type]


def read_fields(
    ctx: Context, shape: Shape, read_type: ReadType
) -> tuple[ir.Field, ...]:
    """The fields of a shape, in the document's order. A property that is required but
    not described is one of any type.
    """
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
    default = next((s["default"] for s in reversed(schemas) if "default" in s), None)
    return ir.Field(
        wire=wire,
        type=read_type(ctx, *reversed(pointers)),
        required=required,
        location=locate(ctx, pointers[-1]),
        doc=next((doc for s in reversed(schemas) if (doc := prose(s))), ""),
        default=default,
        has_default=any("default" in s for s in schemas),
        read_only=any(s.get("readOnly") is True for s in annotated),
        write_only=any(s.get("writeOnly") is True for s in annotated),
        deprecated=any(s.get("deprecated") is True for s in schemas),
    )


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
