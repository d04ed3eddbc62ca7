"""Bodies of requests that are sent piece by piece, without ever being held whole."""

from __future__ import annotations

from collections.abc import (
    AsyncIterable,
    AsyncIterator,
    Callable,
    Iterable,
    Iterator,
    Sequence,
)
from io import TextIOBase
from typing import TYPE_CHECKING, Any, Protocol, cast

from .errors import RequestError

if TYPE_CHECKING:
    from concurrent.futures import Future

PIECE = 65536
LARGEST_JOINED = 1 << 20
"""Bytes in memory up to which several parts of a body are put together."""


class Source(Protocol):
    """Bytes that are still to be read. Running through it raises RequestError."""

    @property
    def length(self) -> int | None:
        """How many they are, where that is known before."""
        ...

    @property
    def repeatable(self) -> bool:
        """Whether they can be read once more, from the beginning."""
        ...

    def __iter__(self) -> Iterator[bytes]: ...


class Held:
    """Bytes in memory."""

    repeatable = True

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.length = len(content)

    def __iter__(self) -> Iterator[bytes]:
        yield self._content


class OpenFile:
    """What is left of an open file. It is not closed: it belongs to the caller."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._start = _position(file)
        self.repeatable = self._start is not None
        self.length = _rest(file, self._start)

    def __iter__(self) -> Iterator[bytes]:
        if self._start is not None:
            self._file.seek(self._start)
        while piece := octets(self._file.read(PIECE)):
            yield piece


class Pieces:
    """What an iterable gives. An iterator can be run through once only."""

    length = None

    def __init__(self, pieces: Iterable[object]) -> None:
        self._pieces = pieces
        self.repeatable = not isinstance(pieces, Iterator)

    def __iter__(self) -> Iterator[bytes]:
        return (octets(piece) for piece in self._pieces)


class AsyncPieces:
    """What an asynchronous iterable gives, for a thread that is not its loop's."""

    length = None

    def __init__(self, pieces: AsyncIterable[object]) -> None:
        import asyncio

        try:
            self._loop = asyncio.get_running_loop()
        except RuntimeError:
            raise RequestError(_ONLY_ASYNC) from None
        self._pieces = pieces
        self._waiting: Future[tuple[bytes] | None] | None = None
        self._abandoned = False
        self.repeatable = not isinstance(pieces, AsyncIterator)

    def __iter__(self) -> Iterator[bytes]:
        from asyncio import run_coroutine_threadsafe

        if _is_in_a_loop():  # which would wait for itself
            raise RequestError(_ONLY_ASYNC)
        pieces = aiter(self._pieces)
        while not self._abandoned:
            self._waiting = run_coroutine_threadsafe(_next(pieces), self._loop)
            piece = self._waiting.result()
            if piece is None:
                break
            yield piece[0]

    def abandon(self) -> None:
        """End the wait for the next piece: nobody is going to send it."""
        self._abandoned = True
        if self._waiting is not None:
            self._waiting.cancel()


_ONLY_ASYNC = "an asynchronous iterable is sent by the asynchronous client alone"


def _is_in_a_loop() -> bool:
    import asyncio

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


async def _next(pieces: AsyncIterator[object]) -> tuple[bytes] | None:
    async for piece in pieces:
        return (octets(piece),)
    return None


class Body:
    """The sources of a body, one after the other.

    Attributes:
        length: Its bytes, or None: then it travels in chunks (RFC 9112, section 7.1).
        repeatable: Whether it can be sent once more.
    """

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = sources
        lengths = [source.length for source in sources]
        known = [length for length in lengths if length is not None]
        self.length = sum(known) if len(known) == len(lengths) else None
        self.repeatable = all(source.repeatable for source in sources)

    def abandon(self) -> None:
        """End whatever a thread waits for that runs through the body."""
        for source in self._sources:
            if isinstance(source, AsyncPieces):
                source.abandon()

    async def whole(self) -> bytes:
        """All of it, read on a thread: its pieces may be those of the running loop."""
        from asyncio import to_thread

        try:
            return await to_thread(b"".join, self)
        except BaseException:
            self.abandon()
            raise

    def __iter__(self) -> Iterator[bytes]:
        """The bytes, never more or fewer than `length`. Raises RequestError alone."""
        for source in self._sources:
            left = source.length
            for piece in _guarded(source):
                if left is not None:
                    left -= len(piece)
                    if left < 0:
                        raise RequestError("a file has grown while it was sent")
                if piece:
                    yield piece
            if left:
                raise RequestError("a file has shrunk while it was sent")


def source(content: object) -> Source:
    """Text, bytes, an open file or an iterable of bytes, perhaps an asynchronous one,
    as a source.

    Raises RequestError for anything else.
    """
    if isinstance(content, (str, bytes, bytearray, memoryview)):
        return Held(octets(cast("object", content)))
    if callable(getattr(content, "read", None)):
        return OpenFile(content)
    if isinstance(content, (list, tuple)):
        return Held(b"".join(octets(piece) for piece in cast("list[object]", content)))
    if isinstance(content, AsyncIterable):
        return AsyncPieces(cast("AsyncIterable[object]", content))
    if isinstance(content, Iterable):
        return Pieces(cast("Iterable[object]", content))
    raise RequestError(
        "the content must be text, bytes, a file or pieces of bytes, "
        f"not {type(content).__name__}"
    )


def joined(sources: Sequence[Source]) -> bytes | Body:
    """A body; its bytes, where they are in memory already and not many."""
    held = all(isinstance(one, Held) for one in sources)
    whole = Body(sources)
    if held and (len(sources) == 1 or (whole.length or 0) <= LARGEST_JOINED):
        return b"".join(whole)
    return whole


def octets(piece: object) -> bytes:
    """A piece of a body as bytes; text is UTF-8. Raises RequestError."""
    if isinstance(piece, bytes):
        return piece
    if isinstance(piece, str):
        return piece.encode(errors="surrogatepass")
    if isinstance(piece, (bytearray, memoryview)):
        return bytes(cast("bytearray", piece))
    raise RequestError(f"the content must be bytes or text, not {type(piece).__name__}")


def _guarded(source: Source) -> Iterator[bytes]:
    """The pieces; whatever the caller's file or iterator raises is a RequestError."""
    try:
        yield from source
    except RequestError:
        raise
    except Exception as error:
        text = f"the body cannot be read: {type(error).__name__}: {error}"
        raise RequestError(text) from error


def _position(file: Any) -> int | None:
    """Where a file stands that can be read once more; None for pipes and the like."""
    return _attempt(lambda: file.tell() if file.seekable() else None)


def _rest(file: Any, start: int | None) -> int | None:
    """How many bytes are left. Of a text file only reading it tells."""
    if start is None or isinstance(file, TextIOBase):
        return None
    end = _attempt(lambda: (file.seek(0, 2), file.tell())[1])
    file.seek(start)
    return None if end is None else max(0, end - start)


def _attempt(ask: Callable[[], Any]) -> int | None:
    """What a file says of itself. Those that are not of `io` may lack the method."""
    try:
        answer = ask()
    except (OSError, ValueError, AttributeError, TypeError):
        return None
    return answer if isinstance(answer, int) else None
