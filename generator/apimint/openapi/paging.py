"""Which operations give their results page by page, and how.

Recognised is only what is certain: what asks for a page and what leads to it must name
each other, or follow a convention that is written down. What is not recognised is as
any other operation; the configuration can say what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from .. import ir
from .context import Context, below, node
from .pages import Leaf, Page, has_key, kind_of, page_of, word, words_in
from .paging_rules import PagingRule, configured

Rule = Callable[[Context, Page], ir.Paging | None]


def with_paging(ctx: Context, api: ir.Api, rules: Mapping[str, PagingRule]) -> ir.Api:
    """The same API with what its operations have of pages: as the configuration says,
    else as far as the document leaves no doubt.
    """
    known = {each.id: each for each in api.definitions}
    said = configured(ctx, api, rules)
    operations = (
        (
            replace(each, paging=said[each.id])
            if each.id in said
            else replace(each, paging=_recognised(ctx, known, each))
        )
        for each in api.operations
    )
    return replace(api, operations=tuple(operations))


def _recognised(
    ctx: Context, known: Mapping[str, ir.Definition], operation: ir.Operation
) -> ir.Paging | None:
    page = page_of(ctx, known, operation) if operation.method == "GET" else None
    if page is None:
        return None
    found = (rule(ctx, page) for rule in _RULES)
    return next((paging for paging in found if paging is not None), None)


# Parameters that ask for a part of a list, whatever they lead to.
_ANY = {
    *("page", "perpage", "pagesize", "limit", "cursor", "after", "before", "since"),
    *("offset", "skip", "pagetoken", "startingafter", "top", "size", "maxresults"),
    *("pagenumber", "pageafter", "pagecursor", "pageoffset", "pagelimit"),
}
# Those that count from the start: a token beside them may be there for the asking only.
_COUNTING = ("offset", "skip", "page", "pagenumber", "startindex")
_SIZES = (
    *("limit", "perpage", "pagesize", "size", "itemsperpage", "maxresults", "top"),
    *("take", "count"),
)
_TOTALS = (
    *("total", "totalcount", "totalentries", "totalresults", "totalitems"),
    *("totalsize", "totalrecords"),
)
_MORE = ("hasmore", "hasnextpage", "hasnext")


def _by_page_token(ctx: Context, page: Page) -> ir.Paging | None:
    """AIP-158: `pageToken` asks, `nextPageToken` leads."""
    return _token(page, page.asks("pagetoken"), page.find("text", "nextpagetoken"))


def _by_header(ctx: Context, page: Page) -> ir.Paging | None:
    """A described header Link (RFC 8288) of what can be asked for in parts."""
    if "link" in page.headers and _ANY.intersection(page.query):
        return ir.Paging(ir.PagingStyle.LINK, page.items)
    return None


def _by_cursor(ctx: Context, page: Page) -> ir.Paging | None:
    """A parameter and a property that name each other."""
    counting = {each for each in _COUNTING if each in page.query}
    for name, parameter in page.query.items():
        if counting - {name}:
            continue
        for leaf in page.leaves:
            if _names_each_other(page, name, leaf):
                found = _token(page, parameter, leaf)
                if found is not None:
                    return found
    return None


def _names_each_other(page: Page, name: str, leaf: Leaf) -> bool:
    *above, last = leaf.words
    holder = above[-1] if above else ""
    match name:
        case "cursor" | "token" | "marker" | "continuationtoken" | "pagecursor":
            return last == f"next{name}" or (
                name == "cursor" and holder in ("cursor", "cursors") and last == "next"
            )
        case "page":
            says_so = words_in(page.query[name].doc, r"cursor|token|next_?page")
            return last == "nextpage" and not holder and says_so
        case "nexttoken" | "nextpagetoken" | "nextcursor" | "nextmarker":
            return last == name
        case "continue":
            return last == name and holder == "metadata"
        case "after" | "afterid" | "afterkey" | "startingafter":
            return _leads_after(page, name, leaf)
        case _:
            return False


def _leads_after(page: Page, name: str, leaf: Leaf) -> bool:
    """What comes after a cursor: that of the last item, or one that `next` holds."""
    *above, last = leaf.words
    if above and above[-1] in ("next", "nextparams"):
        return last == name
    if last in ("lastid", "endcursor"):
        return page.find("boolean", *_MORE) is not None
    both = page.query[name].doc, leaf.field.doc
    is_cursor = all(words_in(doc, r"\bcursor\b") for doc in both)
    return not above and last == "next" and is_cursor


def _token(
    page: Page, parameter: ir.Parameter | None, leaf: Leaf | None
) -> ir.Paging | None:
    """A token, where parameter and property have values of one kind."""
    if parameter is None or leaf is None:
        return None
    if kind_of(page.known, parameter.type) != leaf.kind or leaf.kind == "boolean":
        return None
    more = page.find("boolean", *_MORE)
    return ir.Paging(
        ir.PagingStyle.TOKEN,
        page.items,
        parameter.wire,
        next=leaf.names,
        more=more.names if more else (),
    )


def _by_last_item(ctx: Context, page: Page) -> ir.Paging | None:
    """`starting_after` asks for what follows an item, by the item's `id`; `after` does
    where its description says so.
    """
    parameter, more = page.asks("startingafter", "after"), page.find("boolean", *_MORE)
    if parameter is None or more is None or not has_key(page.known, page.item, "id"):
        return None
    says_so = words_in(parameter.doc, r"\b(id|identifier)\b", r"\blast\b")
    if kind_of(page.known, parameter.type) != "text":
        return None
    if word(parameter.wire) == "after" and not says_so:
        return None
    return ir.Paging(
        ir.PagingStyle.LAST_ITEM,
        page.items,
        parameter.wire,
        next=("id",),
        more=more.names,
    )


def _by_url(ctx: Context, page: Page) -> ir.Paging | None:
    """The URL of the next page is a property of the page."""
    leaf = next((each for each in page.leaves if _is_url(ctx, page, each)), None)
    if leaf is None:
        return None
    return ir.Paging(ir.PagingStyle.LINK, page.items, next=leaf.names)


def _is_url(ctx: Context, page: Page, leaf: Leaf) -> bool:
    *above, last = leaf.words
    if leaf.kind != "text" or not page.items:
        return False
    if last in ("nextlink", "odatanextlink", "nexturl", "nextpageurl", "nextpagelink"):
        return True
    if last == "href" and above[-1:] == ["next"]:
        return "links" in above
    in_parts = bool(_ANY.intersection(page.query))
    if "links" in above:
        return last == "next" and (in_parts or _has_siblings(page, leaf))
    return last == "next" and in_parts and _has_format_of_url(ctx, leaf)


def _has_siblings(page: Page, leaf: Leaf) -> bool:
    """Are there links to other pages beside this one?"""
    beside = {each.words[-1] for each in page.leaves if each.owner == leaf.owner}
    return not beside.isdisjoint(("previous", "prev", "first", "last"))


def _has_format_of_url(ctx: Context, leaf: Leaf) -> bool:
    pointer = below(leaf.owner[1:], "properties", leaf.names[-1])
    found = node(ctx, pointer)
    choices = [found]
    if isinstance(found, dict) and isinstance(found.get("anyOf"), list):
        choices = [node(ctx, below(pointer, "anyOf", index)) for index in range(9)]
    formats = [each.get("format") for each in choices if isinstance(each, dict)]
    return any(each in ("uri", "url", "uri-reference") for each in formats)


def _by_count(ctx: Context, page: Page) -> ir.Paging | None:
    """An offset or a page number, a size, and a count of all: of items or of pages."""
    if not page.items or not page.asks(*_SIZES):
        return None
    total = page.find("number", *_TOTALS)
    if total and words_in(
        total.field.doc, r"\b(returned|this (page|response)|current)\b"
    ):
        total = None  # that many are on this page, for all that one knows
    offset, number = page.asks("offset", "skip"), page.asks("page", "pagenumber")
    if page.find("text", "nextcursor", "nextpagetoken", "nexttoken"):
        return None
    if offset and not number and total and _is_integer(page, offset):
        style = ir.PagingStyle.OFFSET
        return ir.Paging(style, page.items, offset.wire, total=total.names)
    if number and not offset and _is_integer(page, number):
        return _numbered(page, number, total)
    return None


def _numbered(page: Page, number: ir.Parameter, total: Leaf | None) -> ir.Paging | None:
    """Numbered pages, where the document says the first one's number."""
    pages = page.find("number", "totalpages", "pagecount")
    inner = [
        leaf for leaf in page.leaves if leaf.words[-1] == "pages" and leaf.words[1:]
    ]
    pages = pages or next((leaf for leaf in inner if leaf.kind == "number"), None)
    if number.default not in (0, 1) or isinstance(number.default, bool):
        return None
    if total is None and pages is None:
        return None
    return ir.Paging(
        ir.PagingStyle.PAGE,
        page.items,
        number.wire,
        total=total.names if total else (),
        pages=pages.names if pages else (),
        first=int(number.default),
    )


def _is_integer(page: Page, parameter: ir.Parameter) -> bool:
    return kind_of(page.known, parameter.type) == "number"


_RULES: tuple[Rule, ...] = (
    _by_page_token,
    _by_header,
    _by_cursor,
    _by_last_item,
    _by_url,
    _by_count,
)
