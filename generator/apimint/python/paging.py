"""How an operation pages → what its call says of it."""

from __future__ import annotations

from dataclasses import replace

from .. import ir
from ..graph import at, json_result
from .pages import KeywordPage, PagingPage
from .responses import Answer
from .scalars import ANY
from .text import Identifier, PyType, literal, literals, py_type
from .types import Typing, annotation

SENTENCE = "A page of several; `client.pages` and `client.items` go through all."
_CLASSES = {
    ir.PagingStyle.TOKEN: "Token",
    ir.PagingStyle.LAST_ITEM: "LastItem",
    ir.PagingStyle.OFFSET: "Offset",
    ir.PagingStyle.PAGE: "Number",
    ir.PagingStyle.LINK: "Link",
}


def paged(
    typing: Typing, operation: ir.Operation, answer: Answer
) -> tuple[Answer, PagingPage | None]:
    """The answer of an operation as that of a paged call, and how its pages follow each
    other; unchanged, and None, where it gives everything at once.
    """
    paging = operation.paging
    if paging is None:
        return answer, None
    item = _item(typing, operation, paging)
    result = py_type(f"{answer.result.source}, {item.source}", answer.result, item)
    call = Identifier("PagedCall")
    return replace(answer, call=call, result=result), _page(paging)


def _page(paging: ir.Paging) -> PagingPage:
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
        arguments=tuple(given),
        keywords=tuple(KeywordPage(Identifier(k), v) for k, v in keywords.items()),
    )


def _item(typing: Typing, operation: ir.Operation, paging: ir.Paging) -> PyType:
    """The type of one item of a page."""
    result = json_result(typing.definitions, operation)
    array = at(typing.definitions, result, paging.items) if result else None
    return annotation(typing, array.items) if isinstance(array, ir.Array) else ANY
