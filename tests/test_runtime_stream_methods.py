"""Streams as methods of resources, and what both type checkers see in them."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest
from runtime_calls import Pet, ThroughDoors, get
from runtime_copy import ROOT
from runtime_doors import Door
from runtime_server import Server
from test_runtime_streams import REX, REX_EVENT, TOM_EVENT, events, hung_up
from vendored._runtime import (
    AsyncClientBase,
    AsyncResource,
    AsyncStream,
    Call,
    Items,
    Resource,
    Stream,
    SyncClient,
    async_stream_method,
    stream_method,
)


def list_pets(kind: str) -> Call[Items[Pet]]:
    """All pets."""
    return events(REX_EVENT, deprecated=kind == "old")


class Pets(Resource):
    list = stream_method(list_pets)


class AsyncPets(AsyncResource):
    list = async_stream_method(list_pets)


class TestBinding(ThroughDoors):
    def test_methods(self, server: Server) -> None:
        with SyncClient(server.url, {}) as client:
            pets = Pets(client)
            with pets.list("new") as stream:
                assert isinstance(stream, Stream) and [*stream] == [REX]
            assert pets.list is pets.list
            assert pets.list.__doc__ == Pets.list.__doc__ == "All pets."
            with pytest.warns(DeprecationWarning, match="list_pets") as told:
                pets.list("old").close()
            assert told[0].filename == __file__
            assert repr(stream) == "<Stream of GET /stream/sse>"

    def test_async_methods(self, server: Server) -> None:
        async def main() -> None:
            async with AsyncClientBase(server.url, {}) as client:
                pets = AsyncPets(client)
                async with await pets.list("new") as stream:
                    assert isinstance(stream, AsyncStream)
                    assert [pet async for pet in stream] == [REX]

        asyncio.run(main())

    @pytest.mark.parametrize("kind", ["async-stdlib", "async-httpx2", "async-httpx"])
    def test_cancellation(self, server: Server, kind: str) -> None:
        async def main(door: Door) -> None:
            pauses = [None, TOM_EVENT] * 4
            stream = await door.client.stream(events(REX_EVENT, *pauses))
            assert await anext(stream) == REX
            task = asyncio.create_task(anext(stream))
            await asyncio.sleep(0.1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert [pet async for pet in stream] == []
            assert (await door.client.send(get("/pets"))).name == "Rex"

        door = Door(kind, server.url)
        before = server.hung_up
        door.wait(main(door))
        door.close()
        assert hung_up(server, before)


USE = """
from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import assert_type

from vendored._runtime import (
    AsyncClientBase, AsyncResource, AsyncStream, Call, Event, EventStream, File, Items,
    Json, JsonLines, Model, Resource, Stream, SyncClient, Upload, async_stream_method,
    part, parted, stream_method,
)


@dataclass(slots=True, kw_only=True)
class Pet(Model):
    name: str


@dataclass(slots=True, kw_only=True)
class Photo(Model):
    file: Upload
    others: list[Upload] | None = None


def list_pets(kind: str, *, limit: int | None = None) -> Call[Items[Pet]]:
    return Call("GET", ("/", kind), query={"limit": limit}, returns=EventStream[Pet])


def rows() -> Call[Items[Pet | None]]:
    return Call("GET", ("/",), returns={200: JsonLines[Pet | None]})


def events() -> Call[Items[Event[Pet]]]:
    return Call("GET", ("/",), returns=EventStream[Event[Pet]])


def send(body: Photo) -> Call[Pet]:
    encoded = parted(body, {"file": part("image/png", {"X-A": 1})})
    return Call("POST", ("/",), multipart=encoded, returns=Json[Pet])


class Pets(Resource):
    list = stream_method(list_pets)
    events = stream_method(events)


class AsyncPets(AsyncResource):
    list = async_stream_method(list_pets)


def use(client: SyncClient) -> None:
    pets = Pets(client)
    with pets.list("a", limit=3) as stream:
        assert_type(stream, Stream[Pet])
        for pet in stream:
            assert_type(pet, Pet)
    assert_type(next(pets.events()).data, Pet)
    assert_type(client.stream(rows()), Stream[Pet | None])
    assert_type(client.send(rows()), Items[Pet | None])
    assert_type(client.send(rows())[0], Pet | None)
    send(Photo(file=BytesIO(b""), others=[b"", File(iter([b""]), "a")]))


async def use_async(client: AsyncClientBase) -> None:
    async with await AsyncPets(client).list("a") as stream:
        assert_type(stream, AsyncStream[Pet])
        async for pet in stream:
            assert_type(pet, Pet)
    assert_type(await client.stream(events()), AsyncStream[Event[Pet]])
"""
WRONG = """
def wrong() -> Call[Items[Pet]]: return Call("GET", ("/",), returns=EventStream[Photo])
Pets(SyncClient("https://h", {})).list("a", limi=3)
SyncClient("https://h", {}).stream(send(Photo(file=b"")))
Photo(file=3)
"""
LINES = list(range(USE.count("\n") + 2, USE.count("\n") + 6))


@pytest.fixture
def program() -> None:
    (ROOT / "use_streams.py").write_text(USE + WRONG)


@pytest.mark.slow
@pytest.mark.usefixtures("program")
def test_mypy(tmp_path: Path) -> None:
    words = f"-m mypy --strict --python-version 3.11 --cache-dir {tmp_path}"
    command = [sys.executable, *words.split(), "--hide-error-context", "use_streams.py"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    errors = [line for line in done.stdout.splitlines() if ": error:" in line]
    assert [int(line.split(":")[1]) for line in errors] == LINES, done.stdout


@pytest.mark.slow
@pytest.mark.usefixtures("program")
def test_pyright() -> None:
    settings = {"include": ["use_streams.py"], "typeCheckingMode": "strict"}
    path = ROOT / "streams.json"
    path.write_text(json.dumps(settings | {"pythonVersion": "3.11"}))
    python = ["--pythonpath", sys.executable, "--project", str(path)]
    command = [sys.executable, "-m", "pyright", "--outputjson", *python]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    found = json.loads(done.stdout)["generalDiagnostics"]
    lines = {each["range"]["start"]["line"] + 1 for each in found}
    assert sorted(lines) == LINES, done.stdout
