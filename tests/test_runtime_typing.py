"""Both type checkers see through calls and methods to the types of the values."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from runtime_copy import ROOT

USE = """
from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeAlias, assert_type

import httpx2

from vendored._runtime import (
    AsyncClientBase, AsyncResource, Binary, Call, Json, NoContent, Resource, SyncClient,
    PagedCall, Text, async_method, method, nullable, paging, tagged,
)
from vendored._runtime.httpx_transport import AsyncHttpxTransport, HttpxTransport


@dataclass(slots=True, kw_only=True)
class Pet:
    name: str


@dataclass(slots=True, kw_only=True)
class Error:
    code: int


Shape: TypeAlias = Annotated[Pet | Error, tagged("kind", {"pet": Pet})]


def create_pet(
    account_id: str, body: Pet | None, *, dry_run: bool | None = None
) -> Call[Pet | Error]:
    return Call(
        "POST", ("/v1/accounts/", account_id, "/pets"), query={"dryRun": dry_run},
        json=nullable(body), returns=Json[Pet | Error],
        errors={404: Json[Error], "default": (Json[Any], Text)}, security=("BearerAuth",),
    )


def one() -> Call[Pet]:
    return Call("GET", ("/",), returns=Json[Pet])


def several() -> Call[list[Pet]]:
    return Call("GET", ("/",), returns=Json[list[Pet]])


def anything() -> Call[Any]:
    return Call("GET", ("/",), returns=Json[Any])


def perhaps() -> Call[Pet | None]:
    return Call("GET", ("/",), returns=Json[Pet | None])


def shape() -> Call[Shape]:
    return Call("GET", ("/",), returns=Json[Shape])


def literal() -> Call[Literal["a"]]:
    return Call("GET", ("/",), returns=Json[Literal["a"]])


def nothing() -> Call[None]:
    return Call("GET", ("/",), returns=NoContent)


@dataclass(slots=True, kw_only=True)
class Page:
    pets: list[Pet]
    next: str | None = None


def paged() -> PagedCall[Page, Pet]:
    return PagedCall(
        "GET", ("/",), returns=Json[Page], paging=paging.Token("t", "next", items="pets")
    )


def numbers() -> PagedCall[list[int], int]:
    return PagedCall("GET", ("/",), returns=Json[list[int]], paging=paging.Link())


def by_status() -> Call[Pet | str | bytes | None]:
    return Call(
        "GET", ("/",),
        returns={200: (Json[Pet], Text), "2XX": Binary, 204: NoContent},
    )


def by_media() -> Call[Pet | str]:
    return Call("GET", ("/",), returns=(Json[Pet], Text))


class Pets(Resource):
    create = method(create_pet)
    one = method(one)
    paged = method(paged)
    by_status = method(by_status)


class AsyncPets(AsyncResource):
    create = async_method(create_pet)
    paged = async_method(paged)


def use(client: SyncClient, call: Call[Pet | None]) -> None:
    assert_type(client.send(call), Pet | None)
    pets = Pets(client)
    assert_type(pets.create("a", Pet(name="x"), dry_run=True), Pet | Error)
    assert_type(pets.by_status(), Pet | str | bytes | None)
    assert_type(client.send(shape()), Pet | Error)
    assert_type(client.send(several()), list[Pet])
    bound: Callable[[], Pet] = pets.one
    assert_type(bound(), Pet)
    assert_type(pets.paged(), Page)
    assert_type(client.send(paged()), Page)
    assert_type(list(client.pages(paged())), list[Page])
    assert_type([item for item in client.items(paged())], list[Pet])
    assert_type(sum(client.items(numbers())), int)
    assert_type(client.wait(one(), lambda pet: pet.name == "Rex"), Pet)
    assert_type(client.wait(call, until=lambda pet: pet is not None), Pet | None)


async def use_async(client: AsyncClientBase) -> None:
    pets = AsyncPets(client)
    assert_type(await pets.create("a", None), Pet | Error)
    asyncio.create_task(pets.create("a", Pet(name="x")))
    assert_type(await pets.paged(), Page)
    assert_type([page async for page in client.pages(paged())], list[Page])
    async for item in client.items(paged()):
        assert_type(item, Pet)
    done = await client.wait(one(), lambda pet: pet.name == "Rex", interval=5)
    assert_type(done, Pet)


SyncClient("https://h", {}, transport=HttpxTransport(httpx2.Client()))
AsyncClientBase("https://h", {}, transport=AsyncHttpxTransport(httpx2.AsyncClient()))
"""
WRONG = """
Pets(SyncClient("https://h", {})).create("a")
Pets(SyncClient("https://h", {})).create("a", None, dry=True)
wrong: Call[Pet] = Call("GET", ("/",), returns=Json[Error])
AsyncClientBase("https://h", {}, transport=HttpxTransport(httpx2.Client()))
SyncClient("https://h", {}).pages(one())
errors: list[Error] = list(SyncClient("https://h", {}).items(paged()))
SyncClient("https://h", {}).wait(one(), lambda pet: pet.nme == "Rex")
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = ROOT / "use.py"
    path.write_text(USE + WRONG)
    return path


def wrong_lines() -> list[int]:
    first = USE.count("\n") + 2
    return list(range(first, first + WRONG.count("\n") - 1))


@pytest.mark.slow
def test_mypy(program: Path, tmp_path: Path) -> None:
    words = f"-m mypy --strict --python-version 3.11 --cache-dir {tmp_path} use.py"
    command = [sys.executable, *words.split(), "--hide-error-context"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    errors = [line for line in done.stdout.splitlines() if ": error:" in line]
    lines = [int(line.split(":")[1]) for line in errors if line.startswith("use.py")]
    assert (lines, len(errors)) == (wrong_lines(), len(wrong_lines())), done.stdout


@pytest.mark.slow
def test_pyright(program: Path) -> None:
    settings = {
        "include": ["use.py", "vendored"],
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
    }
    (ROOT / "pyrightconfig.json").write_text(json.dumps(settings))
    python = ["--pythonpath", sys.executable]
    command = [sys.executable, "-m", "pyright", "--outputjson", *python]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    found = json.loads(done.stdout)["generalDiagnostics"]
    lines = {
        each["range"]["start"]["line"] + 1
        for each in found
        if each["file"].endswith("use.py")
    }
    others = [each for each in found if not each["file"].endswith("use.py")]
    assert (sorted(lines), others) == (wrong_lines(), []), done.stdout
