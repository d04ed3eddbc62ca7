"""Going through the pages of a call: both clients ask `Walk` what to send, and send it.

It does no I/O, so that it is the same for both.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from .call import NULL
from .describe import describe, step, type_of
from .errors import ApiError, DecodeError, RequestError
from .markers import REST, WIRE
from .outcome import settled
from .prepare import name
from .sent import JsonAs
from .unset import UNSET

if TYPE_CHECKING:
    from .call import Call
    from .paging import PagedCall, Path
    from .prepare import Settings
    from .transport import Response

T = TypeVar("T")


@dataclasses.dataclass(slots=True)
class Page:
    """A page that has come.

    Attributes:
        value: What the call decodes to.
        response: The answer that it came in.
        items: The items on it, and those on the one before.
        count: How many items have come so far, these included.
        begun: What the caller asked for at first, and `asked` what asked for this one.
    """

    value: Any
    response: Response
    items: list[Any]
    previous: list[Any]
    count: int
    begun: object
    asked: object

    def at(self, path: Path | None) -> Any:
        """What stands at a path of the page; None where nothing does."""
        return None if path is None else look(self.value, path)

    def token(self, path: Path, within: Any = None) -> object:
        """A value that can ask for a page: a scalar; None where it is absent or empty."""
        found = look(self.value if within is None else within, path)
        compound = isinstance(found, (Mapping, list, tuple, bool))
        if compound or dataclasses.is_dataclass(found):
            raise DecodeError("a token", describe(found), spelled(path))
        return None if found == "" else found

    def must_be_new(self) -> None:
        """Raises DecodeError where the same items have come once more: a server that
        does not heed what asks for a page would give them for ever.
        """
        if self.previous and self.items == self.previous:
            raise DecodeError("another page", "the items of the one before")


class Walk(Generic[T]):
    """The way from page to page.

    Attributes:
        call: What to send next; None where there is no further page.
    """

    def __init__(self, call: PagedCall[T, Any], settings: Settings) -> None:
        self.call: Call[T] | None = call
        self._first = call
        self._settings = settings
        self._begun = self._asked = call.paging.first(call)
        self._all_asked = set[
            object
        ]()  # but for the caller's own, which any value can be
        self._count = 0
        self._page: Page | None = None

    def read(self, response: Response) -> T:
        """The page that has come. Raises StatusError, DecodeError."""
        assert self.call is not None
        value = settled(self.call, response)
        try:
            items = array(value, self._first.paging.items)
        except DecodeError as error:
            raise self._named(error, response) from None
        previous = self._page.items if self._page else []
        self._count += len(items)
        asked, count = (self._begun, self._asked), self._count
        self._page = Page(value, response, items, previous, count, *asked)
        return value

    def advance(self) -> None:
        """Decide on the next call. Raises ApiError where the server goes in a circle,
        or leads to another server.
        """
        page, paging, call = self._page, self._first.paging, self.call
        assert page is not None and call is not None
        try:
            wanted = paging.after(page)
            if wanted is None:
                self.call = None
                return
            if wanted == self._begun or wanted in self._all_asked:
                raise DecodeError("another page", f"{describe(wanted)} once more")
            self._all_asked.add(wanted)
            self._asked = wanted
            call = paging.asking(call, wanted, self._settings)
        except ApiError as error:
            raise self._named(error, page.response) from None
        self.call = dataclasses.replace(call, operation=name(self._first))

    def _named(self, error: ApiError, response: Response) -> ApiError:
        self.call = None
        error.operation = name(self._first)
        error.attempts = response.attempts
        if isinstance(error, DecodeError):
            error.response = response
        return error


def look(value: Any, path: Path) -> Any:
    """What stands in a decoded value at a path of wire names; None where nothing does."""
    for key in (path,) if isinstance(path, str) else path:
        if value is None:
            return None
        if isinstance(value, Mapping):
            value = cast("Mapping[str, Any]", value).get(key)
        else:
            value = _property(value, key)
    return None if value is UNSET else value


def _property(value: Any, key: str) -> Any:
    if not dataclasses.is_dataclass(value):
        return None
    field = _fields(type_of(value)).get(key)
    if field is not None:
        return getattr(value, field)
    return getattr(value, "extra", {}).get(key)


@cache
def _fields(model: type) -> Mapping[str, str]:
    """The fields of a dataclass by their wire names."""
    fields = [each for each in dataclasses.fields(model) if REST not in each.metadata]
    return {each.metadata.get(WIRE, each.name): each.name for each in fields}


def number(value: object, default: int) -> int:
    """A count, be it a number or its digits; the default where the value is none."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return int(value)
    digits = isinstance(value, str) and len(value) < 19 and value.isdecimal()
    return int(cast("str", value)) if digits else default


def array(value: Any, path: Path) -> list[Any]:
    """The items at a path; none where nothing stands there. Raises DecodeError."""
    found = look(value, path)
    if isinstance(found, (list, tuple)):
        return list(cast("Sequence[Any]", found))
    if found is None:
        return []
    raise DecodeError("an array", describe(found), spelled(path))


def json_of(body: object) -> object:
    """A JSON body without what says that it is one."""
    return cast("JsonAs[object]", body).value if isinstance(body, JsonAs) else body


def altered(body: object, key: str, value: object) -> object:
    """A JSON body with another value for one property. Raises RequestError."""
    from .codec import encode

    inner = json_of(body)
    if isinstance(body, JsonAs):
        return JsonAs(altered(inner, key, value), body.media_type)
    absent = body is None or body is UNSET or body is NULL
    tree: Any = {} if absent else encode(body)
    if not isinstance(tree, dict):
        raise RequestError("pages are asked for in a JSON object, and the body is none")
    return {**cast("dict[str, Any]", tree), key: value}


def spelled(path: Path) -> str:
    """The path as messages show it: `$.links.next`."""
    return "$" + "".join(map(step, (path,) if isinstance(path, str) else path))
