"""Paths → operations (OpenAPI 3.1 sections 4.8.8 to 4.8.17)."""

from __future__ import annotations

import re

from .. import ir
from ..diagnostics import Location
from ..source import Node
from ..source.pointer import split
from .constraints import read_constraints
from .context import Context, below, flag, locate, mapping, node, sequence, text
from .docs import said
from .headers import read_headers
from .parameters import read_parameters
from .places import METHODS
from .references import target
from .schemas import read_type
from .security import read_security
from .servers import read_servers
from .streams import is_sequential, read_item
from .styles import media_name, read_encodings, read_prefix, read_rest


def read_operations(
    ctx: Context, skip: dict[str, str]
) -> tuple[tuple[ir.Operation, ...], tuple[ir.Skipped, ...]]:
    """Every operation of the document, in its order, and those that `skip` (operationId
    or "GET /path" → the reason) leaves out.
    """
    read: list[ir.Operation] = []
    skipped: list[ir.Skipped] = []
    for path in mapping(ctx, "/paths"):
        written = below("", "paths", path)
        if path.startswith("x-"):
            continue
        path_item = target(ctx, written)
        for method, pointer in methods_of(ctx, path_item) if path_item else ():
            operation_id = text(ctx, below(pointer, "operationId"))
            label = f"{method.upper()} {path}"
            reason = skip.get(operation_id) or skip.get(label)
            if reason:
                name = operation_id or label
                location = locate(ctx, pointer)
                skipped.append(ir.Skipped(name, label, reason, location))
            else:
                read.append(_read_operation(ctx, path, path_item, method, pointer))
    return tuple(read), tuple(skipped)


def methods_of(ctx: Context, path_item: str) -> list[tuple[str, str]]:
    """The methods of a path item and their operations' pointers."""
    found = [
        (method, below(path_item, method))
        for method in mapping(ctx, path_item)
        if method in METHODS and mapping(ctx, below(path_item, method))
    ]
    more = below(path_item, "additionalOperations")
    return found + [(method, below(more, method)) for method in mapping(ctx, more)]


def _read_operation(
    ctx: Context, path: str, path_item: str, method: str, pointer: str
) -> ir.Operation:
    # By the path, not by the pointer: several paths may share a path item.
    id_ = "#" + below("", "paths", path, *split(pointer[len(path_item) :]))
    parts = path_parts(ctx, path, locate(ctx, below("", "paths", path)))
    tags = sequence(ctx, below(pointer, "tags"))
    servers = read_servers(ctx, below(pointer, "servers"))
    security = read_security(ctx, below(pointer, "security"))
    return ir.Operation(
        id=id_,
        method=method.upper(),
        path=parts,
        location=locate(ctx, pointer),
        operation_id=text(ctx, below(pointer, "operationId")).strip(),
        tag=next((tag for tag in tags if isinstance(tag, str) and tag.strip()), ""),
        summary=said(ctx, below(pointer, "summary")),
        description=said(ctx, below(pointer, "description")),
        parameters=read_parameters(ctx, path_item, pointer, parts, security),
        body=_read_body(ctx, below(pointer, "requestBody")),
        responses=_read_responses(ctx, below(pointer, "responses"), id_),
        security=security,
        servers=servers or read_servers(ctx, below(path_item, "servers")),
        deprecated=flag(ctx, below(pointer, "deprecated")),
        links=_read_links(ctx, below(pointer, "responses")),
        callbacks=_names(ctx, below(pointer, "callbacks")),
    )


def path_parts(ctx: Context, path: str, location: Location) -> tuple[ir.PathPart, ...]:
    """Split a path template (section 4.8.8) into literal texts and parameters."""
    if not path.startswith("/"):
        ctx.diagnostics.error("invalid-path", "a path begins with '/'", location)
    pieces = re.split(r"\{([^{}]*)\}", path)
    if any("{" in piece or "}" in piece for piece in pieces[::2]):
        ctx.diagnostics.error(
            "invalid-path", "unbalanced braces in this path", location
        )
    parts = [
        ir.PathPart(piece, index % 2 == 1)
        for index, piece in enumerate(pieces)
        if piece or index % 2
    ]
    return tuple(parts)


def _read_body(ctx: Context, pointer: str) -> ir.Body | None:
    if node(ctx, pointer) is None:
        return None
    pointer = target(ctx, pointer)
    if not pointer:
        return None
    content, required = below(pointer, "content"), flag(ctx, below(pointer, "required"))
    if not required and _is_empty(ctx, content):
        return None
    contents = read_contents(ctx, content)
    return ir.Body(
        contents=contents,
        required=required,
        location=locate(ctx, pointer),
        doc=said(ctx, below(pointer, "description")),
        constraints=_body_constraints(ctx, below(pointer, "content"), contents),
    )


def _is_empty(ctx: Context, pointer: str) -> bool:
    """Is this the content of a body that has nothing in it: an object whose list of
    properties is there, and empty?
    """
    places = [below(pointer, name, "schema") for name in mapping(ctx, pointer)]
    return bool(places) and all(node(ctx, place) in _EMPTY for place in places)


_EMPTY: tuple[Node, ...] = (
    {"type": "object", "properties": {}},
    {"type": "object", "properties": {}, "additionalProperties": False},
)


def _body_constraints(
    ctx: Context, pointer: str, contents: tuple[ir.Content, ...]
) -> ir.Constraints:
    """What is asked of a body, where that does not depend on its media type."""
    places = [target(ctx, below(pointer, each)) for each in mapping(ctx, pointer)]
    found = [
        read_constraints(ctx, content.type, below(place, "schema"))
        for place, content in zip(filter(None, places), contents, strict=True)
        if content.type
    ]
    same = bool(found) and all(each == found[0] for each in found)
    return found[0] if same else ir.UNCONSTRAINED


def _read_responses(
    ctx: Context, pointer: str, operation: str
) -> tuple[ir.Response, ...]:
    found: list[ir.Response] = []
    for status in mapping(ctx, pointer):
        place = target(ctx, below(pointer, status))
        if status.startswith("x-") or not place:
            continue
        if not re.fullmatch(r"[1-5](\d\d|XX)|default", status, re.IGNORECASE):
            message = f"{status!r} is not a status: a code, '4XX' or 'default'"
            location = locate(ctx, below(pointer, status))
            ctx.diagnostics.error("invalid-status", message, location)
        is_success = status.startswith("2")
        found.append(
            ir.Response(
                status=status if status == "default" else status.upper(),
                contents=read_contents(ctx, below(place, "content")),
                location=locate(ctx, place),
                doc=said(ctx, below(place, "description")),
                headers=read_headers(ctx, place, operation) if is_success else None,
            )
        )
    return tuple(found)


def _names(ctx: Context, pointer: str) -> tuple[str, ...]:
    return tuple(name for name in mapping(ctx, pointer) if not name.startswith("x-"))


def _read_links(ctx: Context, pointer: str) -> tuple[tuple[str, str], ...]:
    """The links of all responses (section 4.8.20), each with the operation it is to."""
    found: dict[str, str] = {}
    for status in _names(ctx, pointer):
        base = below(target(ctx, below(pointer, status)), "links")
        for name in _names(ctx, base):
            link = target(ctx, below(base, name))
            to = text(ctx, below(link, "operationId")) or text(
                ctx, below(link, "operationRef")
            )
            found.setdefault(name, to)
    return tuple(found.items())


def read_contents(ctx: Context, pointer: str) -> tuple[ir.Content, ...]:
    """The media types of a body."""
    places = (
        (name, target(ctx, below(pointer, name))) for name in mapping(ctx, pointer)
    )
    return tuple(_read_content(ctx, name, place) for name, place in places if place)


def _read_content(ctx: Context, name: str, place: str) -> ir.Content:
    """A Media Type Object. The items of what is no sequence are those of a list."""
    media_type, location = media_name(name), locate(ctx, place)
    if is_sequential(media_type):
        return ir.Content(
            media_type, None, location, *read_item(ctx, media_type, place)
        )
    type_ = _read_schema(ctx, below(place, "schema"))
    item = _read_schema(ctx, below(place, "itemSchema"))
    return ir.Content(
        media_type=media_type,
        type=ir.Array(item) if type_ is None and item else type_,
        location=location,
        encodings=read_encodings(ctx, place),
        prefix=read_prefix(ctx, place),
        rest=read_rest(ctx, place),
    )


def _read_schema(ctx: Context, pointer: str) -> ir.Type | None:
    return None if node(ctx, pointer) is None else read_type(ctx, pointer)
