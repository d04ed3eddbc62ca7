"""Media types whose body is a sequence of items (OpenAPI 3.2 section 4.14.4): what one
item is.

Before 3.2 a document could only give a `schema`, and what it meant by it is settled by
custom: of events it describes the data, of lines each line, unless it is a list.
"""

from __future__ import annotations

from .. import ir
from .context import Context, below, mapping, node
from .references import target
from .schemas import read_type

EVENTS = "text/event-stream"
_SEQUENCES = ("application/json-seq", "application/stream+json")
_LINES = ("jsonl", "jsonlines", "json-lines", "ndjson", "x-json-stream")
_TEXT = ir.Scalar(ir.ScalarKind.STRING)


def is_sequential(media_type: str) -> bool:
    """Does a body of this media type hold any number of items, one after the other?"""
    essence = media_type.partition(";")[0].strip()
    kind = essence.rpartition("/")[2].removeprefix("x-")
    return (
        essence in (EVENTS, *_SEQUENCES)
        or essence.endswith("+json-seq")
        or kind in _LINES
        or "x-" + kind in _LINES
    )


def read_item(ctx: Context, media_type: str, place: str) -> tuple[ir.Type, bool]:
    """The type of an item of the sequence at `place` (a Media Type Object), and whether
    it is the data of an event whose name and id count as well.
    """
    own = below(place, "itemSchema")
    described = node(ctx, own) is not None
    pointer = own if described else below(place, "schema")
    if node(ctx, pointer) is None:
        return (
            (_TEXT, True) if media_type.startswith(EVENTS) else (ir.Anything(), False)
        )
    if not described:
        pointer = _element(ctx, pointer)
    if media_type.startswith(EVENTS):
        return _event(ctx, pointer, described)
    found = read_type(ctx, pointer)
    return (found if described or found != _TEXT else ir.Anything()), False


def _element(ctx: Context, pointer: str) -> str:
    """The schema of a list's items, where a schema is one of a list."""
    items = below(target(ctx, pointer) or pointer, "items")
    return pointer if node(ctx, items) is None else items


def _event(ctx: Context, pointer: str, described: bool) -> tuple[ir.Type, bool]:
    """The data of an event: its own schema, or what that of the whole event says of the
    property `data` (section 4.14.4.1). Custom needs more to be taken for the latter.
    """
    properties = below(target(ctx, pointer) or pointer, "properties")
    names = set(mapping(ctx, properties))
    is_whole = bool(names) if described else {"data", "event"} <= names
    if not is_whole or not names <= _EVENT:
        found = read_type(ctx, pointer)
        return found, found == _TEXT
    data = below(properties, "data")
    content = below(target(ctx, data) or data, "contentSchema")
    data = data if node(ctx, content) is None else content
    return (read_type(ctx, data) if "data" in names else _TEXT), True


_EVENT = frozenset(("data", "event", "id", "retry", "comment"))
