"""How an operation pages → what its call says of it."""

from __future__ import annotations

from .. import ir
from ..graph import at, json_result
from .pages import KeywordPage, PagingPage
from .scalars import ANY
from .text import Identifier, Literal, PyType, literal, literals
from .types import Typing, annotation

CALL = "PagedCall"
SENTENCE = "A page of several; `client.pages` and `client.items` go through all."
_CLASSES = {
    ir.PagingStyle.TOKEN: "Token",
    ir.PagingStyle.LAST_ITEM: "LastItem",
    ir.PagingStyle.OFFSET: "Offset",
    ir.PagingStyle.PAGE: "Number",
    ir.PagingStyle.LINK: "Link",
}


def paging_page(typing: Typing, operation: ir.Operation) -> PagingPage | None:
    """None where an operation gives everything at once."""
    paging = operation.paging
    if paging is None:
        return None
    given = [literal(paging.parameter)] if paging.parameter else []
    given += [literals(paging.next)] if paging.next else []
    paths = {"more": paging.more, "total": paging.total, "pages": paging.pages}
    paths = {"items": paging.items, **paths}
    keywords = {name: literals(path) for name, path in paths.items() if path}
    if paging.first != 1:
        keywords["start"] = literal(paging.first)
    if paging.in_body:
        keywords["in_body"] = literal(True)
    return PagingPage(
        style=Identifier(_CLASSES[paging.style]),
        item=_item(typing, operation, paging),
        arguments=tuple(given),
        keywords=_keywords(keywords),
    )


def _keywords(given: dict[str, Literal]) -> tuple[KeywordPage, ...]:
    return tuple(KeywordPage(Identifier(name), value) for name, value in given.items())


def _item(typing: Typing, operation: ir.Operation, paging: ir.Paging) -> PyType:
    """The type of one item of a page."""
    result = json_result(typing.definitions, operation)
    array = at(typing.definitions, result, paging.items) if result else None
    return annotation(typing, array.items) if isinstance(array, ir.Array) else ANY
