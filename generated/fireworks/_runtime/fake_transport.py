"""Transports for the tests of those who use this client: nothing is sent anywhere.

    fake = FakeTransport()
    fake.on(get_pet(7)).answer(Pet(name="Rex"))
    client = Client(token="t", transport=fake)
    assert client.pets.get(7).name == "Rex"
    assert fake.calls[-1] == get_pet(7)

All of the client is at work: a value is written as JSON (or what its media is) and read
again, statuses are errors, what may be repeated is, hooks are called. Only the waits
between attempts are not spent but noted, in `fake.waits`.

What is prepared for a call answers every call of the same operation, whatever its
arguments, unless it is prepared with `exactly=True`. Several answers come in turn, and
the last one again and again. A call that nothing is prepared for raises `NotPrepared`.

A request that no call stands behind, such as one for a token, is answered by what is
prepared for its method and the path of its whole URL:
`Call("POST", ("/oauth/token",), returns=Json[Any])`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import replace
from operator import attrgetter
from threading import Lock
from typing import Any, Generic, Self, TypeVar, cast, overload

from .call import Call
from .errors import ApiError
from .fake_answers import Answer, plain, valued
from .prepare import name
from .stream_call import StreamCall, streamed
from .stream_media import Items
from .transport import Headers, Request

T = TypeVar("T")
ItemT = TypeVar("ItemT")
ValueT = TypeVar("ValueT")
StreamT = TypeVar("StreamT")

_NONE: Mapping[str, str] = {}
# What a caller says of a call. How it is read differs, for one, when it is streamed.
_ARGUMENTS = attrgetter(
    *("method", "path", "query", "headers", "cookies", "media_type", "base_url"),
    *("json", "form", "content", "multipart"),
)


class NotPrepared(AssertionError):
    """A call was sent that the test has prepared no answer for.

    It is no ApiError: the code under test does not take it for an answer.
    """


class Prepared(Generic[T, StreamT]):
    """The answers to one call, or to all calls of its operation, in turn.

    `T` is what `client.send` gives, and `StreamT` what `client.stream` reads: the same
    but for a `StreamCall`. Answers are used up by both.
    """

    def __init__(self, fake: FakeBase, call: Call[T], exactly: bool) -> None:
        self._fake = fake
        self._call = call
        self.exactly = exactly
        self._answers: list[Answer] = []
        self._used = 0

    def answer(
        self, value: T, *, status: int | None = None, headers: Mapping[str, str] = _NONE
    ) -> Self:
        """Answer with this value.

        The status is the one that the call declares for such a value, else 200. Raises
        TypeError for what the client would not read as this value.
        """
        return self._add(valued(self._call, value, status, headers))

    def stream(
        self: Prepared[ValueT, Items[ItemT]],
        items: Iterable[ItemT],
        *,
        then: ApiError | None = None,
        headers: Mapping[str, str] = _NONE,
    ) -> Prepared[ValueT, Items[ItemT]]:
        """Answer with these items, one after the other, and `then` break off.

        Raises TypeError for items of another type.
        """
        call: Call[Items[Any]] = streamed(cast("Call[Items[Any]]", self._call))
        answer = valued(call, Items(items), None, headers)
        return self._add(replace(answer, failure=then))

    def respond(
        self, status: int, body: object = None, *, headers: Mapping[str, str] = _NONE
    ) -> Self:
        """Answer with any status, and a body as it is: bytes, text, or else JSON.

        This is for errors (`respond(404, Problem(…))`), and for successes that are no
        value of the call (`respond(200, b"{")`). Raises TypeError for a model other
        than the one that the call declares for an error of this status.
        """
        return self._add(plain(self._call, status, body, headers))

    def fail(self, error: ApiError) -> Self:
        """Answer with nothing but this error: an ApiTimeoutError, for example."""
        return self._add(Answer(failure=error))

    @property
    def calls(self) -> list[Call[T]]:
        """The calls that were sent and are answered here, the oldest first."""
        return [call for call in self._fake.calls if self.fits(call)]

    @property
    def operation(self) -> str:
        """The name of the operation."""
        return name(self._call)

    @property
    def ready(self) -> bool:
        """Whether there is an answer."""
        return bool(self._answers)

    def fits(self, call: Call[Any]) -> bool:
        """Whether these are the answers to a call."""
        if self.exactly:
            return _ARGUMENTS(call) == _ARGUMENTS(self._call)
        return name(call) == self.operation

    def take(self) -> Answer:
        """The next answer; the last one is never used up."""
        self._used = min(self._used + 1, len(self._answers))
        return self._answers[self._used - 1]

    def _add(self, answer: Answer) -> Self:
        self._answers.append(answer)
        return self


class FakeBase:
    """What both colours have in common.

    Attributes:
        requests: What would have been sent, one for each attempt; bodies are bytes.
        waits: The seconds that the client would have waited before further attempts.
    """

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.waits: list[float] = []
        self._prepared: list[Prepared[Any, Any]] = []
        self._lock = Lock()

    @property
    def calls(self) -> list[Call[Any]]:
        """The calls that were sent, the oldest first, one for each attempt."""
        return [each.call for each in self.requests if each.call is not None]

    @overload
    def on(
        self, call: StreamCall[T, ItemT], *, exactly: bool = False
    ) -> Prepared[T, Items[ItemT]]: ...
    @overload
    def on(self, call: Call[T], *, exactly: bool = False) -> Prepared[T, T]: ...
    def on(self, call: Call[Any], *, exactly: bool = False) -> Prepared[Any, Any]:
        """Where to say what answers this call and all others of the same operation.

        With `exactly` it answers calls with the same arguments alone, and they get no
        other answers.
        """
        with self._lock:
            for one in self._prepared:
                if one.exactly is exactly and one.fits(call):
                    return one
            self._prepared.append(Prepared(self, call, exactly))
            return self._prepared[-1]

    def take(self, request: Request) -> Answer:
        """The answer to a request, which is kept. Raises NotPrepared."""
        body = request.body
        if body is not None and not isinstance(body, bytes):
            body = b"".join(body)
        with self._lock:
            self.requests.append(replace(request, body=body))
            answer = self._next(request)
        if not answer.status and answer.failure is not None:
            raise copy(answer.failure)
        return answer

    def _next(self, request: Request) -> Answer:
        sent = request.operation or _place(request)
        ready = [one for one in self._prepared if one.ready]
        for one in sorted(ready, key=lambda one: not one.exactly):
            call = request.call
            if one.operation == sent if call is None else one.fits(call):
                return one.take()
        names = [f"{one.operation}{' (exactly)' * one.exactly}" for one in ready]
        known = ", ".join(dict.fromkeys(names)) or "nothing"
        raise NotPrepared(f"no answer is prepared for {sent}; prepared: {known}")


def _place(request: Request) -> str:
    """The method and the path of a request that no call stands behind."""
    path = request.url.split("?")[0].split("/", 3)[3:]
    return f"{request.method} /{''.join(path)}"


class FakeTransport(FakeBase):
    """A `Transport` that sends nothing."""

    def send(self, request: Request) -> FakeStream:
        """See `Transport`."""
        return FakeStream(self.take(request))

    def sleep(self, seconds: float) -> None:
        """Takes no time."""
        self.waits.append(seconds)

    def close(self) -> None:
        """Nothing is to be closed: a fake can serve one client after the other."""


class AsyncFakeTransport(FakeBase):
    """`FakeTransport` for asyncio."""

    async def send(self, request: Request) -> AsyncFakeStream:
        """See `AsyncTransport`."""
        await self._yield()
        body = request.body
        if body is not None and not isinstance(body, bytes):
            request = replace(request, body=await body.whole())
        return AsyncFakeStream(self.take(request))

    async def sleep(self, seconds: float) -> None:
        """Takes no time."""
        self.waits.append(seconds)
        await self._yield()

    async def aclose(self) -> None:
        """Nothing is to be closed: a fake can serve one client after the other."""

    async def _yield(self) -> None:
        """Let other tasks run, as they would."""
        from asyncio import sleep

        await sleep(0)


class FakeStream:
    """`ResponseStream` of what has been prepared."""

    def __init__(self, answer: Answer) -> None:
        self.status = answer.status
        self.reason = answer.reason
        self.headers = Headers(answer.headers)
        self._answer = answer

    def chunks(self) -> Iterator[bytes]:
        """See `ResponseStream`."""
        yield from self._answer.pieces
        if self._answer.failure is not None:
            raise copy(self._answer.failure)

    def close(self) -> None:
        """Nothing is to be closed."""


class AsyncFakeStream:
    """`FakeStream` for asyncio."""

    def __init__(self, answer: Answer) -> None:
        self._stream = FakeStream(answer)
        self.status = self._stream.status
        self.reason = self._stream.reason
        self.headers = self._stream.headers

    async def chunks(self) -> AsyncIterator[bytes]:
        """See `AsyncResponseStream`."""
        for piece in self._stream.chunks():
            yield piece

    async def aclose(self) -> None:
        """Nothing is to be closed."""
