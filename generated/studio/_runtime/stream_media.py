"""Media whose body is a stream of items: server-sent events and JSON texts.

`EventStream[Chunk]` stands for events whose data are Chunks, `JsonLines[Row]` for JSON
texts that are Rows. `client.send` waits for the end and gives all `Items`;
`client.stream` gives each item as soon as it is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Protocol, TypeVar, get_args, get_origin

from .codec import decode
from .describe import short
from .errors import DecodeError
from .event_text import Event, EventReader, Limits, RecordReader
from .json_text import loads
from .media import Media
from .transport import Response, ResponseHead, content_type

T_co = TypeVar("T_co", covariant=True)


class Items(tuple[T_co, ...]):
    """All items of a stream. `Call[Items[T]]` is a call that can be streamed."""

    __slots__ = ()


class Reader(Protocol):
    """Finds the items in the bytes of a body."""

    @property
    def over(self) -> bool:
        """Whether no item follows, whatever else comes."""
        ...

    def feed(self, chunk: bytes) -> Iterator[Any]: ...
    def end(self) -> Iterator[Any]: ...


class StreamMedia(Media[Items[T_co]]):
    """Base of the media with several items."""

    has_items = True
    named: ClassVar[str]

    @classmethod
    def reader(cls, head: ResponseHead, limits: Limits) -> Reader:
        """What cuts the body into items."""
        raise NotImplementedError

    @classmethod
    def value(cls, item: Any, hint: Any) -> Any:
        """The value of one item. Raises DecodeError."""
        raise NotImplementedError

    @classmethod
    def text(cls, item: Any) -> bytes:
        """An item as it came, for the response of a DecodeError."""
        raise NotImplementedError

    @classmethod
    def read(cls, response: Response, hint: Any) -> Items[T_co]:
        if not cls.fits(response.content_type):
            got = f"content type {short(response.content_type)}"
            raise DecodeError(cls.named, got)
        reader = cls.reader(response, Limits())
        found: list[Any] = [*reader.feed(response.content)]
        if not reader.over:
            found += reader.end()
        return Items(_numbered(cls, found, hint))


class EventStream(StreamMedia[T_co]):
    """Server-sent events whose data are what stands between the brackets.

    The data are JSON, but for `str`: `EventStream[str]` gives the text. An
    `EventStream[Event[Chunk]]` gives name and id along with the data, and an
    `EventStream[Event[str]]` leaves everything as it came. An event with the data
    `[DONE]` ends the stream.
    """

    accept = "text/event-stream"
    named = "server-sent events"

    @classmethod
    def fits(cls, content_type: str) -> bool:
        return content_type in ("text/event-stream", "")

    @classmethod
    def reader(cls, head: ResponseHead, limits: Limits) -> Reader:
        return EventReader(limits)

    @classmethod
    def value(cls, item: Any, hint: Any) -> Any:
        if hint is Event:
            return item
        if get_origin(hint) is Event:
            data = _data(item.data, get_args(hint)[0])
            return Event(data, item.event, item.id, item.retry)
        return _data(item.data, hint)

    @classmethod
    def text(cls, item: Any) -> bytes:
        data: str = item.data
        return data.encode(errors="replace")


class JsonLines(StreamMedia[T_co]):
    """JSON texts, each decoded as the type between the brackets: JSON Lines, ndjson, or
    by its content type a JSON text sequence (RFC 7464).
    """

    accept = "application/jsonl, application/x-ndjson, application/json-seq"
    named = "JSON lines"

    @classmethod
    def fits(cls, content_type: str) -> bool:
        return content_type in _LINES or _is_sequence(content_type)

    @classmethod
    def reader(cls, head: ResponseHead, limits: Limits) -> Reader:
        return RecordReader(limits, _is_sequence(content_type(head.headers)))

    @classmethod
    def value(cls, item: Any, hint: Any) -> Any:
        return decode(hint, loads(item))

    @classmethod
    def text(cls, item: Any) -> bytes:
        record: bytes = item
        return record


# Neither JSON Lines nor ndjson is a registered media type, so that each has several.
_LINES = (
    *("application/jsonl", "application/x-jsonl", "application/jsonlines"),
    *("application/json-lines", "application/x-jsonlines", "application/x-json-stream"),
    *("application/x-ndjson", "application/ndjson", "application/stream+json"),
    *("text/jsonl", "text/x-ndjson", "application/json", ""),
)


def _is_sequence(content_type: str) -> bool:
    return content_type == "application/json-seq" or content_type.endswith("+json-seq")


def _data(data: str, hint: Any) -> Any:
    return data if hint is str else decode(hint, loads(data))


def _numbered(
    media: type[StreamMedia[Any]], found: Iterable[Any], hint: Any
) -> Iterator[Any]:
    """The values; a DecodeError says which item is wrong."""
    for number, item in enumerate(found):
        try:
            yield media.value(item, hint)
        except DecodeError as error:
            error.under(number)
            raise
