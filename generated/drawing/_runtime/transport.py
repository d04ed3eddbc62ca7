"""What the client asks of a transport: two methods, in a sync and an async form.

A transport carries one request to its server and hands back the answer as it arrives.
It follows no redirects, keeps no cookies, decodes nothing and raises only the errors
of `errors.py`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from .errors import ApiTimeoutError

if TYPE_CHECKING:
    from .body import Body
    from .call import Call

T = TypeVar("T")

CONNECT_TIMEOUT = 5.0
"""Seconds that connecting may take, unless the client's own timeout is shorter."""


class Headers(Mapping[str, str]):
    """The headers of a response, found by name in any case.

    A header that came several times reads as its values joined by ", " (RFC 9110,
    section 5.3); `get_all` gives them one by one. The repr shows names alone.
    """

    __slots__ = ("_values",)

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self._values: dict[str, tuple[str, ...]] = {}
        for name, value in pairs:
            key = name.lower()
            self._values[key] = (*self._values.get(key, ()), value)

    def __getitem__(self, name: str) -> str:
        return ", ".join(self._values[name.lower()])

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def get_all(self, name: str) -> tuple[str, ...]:
        """Every value of this header, in the order of arrival."""
        return self._values.get(name.lower(), ())

    def read(self, model: type[T]) -> T:
        """The headers as one of the API's types, such as `LinkHeaders`.

        Raises DecodeError.
        """
        from .header_values import read

        return read(model, self)

    def __repr__(self) -> str:
        return f"Headers({', '.join(self._values)})"


@dataclass(slots=True, eq=False)
class Request:
    """One request, ready to be sent as it is.

    A `body` that is no bytes is run through, once for each time that it is sent, and
    has a `length`: None means that it travels in chunks. Running through it may raise
    RequestError.

    `timeout` is seconds for each wait on the network; `deadline` is the moment, on
    `time.monotonic`'s clock, when the whole exchange must be over. The client moves the
    deadline of a stream once it has begun: ask for it anew before each wait.

    `call` is what the request was made from, where it was made from a call; `attempt`
    says how often it will have been sent.
    """

    method: str
    url: str = field(repr=False)  # the query may hold a key
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    body: bytes | Body | None = field(repr=False)
    timeout: float
    deadline: float
    call: Call[Any] | None = field(default=None, repr=False)  # holds what was given
    attempt: int = 1

    @property
    def operation(self) -> str:
        """The operation's name, without the caller's values; empty without a call."""
        from .prepare import name

        return "" if self.call is None else name(self.call)

    def patience(self) -> float:
        """Seconds that the next wait may take. Raises ApiTimeoutError at the deadline."""
        left = self.deadline - monotonic()
        if left <= 0:
            raise ApiTimeoutError("the deadline of the whole call has passed")
        return min(self.timeout, left)


@dataclass(frozen=True, slots=True)
class Response:
    """A whole answer, as the server gave it (but for its content coding).

    `attempts` says how often the request was sent until it came.
    """

    status: int
    reason: str
    headers: Headers
    content: bytes = field(repr=False)
    attempts: int = field(default=1, compare=False)

    @property
    def content_type(self) -> str:
        """The media type, lower case, without parameters; empty where there is none."""
        return content_type(self.headers)


def content_type(headers: Headers) -> str:
    """The media type, lower case, without parameters; empty where there is none."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


class ResponseHead(Protocol):
    """What is known of an answer before its body."""

    @property
    def status(self) -> int: ...
    @property
    def reason(self) -> str: ...
    @property
    def headers(self) -> Headers: ...


class ResponseStream(ResponseHead, Protocol):
    """An answer whose body is still to be read, and must be read or closed."""

    def chunks(self) -> Iterator[bytes]:
        """The body as it comes, content coding included. To be run through once."""
        ...

    def close(self) -> None: ...


class AsyncResponseStream(ResponseHead, Protocol):
    """`ResponseStream` for asyncio."""

    def chunks(self) -> AsyncIterator[bytes]: ...
    async def aclose(self) -> None: ...


class Transport(Protocol):
    """Carries requests. Used from several threads at once.

    Where a transport also has a method `sleep`, the client calls it with the seconds to
    wait between two attempts, and does not wait itself.
    """

    def send(self, request: Request) -> ResponseStream:
        """Send, and return once the head of the answer is there.

        Raises ApiTimeoutError, ApiConnectionError.
        """
        ...

    def close(self) -> None: ...


class AsyncTransport(Protocol):
    """`Transport` for asyncio. Cancelling `send` abandons the exchange."""

    async def send(self, request: Request) -> AsyncResponseStream: ...
    async def aclose(self) -> None: ...
