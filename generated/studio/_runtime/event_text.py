"""Streams of text cut into their items, as the bytes arrive.

Server-sent events follow the HTML standard (section 9.2.6); JSON texts are divided by
line ends, or by the record separators of RFC 7464.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from .errors import DecodeError, ResponseTooLarge
from .json_text import loads

T_co = TypeVar("T_co", covariant=True)

_BOM = b"\xef\xbb\xbf"
DONE = "[DONE]"
"""The data by which several APIs say that no event follows."""


class Limits(NamedTuple):
    """Bytes that a line, and an item (an event or a JSON text), may have at most."""

    line: int = 1 << 20
    item: int = 8 << 20


@dataclass(frozen=True, slots=True)
class Event(Generic[T_co]):
    """A server-sent event.

    `event` is its name. `id` is the last one that the server gave, in this event or
    before; `retry` is milliseconds, where the event says so.
    """

    data: T_co
    event: str = "message"
    id: str = ""
    retry: int | None = None


class Cutter:
    """Cuts bytes at a separator. A piece of more than `most` bytes is refused."""

    def __init__(self, separator: bytes, most: int) -> None:
        self._separator = re.compile(separator)
        self._most = most
        self._begun: list[bytes] = []
        self._size = 0
        self._after_cr = False

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """The pieces that end in this chunk. Raises ResponseTooLarge."""
        if not chunk:
            return
        if self._after_cr and chunk[:1] == b"\n":  # the rest of a CR LF
            chunk = chunk[1:]
        self._after_cr = (
            chunk[-1:] == b"\r" and self._separator.match(b"\r") is not None
        )
        *whole, begun = self._separator.split(chunk)
        for piece in whole:
            self._keep(piece)
            yield self.take()
        self._keep(begun)

    def take(self) -> bytes:
        """What has come since the last separator; it is gone then."""
        piece = b"".join(self._begun)
        self._begun.clear()
        self._size = 0
        return piece

    @property
    def ends_a_line(self) -> bool:
        """Whether what has come since the last separator ends with a line."""
        return bool(self._begun) and self._begun[-1].endswith(b"\n")

    def put_back(self, piece: bytes) -> None:
        self._keep(piece)

    def _keep(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > self._most:
            raise ResponseTooLarge(f"a part of the stream exceeds {self._most} bytes")
        if piece:
            self._begun.append(piece)


class EventReader:
    """Server-sent events. Wrong bytes become U+FFFD, as the standard has it.

    Attributes:
        over: Whether the server has said that no event follows.
    """

    def __init__(self, limits: Limits) -> None:
        self.over = False
        self._lines = Cutter(b"\r\n|\n|\r", limits.line)
        self._most = limits.item
        self._first = True
        self._data: list[str] = []
        self._size = 0
        self._event = ""
        self._id = ""
        self._retry: int | None = None

    def feed(self, chunk: bytes) -> Iterator[Event[str]]:
        """The events that end in this chunk. Raises ResponseTooLarge."""
        for line in () if self.over else self._lines.feed(chunk):
            if self._first:
                line = line.removeprefix(_BOM)
                self._first = False
            if line:
                self._field(line)
            elif (event := self._dispatched()) is not None:
                if event.data == DONE:
                    self.over = True
                    return
                yield event

    def end(self) -> Iterator[Event[str]]:
        """Nothing: an event that no empty line ends is discarded."""
        return iter(())

    def _field(self, line: bytes) -> None:
        name, _, text = line.decode(errors="replace").partition(":")
        text = text.removeprefix(" ")
        if name == "data":
            self._size += len(line)
            if self._size > self._most:
                raise ResponseTooLarge(f"an event exceeds {self._most} bytes")
            self._data.append(text)
        elif name == "event":
            self._event = text
        elif name == "id" and "\0" not in text:
            self._id = text
        elif name == "retry" and re.fullmatch("[0-9]{1,15}", text):
            self._retry = int(text)

    def _dispatched(self) -> Event[str] | None:
        """The event that an empty line ends, unless it has no data."""
        data, name, retry = self._data, self._event or "message", self._retry
        self._data, self._event, self._retry, self._size = [], "", None, 0
        return Event("\n".join(data), name, self._id, retry) if data else None


class RecordReader:
    """JSON texts, one a line, or after record separators (`sequence`, RFC 7464)."""

    over = False

    def __init__(self, limits: Limits, sequence: bool) -> None:
        self._records = Cutter(b"\x1e" if sequence else b"\n", limits.item)
        self._sequence = sequence

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """The texts that end in this chunk. Raises ResponseTooLarge."""
        for record in self._records.feed(chunk):
            if record.strip():
                yield record
        if self._sequence and self._records.ends_a_line:
            yield from self._complete()

    def end(self) -> Iterator[bytes]:
        """The last text, where nothing follows it."""
        record = self._records.take()
        if record.strip():
            yield record

    def _complete(self) -> Iterator[bytes]:
        """A text that ends with its line need not wait for the next separator."""
        record = self._records.take()
        try:
            loads(record)
        except DecodeError:
            self._records.put_back(record)
        else:
            yield record
