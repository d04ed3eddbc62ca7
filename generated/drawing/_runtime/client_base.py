"""What the blocking and the asynchronous client have in common."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .auth import Credential, Missing
from .call import Call
from .errors import RequestError
from .outcome import item_media
from .prepare import Settings
from .transport import Request, ResponseHead
from .url import Variables

if TYPE_CHECKING:
    from .hooks import Hook, Passage
    from .retry import Attempts, Budget
    from .streams import Opened

    Hooks = tuple[Hook, ...]
else:
    Hooks = tuple  # resolved by whoever asks for the class's type hints

StreamT = TypeVar("StreamT", bound=ResponseHead)
TransportT = TypeVar("TransportT")


class ClientBase(Generic[TransportT]):
    """Where and how a client sends its calls.

    `credentials` are by the name of their scheme, `variables` what fills the places of
    those names in `base_url` and in the operations' own servers. `timeout` is seconds
    for each wait on the network; connecting takes 5 at most, and a whole call ten times
    `timeout` or 600, whichever is less. Closing the client closes its transport.

    Raises ValueError for a base URL or a timeout that cannot be used.
    """

    max_response_bytes: int = 64 * 1024 * 1024
    """The size of the largest body that is read, after decompression."""
    max_retries: int = 2
    """How often a call is sent again where it may arrive twice: GET, HEAD, PUT, DELETE,
    OPTIONS, or any with an Idempotency-Key. See `retry.py`."""
    hooks: Hooks = ()
    """What is called around each attempt to send a request; see `hooks.py`."""
    max_stream_seconds: float = 86_400.0
    """How long a stream may last. While it does, no wait exceeds `timeout`."""
    max_line_bytes: int = 1024 * 1024
    """The size of the longest line of server-sent events that is read."""
    max_item_bytes: int = 8 * 1024 * 1024
    """The size of the largest item of a stream (an event, a JSON text) that is read."""

    def __init__(
        self,
        base_url: str,
        credentials: Mapping[str, Credential | Missing | None],
        *,
        variables: Variables | None = None,
        timeout: float = 60.0,
        transport: TransportT | None = None,
    ) -> None:
        self._settings = Settings(base_url, credentials, timeout, variables or {})
        self._transport = transport
        self._closed = False
        self._lock = Lock()
        self._budget: Budget | None = None

    def _carrier(self) -> TransportT:
        """The transport; the default one is made for the first call."""
        with self._lock:
            if self._closed:
                raise RequestError("the client is closed")
            if self._transport is None:
                self._transport = self._default_transport()
            return self._transport

    def _default_transport(self) -> TransportT:
        raise NotImplementedError

    def _attempts(self, request: Request, sent: int = 0) -> Attempts:
        """`sent` is how often the call was sent before."""
        from .retry import Attempts, Budget

        with self._lock:
            budget = self._budget = self._budget or Budget()
        return Attempts(request, self.max_retries, budget, self._random, sent)

    def _passage(self, request: Request) -> Passage:
        from .hooks import Passage

        return Passage(self.hooks, request)

    def _opened(
        self, call: Call[Any], request: Request, stream: StreamT
    ) -> Opened[StreamT] | None:
        """The beginning of a stream of items; None for any other answer."""
        from .event_text import Limits
        from .streams import Feed, Opened

        found = item_media(call, stream)
        if found is None:
            return None
        limits = Limits(self.max_line_bytes, self.max_item_bytes)
        feed = Feed(stream, *found, limits)
        return Opened(stream, request, feed)

    def _random(self) -> float:
        """From 0 to 1. A test may put a function of its own in its place."""
        from random import random

        return random()

    def _retire(self) -> TransportT | None:
        """The transport, now to be closed: no call gets it any more."""
        with self._lock:
            self._closed = True
            transport, self._transport = self._transport, None
            return transport

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._settings.base.host}>"
