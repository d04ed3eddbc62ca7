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
    given: dict[str, Any] = {name: getattr(call, name) for name in _ARGUMENTS}
    if items is not None:
        given |= {"returns": items, "accept": ""}
    whole: Call[Items[T]] = Call(**given)
    return whole


_ARGUMENTS = tuple(each.name for each in fields(Call))
