"""Calls whose answer is one value or a stream of items, as the request asks for."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, fields
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .call import Call

if TYPE_CHECKING:
    from .media import Choice
    from .stream_media import Items

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
ItemT_co = TypeVar("ItemT_co", covariant=True)


@dataclass(frozen=True, slots=True)
class StreamCall(Call[T_co], Generic[T_co, ItemT_co]):
    """A call that `client.send` reads by `returns`, and `client.stream` by `items`.

    Which of the two the server gives is often the body's to say (`stream=True`): the
    client adds nothing to it, and asks by the header Accept alone.
    """

    _: KW_ONLY
    items: Choice[Items[ItemT_co]]


def streamed(call: Call[Items[T]] | StreamCall[Any, T]) -> Call[Items[T]]:
    """The call as one of a stream and nothing else."""
    items: Any = getattr(call, "items", None)
    return plain(call, **({} if items is None else {"returns": items, "accept": ""}))


def plain(call: Call[Any], **changed: Any) -> Call[Any]:
    """The call without what its subclass adds, and with some arguments changed."""
    return Call(**{name: getattr(call, name) for name in _ARGUMENTS} | changed)


_ARGUMENTS = tuple(each.name for each in fields(Call))
