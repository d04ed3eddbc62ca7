"""Media types → how the runtime reads them."""

from __future__ import annotations

from collections.abc import Sequence

from .. import ir
from .kinds import carries_json, is_text
from .pages import MediaPage
from .scalars import ANY
from .text import Identifier, Import, PyType, py_type
from .types import RUNTIME, Typing, annotation

_EVENTS = "text/event-stream"


def media_pages(
    typing: Typing, contents: Sequence[ir.Content]
) -> tuple[tuple[MediaPage, ...], list[PyType]]:
    """How a response is read, by each kind of media type that it may have, and the types
    of the values.
    """
    pages: dict[str, MediaPage] = {}
    types: dict[str, PyType] = {}
    for content in contents:
        page, type_ = _media_page(typing, content)
        key = page.media.source + (page.type.source if page.type else "")
        pages.setdefault(key, page)
        types.setdefault(type_.source, type_)
    if not contents:
        pages["NoContent"] = MediaPage(Identifier("NoContent"), None)
        types["None"] = py_type("None")
    return tuple(pages.values()), list(types.values())


def _media_page(typing: Typing, content: ir.Content) -> tuple[MediaPage, PyType]:
    if content.item is not None:
        item = item_type(typing, content)
        name = "EventStream" if content.media_type.startswith(_EVENTS) else "JsonLines"
        items = [Import(RUNTIME, "Items")]
        whole = py_type(f"Items[{item.source}]", item, imports=items)
        return MediaPage(Identifier(name), item), whole
    if carries_json(typing.definitions, content):
        type_ = annotation(typing, content.type) if content.type else ANY
        return MediaPage(Identifier("Json"), type_), type_
    if is_text(content.media_type):
        return MediaPage(Identifier("Text"), None), py_type("str")
    return MediaPage(Identifier("Binary"), None), py_type("bytes")


def item_type(typing: Typing, content: ir.Content) -> PyType:
    """The type of an item of a stream."""
    inner = annotation(typing, content.item) if content.item else ANY
    if not content.is_event:
        return inner
    events = [Import(RUNTIME, "Event")]
    return py_type(f"Event[{inner.source}]", inner, imports=events)


def media_imports(pages: Sequence[MediaPage]) -> set[Import]:
    found = {Import(RUNTIME, page.media.source) for page in pages}
    for page in pages:
        found |= page.type.imports if page.type else set()
    return found
