"""The client for asyncio."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Any, Self, TypeVar

from .call import Call
from .client_base import ClientBase
from .errors import ApiError, ApiTimeoutError
from .outcome import Collector, refusal, settled
from .prepare import name
from .transport import (
    AsyncResponseStream,
    AsyncTransport,
    Request,
    Response,
    ResponseHead,
)

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Lock as Turn

    from .auth import Grant
    from .download import Target
    from .paging import PagedCall
    from .prepare import Draft
    from .retry import Attempts
    from .stream_call import StreamCall
    from .stream_media import Items
    from .streams import AsyncStream, Opened

    Turns = tuple[AbstractEventLoop, Turn]
else:
    Turns = tuple  # resolved by whoever asks for the class's type hints

T = TypeVar("T")
ItemT = TypeVar("ItemT")
HeadT = TypeVar("HeadT", bound=ResponseHead)


class AsyncClientBase(ClientBase[AsyncTransport]):
    """`SyncClient` for asyncio: the same arguments, limits and errors."""

    _turns: Turns | None = None

    async def send(self, call: Call[T]) -> T:
        """Send the call and decode the answer.

        Raises an ApiError: RequestError before anything is sent, ApiConnectionError,
        ApiTimeoutError, StatusError, DecodeError or ResponseTooLarge.
        """
        return settled(call, await self.send_raw(call))

    async def send_raw(self, call: Call[Any]) -> Response:
        """Send the call and give back the answer as it is, whatever its status."""
        return await self._send_before(inf, call)

    async def _send_before(self, latest: float, call: Call[Any]) -> Response:
        """`send_raw`, over at a moment of `time.monotonic`'s clock."""
        try:
            found = await self._perform(call, self._exchange, latest)
            response, count = found
        except ApiError as error:
            error.operation = name(call)
            raise
        return response if count == 1 else replace(response, attempts=count)

    async def pages(self, call: PagedCall[T, Any]) -> AsyncIterator[T]:
        """The pages of a call, each sent for when it is asked for; see `paging.py`.

        To be run through by `async for`. Raises as `send` does, and DecodeError where
        the server goes in a circle or leads to another server.
        """
        from .walk import Walk

        walk = Walk(call, self._settings)
        while walk.call is not None:
            yield walk.read(await self.send_raw(walk.call))
            walk.advance()

    async def items(self, call: PagedCall[Any, ItemT]) -> AsyncIterator[ItemT]:
        """The items of all pages of a call, one by one; see `pages`."""
        from .paging import items_of

        async for page in self.pages(call):
            for item in items_of(call, page):
                yield item

    async def wait(
        self,
        call: Call[T],
        until: Callable[[T], bool],
        *,
        interval: float = 1.0,
        timeout: float = 3600.0,
    ) -> T:
        """Send a GET again and again until what comes is as wanted, and give that.

        `interval` is the first pause in seconds; the next ones grow to half a minute,
        or are what Retry-After asks for. Raises as `send` does, RequestError for other
        methods, and after `timeout` seconds ApiTimeoutError with the last `value`.
        """
        from .waiting import Waiting

        waiting = Waiting(call, interval, timeout, self._random)
        while True:
            with waiting:
                response = await self._send_before(waiting.deadline, call)
            waiting.value = value = settled(call, response)
            if until(value):
                return value
            await self._sleep(waiting.after(response))

    async def stream(self, call: Call[Items[T]] | StreamCall[Any, T]) -> AsyncStream[T]:
        """Send the call and give its items as they arrive; see `streams.py`.

        Returns once the head of the answer is there. Raises as `send` does.
        """
        from .stream_call import streamed
        from .streams import AsyncStream

        call = streamed(call)
        try:
            once = partial(self._open, call)
            opened, count = await self._perform(call, once)
            if isinstance(opened, Response):
                raise refusal(call, opened, count)
        except ApiError as error:
            error.operation = name(call)
            raise
        opened.request.deadline = monotonic() + self.max_stream_seconds
        return AsyncStream(opened, opened.request, (name(call), count))

    async def download(self, call: Call[bytes], target: Target) -> int:
        """Write the answer to a file, piece by piece, and give the number of bytes.

        `target` is a path, or a file that is open for writing bytes. Neither the limit
        on the size nor that on the time of a call holds: see `max_stream_seconds`.
        Raises as `send` does, and OSError. Writing is done in a thread.
        """
        from asyncio import to_thread

        from .download import in_pieces, opened, written

        size = 0
        async with await self.stream(in_pieces(call)) as pieces:
            with opened(target) as file:
                async for piece in pieces:
                    size += await to_thread(written, file, piece)
        return size

    async def aclose(self) -> None:
        """Close the connections. The client cannot be used afterwards."""
        transport = self._retire()
        if transport is not None:
            await transport.aclose()

    async def _perform(
        self,
        call: Call[Any],
        once: Callable[[Request], Awaitable[HeadT]],
        latest: float = inf,
    ) -> tuple[HeadT, int]:
        """The answer, by the moment `latest`, and how often the call was sent."""
        draft, count = self._settings.draft(call, latest), 0
        while True:
            for grant in draft.grants:
                await self._renew(grant, draft)
            request = draft.request()
            attempts = self._attempts(request, count)
            result = await self._repeat(attempts, partial(once, request))
            count = attempts.count
            if not draft.again(result):
                return result, count

    async def _renew(self, grant: Grant, draft: Draft) -> None:
        """Fetch a credential where that is needed, in one task at a time."""
        now = monotonic()
        if grant.is_fresh(now):
            return
        async with _deadline(draft.deadline), self._turn():
            while (request := grant.renewal(draft, now)) is not None:
                draft.renewed = True
                attempts = self._attempts(request)
                once = partial(self._exchange, request)
                grant.renewed(await self._repeat(attempts, once), now)

    def _turn(self) -> Turn:
        """The lock of the running event loop, for one loop after another."""
        from asyncio import Lock, get_running_loop

        loop = get_running_loop()
        if self._turns is None or self._turns[0] is not loop:
            self._turns = loop, Lock()
        return self._turns[1]

    async def _repeat(
        self, attempts: Attempts, once: Callable[[], Awaitable[HeadT]]
    ) -> HeadT:
        """The result of the last attempt."""
        while True:
            try:
                result = await once()
            except ApiError as error:
                wait = attempts.after(error)
                if wait is None:
                    raise
            else:
                wait = attempts.after(result)
                if wait is None:
                    return result
            await self._sleep(wait)

    async def _sleep(self, seconds: float) -> None:
        """A test may put a function of its own in its place."""
        from asyncio import sleep

        await getattr(self._transport, "sleep", sleep)(seconds)

    async def _exchange(self, request: Request) -> Response:
        with self._passage(request) as passage:
            async with _deadline(passage.request.deadline):
                stream = await self._carrier().send(passage.request)
            return passage.done(await self._collect(passage.request, stream))

    async def _open(
        self, call: Call[Any], request: Request
    ) -> Opened[AsyncResponseStream] | Response:
        """The beginning of a stream, or the whole of any other answer."""
        with self._passage(request) as passage:
            async with _deadline(passage.request.deadline):
                stream = await self._carrier().send(passage.request)
                try:
                    opened = self._opened(call, passage.request, stream)
                    if opened is not None:
                        return passage.done(opened)
                except BaseException:
                    await stream.aclose()
                    raise
            return passage.done(await self._collect(passage.request, stream))

    async def _collect(self, request: Request, stream: AsyncResponseStream) -> Response:
        try:
            async with _deadline(request.deadline):
                body = Collector(stream, self.max_response_bytes)
                async for chunk in stream.chunks():
                    body.feed(chunk)
                return body.response()
        except ApiError as error:
            error.answered(stream)
            raise
        finally:
            await stream.aclose()

    def _default_transport(self) -> AsyncTransport:
        # Imported here because http.client and ssl take longer than all else.
        from .http_client_transport import AsyncHttpClientTransport

        return AsyncHttpClientTransport()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


@asynccontextmanager
async def _deadline(moment: float) -> AsyncGenerator[None]:
    """Ends what is done inside when the whole call must be over."""
    from asyncio import timeout

    try:
        async with timeout(moment - monotonic()):
            yield
    except ApiError:
        raise
    except TimeoutError:
        raise ApiTimeoutError("the deadline of the whole call has passed") from None
