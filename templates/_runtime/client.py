"""The client that waits for each answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, Any, Self, TypeVar

from .call import Call
from .client_base import ClientBase
from .errors import ApiError
from .outcome import Collector, outcome, refusal
from .prepare import name
from .transport import Request, Response, ResponseHead, ResponseStream, Transport

if TYPE_CHECKING:
    from .download import Target
    from .retry import Attempts
    from .stream_call import StreamCall
    from .stream_media import Items
    from .streams import Opened, Stream

T = TypeVar("T")
HeadT = TypeVar("HeadT", bound=ResponseHead)


class SyncClient(ClientBase[Transport]):
    """Sends calls and gives back their values. Safe to share between threads."""

    def send(self, call: Call[T]) -> T:
        """Send the call and decode the answer.

        Raises an ApiError: RequestError before anything is sent, ApiConnectionError,
        ApiTimeoutError, StatusError, DecodeError or ResponseTooLarge.
        """
        response = self.send_raw(call)
        try:
            return outcome(call, response)
        except ApiError as error:
            error.operation = name(call)
            error.attempts = response.attempts
            raise

    def send_raw(self, call: Call[Any]) -> Response:
        """Send the call and give back the answer as it is, whatever its status."""
        try:
            request = self._settings.request(call)
            attempts = self._attempts(request)
            response = self._repeat(attempts, lambda: self._exchange(request))
        except ApiError as error:
            error.operation = name(call)
            raise
        if attempts.count == 1:
            return response
        return replace(response, attempts=attempts.count)

    def stream(self, call: Call[Items[T]] | StreamCall[Any, T]) -> Stream[T]:
        """Send the call and give its items as they arrive; see `streams.py`.

        Returns once the head of the answer is there. Raises as `send` does.
        """
        from .stream_call import streamed
        from .streams import Stream

        call = streamed(call)
        try:
            request = self._settings.request(call)
            attempts = self._attempts(request)
            opened = self._repeat(attempts, lambda: self._open(call, request))
            if isinstance(opened, Response):
                raise refusal(call, opened, attempts.count)
        except ApiError as error:
            error.operation = name(call)
            raise
        opened.request.deadline = monotonic() + self.max_stream_seconds
        return Stream(opened, opened.request, (name(call), attempts.count))

    def download(self, call: Call[bytes], target: Target) -> int:
        """Write the answer to a file, piece by piece, and give the number of bytes.

        `target` is a path, or a file that is open for writing bytes. Neither the limit
        on the size nor that on the time of a call holds: see `max_stream_seconds`.
        Raises as `send` does, and OSError.
        """
        from .download import in_pieces, opened

        with self.stream(in_pieces(call)) as pieces, opened(target) as file:
            return sum(file.write(piece) for piece in pieces)

    def close(self) -> None:
        """Close the connections. The client cannot be used afterwards."""
        transport = self._retire()
        if transport is not None:
            transport.close()

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
