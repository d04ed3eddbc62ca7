"""Responses → how a call reads its answer, and the type of its result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .. import ir
from .kinds import is_text, wanted
from .media import item_type, media_imports, media_pages
from .pages import MediaPage, StatusPage
from .requests import result_type
from .text import Identifier, Import, Literal, PyType, literal, py_type
from .types import RUNTIME, Typing


@dataclass(frozen=True, slots=True)
class Answer:
    """How the successes of an operation are read. `call` is the class of the call and
    `result` stands between its brackets; `items` are the streams that the answer may be
    beside its one value, and `item` their type; `binder` makes a method of the function.
    """

    call: Identifier
    result: PyType
    statuses: tuple[StatusPage, ...]
    items: tuple[MediaPage, ...]
    item: PyType | None
    binder: Identifier

    @property
    def imports(self) -> set[Import]:
        found = {Import(RUNTIME, self.call.source), *self.result.imports}
        for media in (*(status.media for status in self.statuses), self.items):
            found |= media_imports(media)
        return found


def answer_of(typing: Typing, operation: ir.Operation) -> Answer:
    """How each success is read. Where none is described, `default` stands for it; where
    nothing is, the answer has no content.
    """
    found = _successes(typing, operation)
    streams = [c for _, contents in found for c in contents if c.item]
    values = [c for _, contents in found for c in contents if not c.item]
    is_stream = bool(streams) and not values and all(contents for _, contents in found)
    is_mixed = bool(streams) and not is_stream
    pages: list[StatusPage] = []
    types: list[PyType] = []
    for status, contents in found:
        single = [c for c in contents if not c.item] if is_mixed else contents
        media, read = media_pages(typing, single or contents)
        pages.append(StatusPage(status_literal(status), media))
        types += read
    result = result_type(types)
    items = media_pages(typing, streams)[0] if is_mixed else ()
    item = result_type([item_type(typing, each) for each in streams])
    if is_stream:
        named = [Import(RUNTIME, "Items")]
        result = py_type(f"Items[{item.source}]", item, imports=named)
    if is_mixed:
        result = py_type(f"{result.source}, {item.source}", result, item)
    return Answer(
        call=Identifier("StreamCall" if is_mixed else "Call"),
        result=result,
        statuses=tuple(pages),
        items=items,
        item=item if is_mixed else None,
        binder=Identifier("stream_method" if is_stream else "method"),
    )


def _successes(
    typing: Typing, operation: ir.Operation
) -> list[tuple[str, list[ir.Content]]]:
    """The statuses of the successes, each with the media types to ask for."""
    found = [r for r in operation.responses if r.status.startswith("2")]
    found = found or [r for r in operation.responses if r.status == "default"]
    is_head = operation.method == "HEAD"
    read = [
        (r.status, [] if is_head else wanted(typing.definitions, r.contents))
        for r in found
    ]
    return read or [("default", [])]


def accept_of(typing: Typing, operation: ir.Operation) -> Literal | None:
    """The media types to ask for, where those of the runtime's media do not say it: JSON
    under another name, and bytes of one kind or another.
    """
    contents = [c for _, contents in _successes(typing, operation) for c in contents]
    media = dict.fromkeys(c.media_type for c in contents if not c.item)
    special = (each for each in media if not is_text(each) and each not in _USUAL)
    return literal(", ".join(media)) if any(special) else None


_USUAL = ("application/json", "application/octet-stream", "*/*", "application/*")


def errors_of(typing: Typing, operation: ir.Operation) -> tuple[StatusPage, ...]:
    """How the described errors are read; one without content needs no line."""
    pages: list[StatusPage] = []
    described = any(r.status.startswith("2") for r in operation.responses)
    for response in operation.responses:
        is_error = response.status[0] in "345" or (
            response.status == "default" and described
        )
        if is_error and response.contents:
            media, _ = media_pages(
                typing, wanted(typing.definitions, response.contents)
            )
            pages.append(StatusPage(status_literal(response.status), media))
    return tuple(pages)


def error_imports(errors: Sequence[StatusPage]) -> set[Import]:
    return {each for status in errors for each in media_imports(status.media)}


def status_literal(status: str) -> Literal:
    return literal(int(status) if status.isdigit() else status)
