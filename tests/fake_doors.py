"""Clients over fakes, in both colours, and values of the pet store."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from inspect import isawaitable
from types import ModuleType
from typing import Any
from uuid import UUID

import client_doors  # noqa: F401 - makes the clients importable
import petstore
import pytest
from drawing.models import Circle, Size
from petstore.models import (
    Money,
    OrderInput,
    Owner,
    Pet,
    PetStatus,
)

ID = UUID("0b6f1bd2-98a5-4c34-9d4c-1f0f1f7c2a11")
OTHER = UUID(int=7)
REX = Pet(
    id=ID,
    name="Rex",
    nickname=None,
    status=PetStatus.AVAILABLE,
    born_on=date(2020, 2, 29),
    owner=Owner(name="Ann"),
    class_="dog",
    created_at=datetime(2026, 1, 2, 3, 4, 5, 678900, UTC),
)
TOM = Pet(id=OTHER, name="Tom", status=PetStatus("ASLEEP"))
CIRCLE = Circle(kind="circle", colour=[1, 2, 3], centre=(0.5, 2.0), radius=1.0)
SIZE = Size(width=1, height=2)
ORDER = OrderInput(pet_id=ID, price=Money(amount=Decimal("9.90"), currency="EUR"))


class Door:
    """A client of either colour over a fake."""

    def __init__(self, colour: str, package: ModuleType, **options: Any) -> None:
        runtime = package._runtime
        self.runner = asyncio.Runner() if colour == "async" else None
        kind = runtime.AsyncFakeTransport if self.runner else runtime.FakeTransport
        of = package.AsyncClient if self.runner else package.Client
        self.fake: Any = kind()
        self.client: Any = of(transport=self.fake, **options)

    def __call__(self, use: Callable[[Any], Any]) -> Any:
        if self.runner is None:
            return use(self.client)

        async def awaited() -> Any:
            result = use(self.client)
            return await result if isawaitable(result) else result

        return self.runner.run(awaited())


class WithFakes:
    """Tests that run in both colours."""

    @pytest.fixture(params=["sync", "async"])
    def door(self, request: Any) -> Iterator[Callable[..., Door]]:
        made: list[Door] = []

        def make(package: ModuleType, **options: Any) -> Door:
            made.append(Door(request.param, package, **options))
            return made[-1]

        yield make
        for one in made:
            if one.runner is not None:
                one.runner.close()

    @pytest.fixture
    def shop(self, door: Callable[..., Door]) -> Door:
        return door(petstore, token="t", api_key="k")
