"""Answers whose items are read one by one, in both colours.

    with client.stream(list_rows()) as rows:
        for row in rows: ...

    async with await client.stream(list_rows()) as rows:
        async for row in rows: ...

A stream that is left before its end must be closed, which the `with` does; its
connection is not used again. One that has been read to its end is closed by itself.
"""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from time import monotonic
from typing import Any, Generic, NoReturn, Self, TypeVar

from .errors import ApiError, ApiTimeoutError, DecodeError
from .event_text import Limits
from .outcome import Collector
from .stream_media import Reader, StreamMedia
from .transport import (
    AsyncResponseStream,
    Headers,
    Request,
    Response,
    ResponseHead,
    ResponseStream,
)

StreamT = TypeVar("StreamT", bound=ResponseHead)
T_co = TypeVar("T_co", covariant=True)

PATIENCE = 0.2
"""Seconds to wait, after the last item, for the end of the body: the connection can be
used again then."""


class Feed:
    """What both colours do with the bytes of a stream: all but waiting for them."""

    def __init__(
        self,
        head: ResponseHead,
        media: type[StreamMedia[Any]],
        hint: Any,
        limits: Limits,
    ) -> None:
        self.over = False  # nothing more is to be read
        self._head = head
        self._media = media
        self._hint = hint
        self._body = Collector(head, 0)  # which keeps nothing
        self._reader: Reader = media.reader(head, limits)
        self._items: deque[Any] = deque()
        self._failure: ApiError | None = None

    @property
    def ready(self) -> bool:
        """Whether an item is there."""
        return bool(self._items)

    @property
    def failure(self) -> ApiError | None:
        """Why the stream is over, if it is before its time."""
        return self._failure

    @property
    def ended_by_item(self) -> bool:
        """Whether an item said that it was the last, and the body may go on."""
        return self._reader.over

    def take(self, chunk: bytes | None) -> None:
        """The next bytes, or None at the end. What is wrong is told after the items."""
        try:
            if chunk is None:
                self.over = True
                self._body.response()
                self._items.extend(self._reader.end())
                return
            for piece in self._body.pieces(chunk):
                self._items.extend(self._reader.feed(piece))
            self.over = self._reader.over
        except ApiError as error:
            self.over, self._failure = True, error

    def item(self) -> Any:
        """The value of the next item. Raises DecodeError; the next one may be right."""
        item = self._items.popleft()
        try:
            return self._media.value(item, self._hint)
        except DecodeError as error:
            head, text = self._head, self._media.text(item)
            error.response = Response(head.status, head.reason, head.headers, text)
            raise

    def drop(self) -> None:
        """Forget everything: the stream has been closed."""
        self.over, self._failure = True, None
        self._items.clear()


class Opened(Generic[StreamT]):
    """An answer whose head says that items follow. It is a `ResponseHead`."""

    def __init__(self, stream: StreamT, request: Request, feed: Feed) -> None:
        self.status = stream.status
        self.reason = stream.reason
        self.headers = stream.headers
        self.stream = stream
        self.request = request  # as it was sent
        self.feed = feed


class StreamBase(Generic[T_co]):
    """The head of an answer whose items are still to be read."""

    def __init__(
        self, head: ResponseHead, request: Request, feed: Feed, named: tuple[str, int]
    ) -> None:
        self._head = head
        self._request = request
        self._feed = feed
        self._named = named
        self._closed = False

    @property
    def status(self) -> int:
        """The status code."""
        return self._head.status

    @property
    def headers(self) -> Headers:
        """The headers of the response."""
        return self._head.headers

    def _name(self, error: ApiError) -> None:
        error.operation, error.attempts = self._named
        error.answered(self._head)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._named[0]}>"


class Stream(StreamBase[T_co]):
    """Items as they arrive. It can be run through once, by one thread.

    Iterating raises ApiConnectionError, ApiTimeoutError (the server is silent for
    longer than the client's timeout), ResponseTooLarge, and DecodeError for an item of
    another shape: its `response.content` is the item, and the next one can still be
    asked for.
    """

    def __init__(
        self, opened: Opened[ResponseStream], request: Request, named: tuple[str, int]
    ) -> None:
        super().__init__(opened, request, opened.feed, named)
        self._stream = opened.stream
        self._chunks = opened.stream.chunks()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> T_co:
        feed = self._feed
        try:
            while not (feed.ready or feed.over):
                feed.take(next(self._chunks, None))
                self._request.patience()
        except BaseException as error:
            self._give_up(error)
        if not feed.ready:
            self._finish()
            raise StopIteration
        try:
            item: T_co = feed.item()
            return item
        except ApiError as error:
            self._name(error)
            raise

    def close(self) -> None:
        """Give the rest of the stream up. It may be called several times."""
        if not self._closed:
            self._closed = True
            self._feed.drop()
            self._stream.close()

    def _give_up(self, error: BaseException) -> NoReturn:
        self.close()
        if isinstance(error, ApiError):
            self._name(error)
        raise error

    def _finish(self) -> None:
        """The last item has been given. Raises what ended the stream early."""
        failure = self._feed.failure
        if failure is not None:
            self._give_up(failure)
        if self._feed.ended_by_item and not self._closed:
            self._request.deadline = monotonic() + PATIENCE
            with suppress(ApiError):
                while next(self._chunks, None) is not None:
                    self._request.patience()
        self.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        if hasattr(self, "_stream"):
            self.close()


class AsyncStream(StreamBase[T_co]):
    """`Stream` for asyncio: `async for`, `async with`, `aclose`."""

    def __init__(
        self,
        opened: Opened[AsyncResponseStream],
        request: Request,
        named: tuple[str, int],
    ) -> None:
        super().__init__(opened, request, opened.feed, named)
        self._stream = opened.stream
        self._chunks = opened.stream.chunks()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T_co:
        feed = self._feed
        try:
            while not (feed.ready or feed.over):
                feed.take(await self._chunk())
        except BaseException as error:
            await self._give_up(error)
        if not feed.ready:
            await self._finish()
            raise StopAsyncIteration
        try:
            item: T_co = feed.item()
            return item
        except ApiError as error:
            self._name(error)
            raise

    async def aclose(self) -> None:
        """Give the rest of the stream up. It may be called several times."""
        if not self._closed:
            self._closed = True
            self._feed.drop()
            await self._stream.aclose()

    async def _chunk(self) -> bytes | None:
        from asyncio import timeout

        try:
            async with timeout(self._request.deadline - monotonic()):
                return await anext(self._chunks, None)
        except ApiError:
            raise
        except TimeoutError:
            raise ApiTimeoutError("the stream has lasted too long") from None

    async def _give_up(self, error: BaseException) -> NoReturn:
        await self.aclose()
        if isinstance(error, ApiError):
            self._name(error)
        raise error

    async def _finish(self) -> None:
        """The last item has been given. Raises what ended the stream early."""
        failure = self._feed.failure
        if failure is not None:
            await self._give_up(failure)
        if self._feed.ended_by_item and not self._closed:
            self._request.deadline = monotonic() + PATIENCE
            with suppress(ApiError):
                while await self._chunk() is not None:
                    pass
        await self.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()
