"""Hooks that the tests of hooks share, and a door that has one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from runtime_calls import ThroughDoors
from runtime_doors import Door
from runtime_server import Server
from vendored._runtime import Hook, Request, ResponseHead


class Noting(Hook):
    """Writes down what it is told."""

    def __init__(self, notes: list[Any], name: str = "") -> None:
        self.notes = notes
        self.name = name
        self.requests: list[Request] = []

    def note(self, *what: object) -> None:
        self.notes.append((self.name, *what) if self.name else what)

    def before(self, request: Request) -> None:
        self.requests.append(request)
        self.note("before", request.attempt)

    def after(self, request: Request, head: ResponseHead, seconds: float) -> None:
        assert request is self.requests[-1] and 0 <= seconds < 9
        self.note("after", head.status)

    def failed(self, request: Request, error: BaseException, seconds: float) -> None:
        assert request is self.requests[-1] and 0 <= seconds < 9
        self.note("failed", type(error).__name__)


class Changing(Hook):
    """Sends another request, or raises, as its function has it."""

    def __init__(self, change: Callable[[Request], Any]) -> None:
        self.change = change

    def before(self, request: Request) -> Any:
        return self.change(request)


class Raising(Hook):
    """Raises from one of its methods."""

    def __init__(self, where: str, error: BaseException) -> None:
        def fail(*_: object) -> None:
            raise error

        setattr(self, where, fail)


def signed(request: Request) -> Request:
    size = len(request.body) if isinstance(request.body, bytes) else 0
    mark = ("X-Mark", f"{request.method} {request.url.rpartition('/')[2]} {size}")
    return replace(request, headers=(*request.headers, mark))


class ThroughHookedDoors(ThroughDoors):
    """Tests whose `door` notes what its hook is told."""

    @pytest.fixture
    def notes(self) -> list[Any]:
        return []

    @pytest.fixture
    def door(
        self, shared_door: Door, server: Server, notes: list[Any]
    ) -> Iterator[Door]:
        shared_door.client.hooks = (Noting(notes),)
        shared_door.client.max_retries = 0
        yield shared_door
        shared_door.client.hooks = ()
        shared_door.client.max_retries = 0

    def use(self, door: Door, *hooks: Hook) -> None:
        door.client.hooks = (*door.client.hooks, *hooks)
