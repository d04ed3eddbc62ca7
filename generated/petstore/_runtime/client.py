"""The client that waits for each answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
from .transport import Request, Response, ResponseHead, ResponseStream, Transport

if TYPE_CHECKING:
    from .auth import Grant
    from .download import Target
    from .paging import PagedCall
    from .prepare import Draft
    from .retry import Attempts
    from .stream_call import StreamCall
    from .stream_media import Items
    from .streams import Opened, Stream

T = TypeVar("T")
ItemT = TypeVar("ItemT")
HeadT = TypeVar("HeadT", bound=ResponseHead)


class SyncClient(ClientBase[Transport]):
    """Sends calls and gives back their values. Safe to share between threads."""

    def send(self, call: Call[T]) -> T:
        """Send the call and decode the answer.

        Raises an ApiError: RequestError before anything is sent, ApiConnectionError,
        ApiTimeoutError, StatusError, DecodeError or ResponseTooLarge.
        """
        return settled(call, self.send_raw(call))

    def send_raw(self, call: Call[Any]) -> Response:
        """Send the call and give back the answer as it is, whatever its status."""
        return self._send_before(inf, call)

    def _send_before(self, latest: float, call: Call[Any]) -> Response:
        """`send_raw`, over at a moment of `time.monotonic`'s clock."""
        try:
            found = self._perform(call, self._exchange, latest)
            response, count = found
        except ApiError as error:
            error.operation = name(call)
            raise
        return response if count == 1 else replace(response, attempts=count)

    def pages(self, call: PagedCall[T, Any]) -> Iterator[T]:
        """The pages of a call, each sent for when it is asked for; see `paging.py`.

        Raises as `send` does, and DecodeError where the server goes in a circle or
        leads to another server.
        """
        from .walk import Walk

        walk = Walk(call, self._settings)
        while walk.call is not None:
            yield walk.read(self.send_raw(walk.call))
            walk.advance()

    def items(self, call: PagedCall[Any, ItemT]) -> Iterator[ItemT]:
        """The items of all pages of a call, one by one; see `pages`."""
        from .paging import items_of

        for page in self.pages(call):
            yield from items_of(call, page)

    def wait(
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
                response = self._send_before(waiting.deadline, call)
            waiting.value = value = settled(call, response)
            if until(value):
                return value
            self._sleep(waiting.after(response))

    def stream(self, call: Call[Items[T]] | StreamCall[Any, T]) -> Stream[T]:
        """Send the call and give its items as they arrive; see `streams.py`.

        Returns once the head of the answer is there. Raises as `send` does.
        """
        from .stream_call import streamed
        from .streams import Stream

        call = streamed(call)
        try:
            opened, count = self._perform(call, partial(self._open, call))
            if isinstance(opened, Response):
                raise refusal(call, opened, count)
        except ApiError as error:
            error.operation = name(call)
            raise
        opened.request.deadline = monotonic() + self.max_stream_seconds
        return Stream(opened, opened.request, (name(call), count))

    def download(self, call: Call[bytes], target: Target) -> int:
        """Write the answer to a file, piece by piece, and give the number of bytes.

        `target` is a path, or a file that is open for writing bytes. Neither the limit
        on the size nor that on the time of a call holds: see `max_stream_seconds`.
        Raises as `send` does, and OSError.
        """
        from .download import in_pieces, opened, written

        with self.stream(in_pieces(call)) as pieces, opened(target) as file:
            return sum(written(file, piece) for piece in pieces)

    def close(self) -> None:
        """Close the connections. The client cannot be used afterwards."""
        transport = self._retire()
        if transport is not None:
            transport.close()

    def _perform(
        self, call: Call[Any], once: Callable[[Request], HeadT], latest: float = inf
    ) -> tuple[HeadT, int]:
        """The answer, by the moment `latest`, and how often the call was sent."""
        draft, count = self._settings.draft(call, latest), 0
        while True:
            for grant in draft.grants:
                self._renew(grant, draft)
            request = draft.request()
            attempts = self._attempts(request, count)
            result = self._repeat(attempts, partial(once, request))
            count = attempts.count
            if not draft.again(result):
                return result, count

    def _renew(self, grant: Grant, draft: Draft) -> None:
        """Fetch a credential where that is needed, in one thread at a time."""
        now = monotonic()
        if grant.is_fresh(now):
            return
        if not grant.lock.acquire(timeout=max(0.0, draft.deadline - now)):
            raise ApiTimeoutError("the deadline of the whole call has passed")
        try:
            while (request := grant.renewal(draft, now)) is not None:
                draft.renewed = True
                attempts = self._attempts(request)
                once = partial(self._exchange, request)
                grant.renewed(self._repeat(attempts, once), now)
        finally:
            grant.lock.release()

    def _repeat(self, attempts: Attempts, once: Callable[[], HeadT]) -> HeadT:
        """The result of the last attempt."""
        while True:
            try:
                result = once()
            except ApiError as error:
                wait = attempts.after(error)
                if wait is None:
                    raise
            else:
                wait = attempts.after(result)
                if wait is None:
                    return result
            self._sleep(wait)

    def _sleep(self, seconds: float) -> None:
        """A test may put a function of its own in its place."""
        from time import sleep

        getattr(self._transport, "sleep", sleep)(seconds)

    def _exchange(self, request: Request) -> Response:
        with self._passage(request) as passage:
            stream = self._carrier().send(passage.request)
            return passage.done(self._collect(passage.request, stream))

    def _open(
        self, call: Call[Any], request: Request
    ) -> Opened[ResponseStream] | Response:
        """The beginning of a stream, or the whole of any other answer."""
        with self._passage(request) as passage:
            stream = self._carrier().send(passage.request)
            try:
                opened = self._opened(call, passage.request, stream)
                if opened is not None:
                    return passage.done(opened)
            except BaseException:
                stream.close()
                raise
            return passage.done(self._collect(passage.request, stream))

    def _collect(self, request: Request, stream: ResponseStream) -> Response:
        try:
            body = Collector(stream, self.max_response_bytes)
            for chunk in stream.chunks():
                body.feed(chunk)
                request.patience()
            return body.response()
        except ApiError as error:
            error.answered(stream)
            raise
        finally:
            stream.close()

    def _default_transport(self) -> Transport:
        # Imported here because http.client and ssl take longer than all else.
        from .http_client_transport import HttpClientTransport

        return HttpClientTransport()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
