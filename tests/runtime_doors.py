"""The six ways to send a call: two colours, each over three transports."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from ssl import create_default_context
from typing import Any, TypeVar

import httpx
import httpx2
import runtime_copy  # noqa: F401 - makes `vendored` importable
from vendored._runtime import AsyncClientBase, AsyncStream, Bearer, Call, SyncClient
from vendored._runtime.httpx_transport import AsyncHttpxTransport, HttpxTransport

T = TypeVar("T")
SECRET = "s3cr3t-t0ken"
CREDENTIALS = {"BearerAuth": Bearer(SECRET), "Other": None}
TLS = create_default_context()  # making one takes longer than a test
TRANSPORTS: dict[str, Any] = {
    "sync-stdlib": lambda: None,
    "sync-httpx2": lambda: HttpxTransport(httpx2.Client(verify=TLS)),
    "sync-httpx": lambda: HttpxTransport(httpx.Client(verify=TLS)),
    "async-stdlib": lambda: None,
    "async-httpx2": lambda: AsyncHttpxTransport(httpx2.AsyncClient(verify=TLS)),
    "async-httpx": lambda: AsyncHttpxTransport(httpx.AsyncClient(verify=TLS)),
}


class Door:
    """Sends calls through a client of either colour and waits for the answer."""

    def __init__(
        self, kind: str, url: str, timeout: float = 5.0, **options: Any
    ) -> None:
        self.runner = asyncio.Runner() if kind.startswith("async") else None
        of = AsyncClientBase if self.runner else SyncClient
        transport = options.pop("transport", None) or TRANSPORTS[kind]()
        given = options.pop("credentials", CREDENTIALS)
        self.client = of(url, given, timeout=timeout, transport=transport)
        if "total" in options:
            settings = self.client._settings
            settings.total = options["total"]
        self.client.max_response_bytes = options.get("limit", 64 << 20)
        self.client.max_retries = options.get("retries", 0)
        self.waits: list[float] = []  # what would be slept between attempts
        self.client._sleep = self._sleep_async if self.runner else self.waits.append

    def send(self, call: Call[T]) -> T:
        return self.wait(self.client.send(call))

    def send_raw(self, call: Call[Any]) -> Any:
        return self.wait(self.client.send_raw(call))

    async def _sleep_async(self, seconds: float) -> None:
        self.waits.append(seconds)

    def stream(self, call: Call[Any]) -> Any:
        return self.wait(self.client.stream(call))

    def next(self, stream: Any) -> Any:
        return next(stream) if self.runner is None else self.wait(anext(stream))

    def rest(self, stream: Any) -> list[Any]:
        return list(stream) if self.runner is None else self.wait(_listed(stream))

    def leave(self, stream: Any) -> None:
        self.wait(stream.close() if self.runner is None else stream.aclose())

    def wait(self, result: Any) -> Any:
        if self.runner is None:
            return result
        return self.runner.run(_awaited(result))

    def close(self) -> None:
        if self.runner is None:
            self.client.close()
        else:
            self.runner.run(self.client.aclose())
            self.runner.close()


async def _listed(stream: AsyncStream[T]) -> list[T]:
    return [item async for item in stream]


async def _awaited(result: Coroutine[Any, Any, T]) -> T:
    return await result
