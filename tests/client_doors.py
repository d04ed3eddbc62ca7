"""The generated clients, importable, and the six ways to use one of them.

A door is a client of either colour over one of the three transports. The same lines of
a test run through each: what a lambda returns is awaited where it has to be.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from inspect import isawaitable
from pathlib import Path
from ssl import create_default_context
from types import ModuleType
from typing import Any

import httpx
import httpx2

ROOT = Path(__file__).parents[1]
GENERATED = ROOT / "generated"
sys.path.insert(0, str(GENERATED))

COLOURS = ("sync-stdlib", "async-stdlib")
DOORS = (*COLOURS, "sync-httpx2", "async-httpx2", "sync-httpx", "async-httpx")
_LIBRARIES: dict[str, Any] = {"httpx2": httpx2, "httpx": httpx}
_TLS = create_default_context()  # making one takes longer than a test


class Door:
    """`door(lambda client: client.pets.list())` gives what the call gives."""

    def __init__(self, kind: str, package: ModuleType, url: str, **options: Any):
        colour, _, library = kind.partition("-")
        self.runner = asyncio.Runner() if colour == "async" else None
        of = package.AsyncClient if self.runner else package.Client
        transport = _transport(package, colour, library)
        self.client: Any = of(base_url=url, transport=transport, timeout=5, **options)

    def __call__(self, use: Callable[[Any], Any]) -> Any:
        return self._wait(lambda: use(self.client))

    def block(self, use: Callable[[Any], Any]) -> Any:
        """Use the client as a context manager, which closes it."""
        if self.runner is None:
            with self.client as client:
                return use(client)

        async def inside() -> Any:
            async with self.client as client:
                return await use(client)

        return self.runner.run(inside())

    def close(self) -> None:
        self(lambda client: client.aclose() if self.runner else client.close())
        if self.runner is not None:
            self.runner.close()

    def _wait(self, use: Callable[[], Any]) -> Any:
        if self.runner is None:
            return use()
        return self.runner.run(_awaited(use))


def _transport(package: ModuleType, colour: str, library: str) -> Any:
    if library == "stdlib":
        return None
    name = f"{package.__name__}._runtime.httpx_transport"
    adapters = __import__(name, fromlist=["*"])
    if colour == "async":
        return adapters.AsyncHttpxTransport(
            _LIBRARIES[library].AsyncClient(verify=_TLS)
        )
    return adapters.HttpxTransport(_LIBRARIES[library].Client(verify=_TLS))


async def _awaited(use: Callable[[], Awaitable[Any] | Any]) -> Any:
    result = use()
    return await result if isawaitable(result) else result
