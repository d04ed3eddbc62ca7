"""The classes of the runtime that few APIs need, and common names of schemas."""

from __future__ import annotations

from .. import ir
from .kinds import classes_named

STREAMS = frozenset({"EventStream", "Items", "JsonLines", "StreamCall", "Event"})
BODIES = frozenset({"Content", "Form", "JsonAs", "Multipart"})


def runtime_classes(api: ir.Api) -> frozenset[str]:
    """Which of them the annotations of the operations have, or may have: no class of the
    API is called so. Elsewhere `Event`, `Items` or `Content` stay free.
    """
    definitions = {each.id: each for each in api.definitions}
    found: set[str] = set()
    for operation in api.operations:
        if operation.body:
            found |= classes_named(definitions, operation.body)
        for response in operation.responses:
            for content in response.contents:
                if content.item is not None:
                    found |= STREAMS - {"Event"}
                if content.is_event:
                    found.add("Event")
    return frozenset(found)
