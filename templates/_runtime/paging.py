"""How the pages of a result follow each other, as data; the clients' doors walk them.

An operation that pages builds a `PagedCall`: one page, and in `paging` how to ask for
the next. `client.pages(call)` and `client.items(call)` do so until there is none.
Names are those on the wire; a property inside another is a tuple of names.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from .call import Call

if TYPE_CHECKING:
    from .prepare import Settings
    from .walk import Page

__all__ = ["LastItem", "Link", "Number", "Offset", "PagedCall", "Paging", "Token"]

Path: TypeAlias = str | tuple[str, ...]
"""Where a value stands in a page: a property, or several that lead to it; none, `()`,
for the page itself."""

T_co = TypeVar("T_co", covariant=True)
ItemT_co = TypeVar("ItemT_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Paging:
    """Base of the ways to page. `items` is where a page's items stand; `in_body` says
    that the next page is asked for in the JSON body, and not in the query.
    """

    _: KW_ONLY
    items: Path = ()
    in_body: bool = False

    def after(self, page: Page) -> object:
        """What asks for the page after this one: a value, or None at the end.

        Raises DecodeError.
        """
        raise NotImplementedError

    def first(self, call: Call[Any]) -> object:
        """What the caller asks for already, if anything."""
        raise NotImplementedError

    def asking(self, call: Call[Any], value: object, settings: Settings) -> Call[Any]:
        """The call for the page that this value asks for. Raises DecodeError."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class ByParameter(Paging):
    """Base of those that ask by one parameter of the query, or property of the body."""

    parameter: str

    def first(self, call: Call[Any]) -> object:
        from .walk import json_of, look

        whole = json_of(call.json) if self.in_body else call.query
        return look(whole, self.parameter)

    def asking(self, call: Call[Any], value: object, settings: Settings) -> Call[Any]:
        if not self.in_body:
            return replace(call, query={**call.query, self.parameter: value})
        from .walk import altered

        return replace(call, json=altered(call.json, self.parameter, value))


@dataclass(frozen=True, slots=True)
class Token(ByParameter):
    """A page holds what asks for the next one (AIP-158, cursors): `next`. It is the
    last where that is absent, null or empty, or where `more` is false.
    """

    next: Path
    _: KW_ONLY
    more: Path | None = None

    def after(self, page: Page) -> object:
        return None if page.at(self.more) is False else page.token(self.next)


@dataclass(frozen=True, slots=True)
class LastItem(ByParameter):
    """The last item of a page asks for the next one, by its property `key`. A page is
    the last where it is empty, or where `more` is false.
    """

    key: Path
    _: KW_ONLY
    more: Path | None = None

    def after(self, page: Page) -> object:
        if page.at(self.more) is False or not page.items:
            return None
        return page.token(self.key, page.items[-1])


@dataclass(frozen=True, slots=True)
class Offset(ByParameter):
    """The next page begins at the number of items before it. A page is the last where
    it is empty, or ends at `total` items.
    """

    _: KW_ONLY
    total: Path | None = None

    def after(self, page: Page) -> object:
        from .walk import number

        reached = number(page.asked, 0) + len(page.items)
        total = number(page.at(self.total), -1)
        if not page.items or 0 <= total <= reached:
            return None
        if total < 0:
            page.must_be_new()
        return reached


@dataclass(frozen=True, slots=True)
class Number(ByParameter):
    """Pages are numbered from `start` on. A page is the last where it is empty, where
    `total` items have come, or where it is number `pages` of so many.
    """

    _: KW_ONLY
    start: int = 1
    total: Path | None = None
    pages: Path | None = None

    def after(self, page: Page) -> object:
        from .walk import number

        current = number(page.asked, self.start)
        total = number(page.at(self.total), -1)
        pages = number(page.at(self.pages), -1)
        begun = number(page.begun, self.start) == self.start
        if not page.items or (begun and 0 <= total <= page.count):
            return None
        if 0 <= pages <= current - self.start + 1:
            return None
        if total < 0 and pages < 0:
            page.must_be_new()
        return current + 1


@dataclass(frozen=True, slots=True)
class Link(Paging):
    """A page links to the next one: by a header Link with rel="next" (RFC 8288), or by
    a URL in the page, at `next`. Only links within the origin of the call are followed.
    """

    next: Path | None = None

    def after(self, page: Page) -> object:
        from .links import next_link

        if self.next is None:
            return next_link(page.response.headers.get_all("link"))
        found = page.token(self.next)
        return found if isinstance(found, str) else None

    def first(self, call: Call[Any]) -> object:
        return None

    def asking(self, call: Call[Any], value: object, settings: Settings) -> Call[Any]:
        from .links import followed

        return followed(call, str(value), settings)


@dataclass(frozen=True, slots=True)
class PagedCall(Call[T_co], Generic[T_co, ItemT_co]):
    """A call whose answer is one page of several: a `T`, which holds `ItemT`s."""

    _: KW_ONLY
    paging: Paging


def items_of(call: PagedCall[Any, ItemT_co], page: object) -> list[ItemT_co]:
    """The items of a page of this call. Raises DecodeError."""
    from .walk import array

    return array(page, call.paging.items)
