"""Headers of responses (OpenAPI 3.1 section 4.8.21): an object for each set of them.

Documents repeat the same few headers at every operation. Wherever the names and their
types are the same, so is the object, and it is named by the headers it holds.
"""

from __future__ import annotations

from itertools import takewhile

from .. import ir
from .context import Context, below, flag, locate, mapping, node, text
from .docs import prose
from .references import target
from .schemas import read_type

_LONGEST_LIST = 3  # headers whose names make a name


def read_headers(ctx: Context, response: str, operation: str) -> ir.Ref | None:
    """The object of the headers that a response describes; None where it has none.

    Content-Type is no header of the document's (section 4.8.17).
    """
    base = below(response, "headers")
    names = [n for n in mapping(ctx, base) if n.lower() != "content-type"]
    places = [(name, target(ctx, below(base, name))) for name in names]
    fields = tuple(_read_field(ctx, name, place) for name, place in places if place)
    if not fields:
        return None
    key = tuple((field.wire.lower(), field.type, field.required) for field in fields)
    if key not in ctx.headers:
        id_ = "#" + base
        ctx.headers[key] = id_
        ctx.definitions[id_] = ir.Object(
            id=id_,
            place=_place(fields, operation),
            location=locate(ctx, base),
            fields=fields,
            doc="Headers of a response.",
        )
    return ir.Ref(ctx.headers[key])


def _read_field(ctx: Context, name: str, place: str) -> ir.Field:
    header = node(ctx, place)
    schema_at = below(place, "schema")
    for media in mapping(ctx, below(place, "content")):
        schema_at = below(place, "content", media, "schema")
    described = node(ctx, schema_at) is not None
    return ir.Field(
        wire=name,
        type=read_type(ctx, schema_at) if described else _TEXT,
        required=flag(ctx, below(place, "required")),
        location=locate(ctx, place),
        doc=prose(header) if isinstance(header, dict) else text(ctx, place),
        deprecated=flag(ctx, below(place, "deprecated")),
    )


_TEXT = ir.Scalar(ir.ScalarKind.STRING)


def _place(fields: tuple[ir.Field, ...], operation: str) -> ir.Place:
    """By what the names have in common, else by all of a few, else by the operation."""
    said = [[w for w in field.wire.split("-") if w.lower() != "x"] for field in fields]
    columns = zip(*([w.lower() for w in each] for each in said), strict=False)
    common = sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, columns))
    if common:
        return ir.Place("", (*said[0][:common], "headers"), "header")
    if len(fields) <= _LONGEST_LIST:
        return ir.Place("", (*(w for each in said for w in each), "headers"), "header")
    return ir.Place(operation, ("response", "headers"), "header")
