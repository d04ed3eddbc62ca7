"""Parameters (OpenAPI 3.1 section 4.8.12)."""

from __future__ import annotations

from dataclasses import replace

from .. import ir
from .constraints import read_constraints, shown_values
from .context import (
    Context,
    below,
    flag,
    kind_of,
    locate,
    mapping,
    node,
    sequence,
)
from .docs import prose
from .references import target
from .schemas import read_type
from .styles import media_name, read_encodings, read_style
from .values import read_default

_PLACES = frozenset(ir.ParameterPlace)
# Section 4.8.12.1: header parameters with these names are ignored. But where nothing
# else carries credentials, a described Authorization is the only way to send them. The
# others frame the message, which is the transport's affair.
_RESERVED_HEADERS = {
    *("accept", "content-type"),
    *("host", "content-length", "transfer-encoding", "connection"),
}
_CREDENTIALS_HEADER = "authorization"


def read_parameters(
    ctx: Context,
    path_item: str,
    operation: str,
    path: tuple[ir.PathPart, ...],
    security: tuple[ir.Requirement, ...],
) -> tuple[ir.Parameter, ...]:
    """The parameters of an operation: the path item's, those of its own over them, and
    any that the path names without a description. Those of the path come in its order.
    """
    reserved = set(_RESERVED_HEADERS)
    if any(security):
        reserved.add(_CREDENTIALS_HEADER)
    found: dict[tuple[str, str], ir.Parameter] = {}
    for base in (below(path_item, "parameters"), below(operation, "parameters")):
        for index in range(len(sequence(ctx, base))):
            parameter = _read_parameter(ctx, below(base, index), reserved)
            if parameter is not None:
                found[_identity(parameter)] = parameter
    for part in path:
        key = (ir.ParameterPlace.PATH, part.text)
        if part.is_parameter and key not in found:
            found[key] = _undescribed(ctx, operation, part.text)
    named = [part.text for part in path if part.is_parameter]
    used = [p for p in found.values() if _is_used(ctx, p, named)]
    in_path = [p for p in used if p.place == "path"]
    in_path.sort(key=lambda parameter: named.index(parameter.wire))
    return (*in_path, *(p for p in used if p.place != "path"))


def _identity(parameter: ir.Parameter) -> tuple[ir.ParameterPlace, str]:
    """What an operation's parameter must share with a path item's to replace it. The
    names of headers have no case.
    """
    is_header = parameter.place is ir.ParameterPlace.HEADER
    return parameter.place, parameter.wire.lower() if is_header else parameter.wire


def _is_used(ctx: Context, parameter: ir.Parameter, named: list[str]) -> bool:
    unused = parameter.place == "path" and parameter.wire not in named
    if unused:
        message = f"the path has no place for {parameter.wire!r}: ignored"
        ctx.diagnostics.warning("unused-parameter", message, parameter.location)
    return not unused


def _undescribed(ctx: Context, operation: str, name: str) -> ir.Parameter:
    message = f"the path names {name!r}, no parameter describes it: typed str"
    location = locate(ctx, operation)
    ctx.diagnostics.warning("undescribed-parameter", message, location)
    kind = ir.Scalar(ir.ScalarKind.STRING)
    place = ir.ParameterPlace.PATH
    return ir.Parameter(name, place, kind, True, location, ir.Style("simple", False))


def _read_parameter(
    ctx: Context, pointer: str, reserved: set[str]
) -> ir.Parameter | None:
    pointer = target(ctx, pointer)
    found = node(ctx, pointer) if pointer else None
    if not isinstance(found, dict):
        if pointer:
            message = f"a parameter is a mapping, not {kind_of(found)}"
            location = locate(ctx, pointer)
            ctx.diagnostics.error("invalid-parameter", message, location)
        return None
    wire, place = found.get("name"), found.get("in")
    if not isinstance(wire, str) or not wire or str(place) not in _PLACES:
        message = "a parameter needs 'name' and 'in' (path, query, header or cookie)"
        ctx.diagnostics.error("invalid-parameter", message, locate(ctx, pointer))
        return None
    if place == "header" and wire.lower() in reserved:
        message = f"the header {wire!r} is not a parameter's to set: ignored"
        ctx.diagnostics.hint("reserved-header", message, locate(ctx, pointer))
        return None
    return _built(ctx, pointer, wire, ir.ParameterPlace(str(place)))


def _built(
    ctx: Context, pointer: str, wire: str, place: ir.ParameterPlace
) -> ir.Parameter:
    schema_at, media = _schema_of(ctx, pointer)
    schema = node(ctx, schema_at)
    schema = schema if isinstance(schema, dict) else {}
    default = read_default(ctx, schema_at, schema)
    content = below(pointer, "content", media) if media else ""
    type_ = read_type(ctx, schema_at) if schema_at else ir.Anything()
    return ir.Parameter(
        wire=wire,
        place=place,
        type=type_,
        required=flag(ctx, below(pointer, "required")) or place == "path",
        location=locate(ctx, pointer),
        style=read_style(ctx, pointer, place),
        media=media_name(media),
        encodings=read_encodings(ctx, target(ctx, content)) if content else (),
        allow_empty=place == "query" and flag(ctx, below(pointer, "allowEmptyValue")),
        doc=prose(mapping(ctx, pointer), wire) or prose(schema, wire),
        default=default,
        has_default=default is not None,
        constraints=_constraints(ctx, pointer, schema_at, type_),
        deprecated=flag(ctx, below(pointer, "deprecated")),
    )


def _constraints(
    ctx: Context, pointer: str, schema_at: str, type_: ir.Type
) -> ir.Constraints:
    """Those of the schema; the examples of the parameter go before the schema's."""
    found = read_constraints(ctx, type_, *([schema_at] if schema_at else []))
    examples = shown_values(ctx, pointer)
    return replace(found, examples=examples) if examples else found


def _schema_of(ctx: Context, pointer: str) -> tuple[str, str]:
    """The pointer of a parameter's schema, and the media type where it has `content`."""
    if node(ctx, below(pointer, "schema")) is not None:
        return below(pointer, "schema"), ""
    for media in mapping(ctx, below(pointer, "content")):
        schema = below(target(ctx, below(pointer, "content", media)), "schema")
        return (schema if node(ctx, schema) is not None else ""), media
    message = "this parameter has neither 'schema' nor 'content': typed Any"
    ctx.diagnostics.warning("untyped-parameter", message, locate(ctx, pointer))
    return "", ""
