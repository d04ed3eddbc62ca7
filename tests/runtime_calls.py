"""Models, calls and fixtures that the tests of the client share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from runtime_doors import TRANSPORTS, Door
from runtime_server import Server, serving
from vendored._runtime import (
    AsyncResource,
    Call,
    Json,
    Model,
    Resource,
    async_method,
    method,
    wire,
)


@dataclass(slots=True, kw_only=True)
class Pet(Model):
    name: str
    age: int | None = field(default=None, metadata=wire("petAge"))


@dataclass(slots=True, kw_only=True)
class Problem(Model):
    code: int


def create_pet(
    account_id: str, body: Pet | None = None, *, dry_run: bool | None = None
) -> Call[Pet]:
    """Create a pet."""
    return Call(
        "POST",
        ("/v1/accounts/", account_id, "/pets"),
        query={"dryRun": dry_run, "tag": ["a b", "c&d"], "none": None},
        headers={"X-Trace": 7, "X-None": None},
        json=body,
        returns=Json[Pet],
        security=("BearerAuth",),
        operation="create_pet",
    )


def get(path: str, returns: Any = Json[Pet], **more: Any) -> Call[Any]:
    return Call("GET", (path,), returns=returns, **more)


class Pets(Resource):
    create = method(create_pet)


class AsyncPets(AsyncResource):
    create = async_method(create_pet)


class ThroughDoors:
    """Tests whose `door` is each of the six in turn."""

    @pytest.fixture(scope="class")
    @classmethod
    def shared_server(cls) -> Iterator[Server]:
        with serving() as server:
            yield server

    @pytest.fixture
    def server(self, shared_server: Server) -> Server:
        shared_server.seen.clear()
        return shared_server

    @pytest.fixture(scope="class", params=TRANSPORTS)
    @classmethod
    def open_door(
        self, request: Any, shared_server: Server
    ) -> Iterator[Callable[..., Door]]:
        opened: list[Door] = []

        def open_one(url: str = shared_server.url, **options: Any) -> Door:
            opened.append(Door(request.param, url, **options))
            return opened[-1]

        yield open_one
        for door in opened:
            door.close()

    @pytest.fixture(scope="class")
    @classmethod
    def shared_door(cls, open_door: Callable[..., Door]) -> Door:
        return open_door()

    @pytest.fixture
    def door(self, shared_door: Door, server: Server) -> Door:
        return shared_door
