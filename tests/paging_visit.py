"""Clients of both colours at a server that has pages of pets."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from page_server import Answering, Server, serving
from runtime_doors import Door
from vendored._runtime import Model, PagedCall

NAMES = ["Rex", "Mia", "Bob", "Ada", "Tom"]
NO_PET = UUID(int=0)


@dataclass(slots=True, kw_only=True)
class Pet(Model):
    name: str
    id: UUID = NO_PET


def part(start: int, count: int = 2) -> list[dict[str, str]]:
    return [
        {"name": name, "id": str(UUID(int=NAMES.index(name) + 1))}
        for name in NAMES[start : start + count]
    ]


@pytest.fixture(params=["sync-stdlib", "async-stdlib"])
def colour(request: Any) -> Any:
    return request.param


class Visit:
    """A client of one colour at a server that answers so."""

    def __init__(self, colour: str, server: Server, **options: Any) -> None:
        self.server = server
        self.door = Door(colour, server.url, **options)

    def pages(self, call: PagedCall[Any, Any]) -> list[Any]:
        return list(self.each(self.door.client.pages(call)))

    def items(self, call: PagedCall[Any, Any]) -> list[Any]:
        return list(self.each(self.door.client.items(call)))

    def names(self, call: PagedCall[Any, Any]) -> list[str]:
        return [each.name for each in self.items(call)]

    def each(self, found: Any) -> Iterator[Any]:
        """What comes, one by one; an error where it never ends."""
        runner = self.door.runner
        for _ in range(50):
            one = next(found, None) if runner is None else runner.run(_next(found))
            if one is None:
                return
            yield one
        raise AssertionError("there is no end")


async def _next(found: AsyncIterator[Any]) -> Any:
    return await anext(found, None)


@pytest.fixture
def visit(colour: str) -> Iterator[Any]:
    """A function that opens a door to a server that answers as it is told."""
    opened: list[Any] = []

    def open_one(answering: Answering, **options: Any) -> Visit:
        server = serving(answering)
        opened.append(server)
        visit = Visit(colour, server.__enter__(), **options)
        opened.append(visit)
        return visit

    yield open_one
    for each in reversed(opened):
        if isinstance(each, Visit):
            each.door.close()
        else:
            each.__exit__(None, None, None)
