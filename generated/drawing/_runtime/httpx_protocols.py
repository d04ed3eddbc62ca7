"""What the transports on httpx2 or httpx need of a client of theirs."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator
from typing import Any, Protocol

HeaderPairs = list[tuple[bytes, bytes]]
Timeouts = tuple[float | None, float | None, float | None, float | None]


class HttpxHeaders(Protocol):
    """httpx.Headers"""

    def multi_items(self) -> list[tuple[str, str]]: ...


class HttpxHead(Protocol):
    """httpx.Response, in what both colours share"""

    status_code: int

    @property
    def reason_phrase(self) -> str: ...
    @property
    def headers(self) -> HttpxHeaders: ...


class HttpxResponse(HttpxHead, Protocol):
    """httpx.Response of a blocking client"""

    def iter_raw(self) -> Iterator[bytes]: ...
    def close(self) -> None: ...


class AsyncHttpxResponse(HttpxHead, Protocol):
    """httpx.Response of an asynchronous client"""

    def aiter_raw(self) -> AsyncIterator[bytes]: ...
    async def aclose(self) -> None: ...


class HttpxBuilder(Protocol):
    """What both kinds of client have: build_request"""

    def build_request(
        self,
        method: str,
        url: str,
        *,
        content: bytes | Iterable[bytes] | AsyncIterable[bytes] | None,
        headers: HeaderPairs,
        timeout: Timeouts,
    ) -> Any: ...


class HttpxClient(HttpxBuilder, Protocol):
    """httpx2.Client or httpx.Client"""

    def send(
        self, request: Any, *, stream: bool, follow_redirects: bool
    ) -> HttpxResponse: ...
    def close(self) -> None: ...


class AsyncHttpxClient(HttpxBuilder, Protocol):
    """httpx2.AsyncClient or httpx.AsyncClient"""

    async def send(
        self, request: Any, *, stream: bool, follow_redirects: bool
    ) -> AsyncHttpxResponse: ...
    async def aclose(self) -> None: ...
