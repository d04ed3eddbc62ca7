"""The client for asyncio."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, Any, Self, TypeVar

from .call import Call
from .client_base import ClientBase
from .errors import ApiError, ApiTimeoutError
from .outcome import Collector, outcome, refusal
from .prepare import name
from .transport import (
    AsyncResponseStream,
    AsyncTransport,
    Request,
    Response,
    ResponseHead,
)

if TYPE_CHECKING:
    from .download import Target
    from .retry import Attempts
    from .stream_call import StreamCall
    from .stream_media import Items
    from .streams import AsyncStream, Opened

T = TypeVar("T")
HeadT = TypeVar("HeadT", bound=ResponseHead)


class AsyncClientBase(ClientBase[AsyncTransport]):
    """`SyncClient` for asyncio: the same arguments, limits and errors."""

    async def send(self, call: Call[T]) -> T:
        """Send the call and decode the answer.

        Raises an ApiError: RequestError before anything is sent, ApiConnectionError,
        ApiTimeoutError, StatusError, DecodeError or ResponseTooLarge.
        """
        response = await self.send_raw(call)
        try:
            return outcome(call, response)
        except ApiError as error:
            error.operation = name(call)
            error.attempts = response.attempts
            raise

    async def send_raw(self, call: Call[Any]) -> Response:
        """Send the call and give back the answer as it is, whatever its status."""
        try:
            request = self._settings.request(call)
            attempts = self._attempts(request)
            response = await self._repeat(attempts, lambda: self._exchange(request))
        except ApiError as error:
            error.operation = name(call)
            raise
        if attempts.count == 1:
            return response
        return replace(response, attempts=attempts.count)

    async def stream(self, call: Call[Items[T]] | StreamCall[Any, T]) -> AsyncStream[T]:
        """Send the call and give its items as they arrive; see `streams.py`.

        Returns once the head of the answer is there. Raises as `send` does.
        """
        from .stream_call import streamed
        from .streams import AsyncStream

        call = streamed(call)
        try:
            request = self._settings.request(call)
            attempts = self._attempts(request)
            opened = await self._repeat(attempts, lambda: self._open(call, request))
            if isinstance(opened, Response):
                raise refusal(call, opened, attempts.count)
        except ApiError as error:
            error.operation = name(call)
            raise
        opened.request.deadline = monotonic() + self.max_stream_seconds
        return AsyncStream(opened, opened.request, (name(call), attempts.count))

    async def download(self, call: Call[bytes], target: Target) -> int:
        """Write the answer to a file, piece by piece, and give the number of bytes.

        `target` is a path, or a file that is open for writing bytes. Neither the limit
        on the size nor that on the time of a call holds: see `max_stream_seconds`.
        Raises as `send` does, and OSError. Writing is done in a thread.
        """
        from asyncio import to_thread

        from .download import in_pieces, opened

        size = 0
        async with await self.stream(in_pieces(call)) as pieces:
            with opened(target) as file:
                async for piece in pieces:
                    size += await to_thread(file.write, piece)
        return size

    async def aclose(self) -> None:
        """Close the connections. The client cannot be used afterwards."""
        transport = self._retire()
        if transport is not None:
            await transport.aclose()

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
            async with _deadline(passage.request):
                stream = await self._carrier().send(passage.request)
                response = await self._collect(stream)
            return passage.done(response)

    async def _open(
        self, call: Call[Any], request: Request
    ) -> Opened[AsyncResponseStream] | Response:
        """The beginning of a stream, or the whole of any other answer."""
        with self._passage(request) as passage:
            async with _deadline(passage.request):
                stream = await self._carrier().send(passage.request)
                try:
                    opened = self._opened(call, passage.request, stream)
                    if opened is not None:
                        return passage.done(opened)
                except BaseException:
                    await stream.aclose()
                    raise
                response = await self._collect(stream)
            return passage.done(response)

    async def _collect(self, stream: AsyncResponseStream) -> Response:
        try:
            body = Collector(stream, self.max_response_bytes)
            async for chunk in stream.chunks():
                body.feed(chunk)
            return body.response()
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
async def _deadline(request: Request) -> AsyncGenerator[None]:
    """Ends what is done inside when the whole call must be over."""
    from asyncio import timeout

    try:
        async with timeout(request.deadline - monotonic()):
            yield
    except ApiError:
        raise
    except TimeoutError:
        raise ApiTimeoutError("the deadline of the whole call has passed") from None
