"""Fakes of streams, and of calls with several media and statuses."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from runtime_calls import Pet, Problem, get
from runtime_copy import ROOT
from runtime_doors import Door
from vendored._runtime import (
    ApiConnectionError,
    AsyncFakeTransport,
    Binary,
    Call,
    Event,
    EventStream,
    FakeTransport,
    File,
    Items,
    Json,
    JsonLines,
    NoContent,
    StatusError,
    StreamCall,
    Text,
)

REX, TOM = Pet(name="Rex"), Pet(name="Tom\n\u2028ü")


@pytest.fixture(params=["sync-stdlib", "async-stdlib"])
def fake(request: Any) -> Any:
    made: Any = FakeTransport() if request.param[0] == "s" else AsyncFakeTransport()
    made.door = Door(request.param, "http://h", transport=made)
    yield made
    made.door.close()


@pytest.mark.parametrize("media", [EventStream[Pet], JsonLines[Pet]])
class TestItems:
    def test_one_by_one(self, fake: Any, media: Any) -> None:
        call = get("/rows", media)
        fake.on(call).stream([REX, TOM])
        stream = fake.door.stream(call)
        assert stream.status == 200
        assert fake.door.next(stream) == REX
        assert fake.door.rest(stream) == [TOM]

    def test_all_at_once(self, fake: Any, media: Any) -> None:
        call = get("/rows", media)
        fake.on(call).stream([REX, TOM]).answer(Items((TOM,))).stream([])
        found = [fake.door.send(call) for _ in range(3)]
        assert found == [(REX, TOM), (TOM,), ()]

    def test_broken_off(self, fake: Any, media: Any) -> None:
        call = get("/rows", media)
        fake.on(call).stream([REX], then=ApiConnectionError("cut"))
        stream = fake.door.stream(call)
        assert fake.door.next(stream) == REX
        with pytest.raises(ApiConnectionError, match="cut"):
            fake.door.next(stream)

    def test_refused(self, fake: Any, media: Any) -> None:
        call = get("/rows", media, errors={403: Json[Problem]})
        fake.on(call).respond(403, Problem(code=7))
        with pytest.raises(StatusError) as caught:
            fake.door.stream(call)
        assert caught.value.body == Problem(code=7)

    @pytest.mark.parametrize("items", [[{"name": "Rex"}], [1], [None], [REX, "Tom"]])
    def test_items_of_another_type(self, fake: Any, media: Any, items: Any) -> None:
        with pytest.raises(TypeError, match="no value of GET /rows"):
            fake.on(get("/rows", media)).stream(items)


@pytest.mark.parametrize(
    ("media", "items"),
    [
        (EventStream[str], ["a", "", " b\nc"]),
        (EventStream[Event[str]], [Event("a", "add", "1", 10), Event("b", id="1")]),
        (EventStream[Event[Pet]], [Event(TOM, "add")]),
        (EventStream[dict[str, int]], [{"a": 1}]),
        (EventStream[Any], [1, None, [REX]]),
        (JsonLines[Any], [1, None, {"a": [1.5]}]),
    ],
)
def test_items_of_every_kind(fake: Any, media: Any, items: list[Any]) -> None:
    call = get("/rows", media)
    fake.on(call).stream(items)
    found = fake.door.rest(fake.door.stream(call))
    assert found == [[{"name": "Rex"}] if item == [REX] else item for item in items]


@pytest.mark.parametrize("exactly", [False, True])
def test_a_value_or_a_stream(fake: Any, exactly: bool) -> None:
    def call(words: Any) -> StreamCall[Pet, str]:
        returns: Any = Json[Pet]
        items: Any = EventStream[str]
        return StreamCall("POST", ("/",), json=words, returns=returns, items=items)

    fake.on(call(1), exactly=exactly).answer(REX).stream(["a", "b"])
    assert fake.door.send(call(1)) == REX
    assert fake.door.rest(fake.door.stream(call(1))) == ["a", "b"]
    assert len(fake.on(call(1), exactly=True).calls) == 2
    with pytest.raises(TypeError):
        fake.on(call(1)).answer("a")
    with pytest.raises(TypeError):
        fake.on(call(1)).stream([REX])


@pytest.mark.parametrize("exactly", [False, True])
def test_downloads(fake: Any, exactly: bool, tmp_path: Path) -> None:
    call = get("/file", Binary)
    fake.on(call, exactly=exactly).answer(b"abc")
    path = tmp_path / "file"
    client = fake.door.client
    assert fake.door.wait(client.download(call, path)) == 3
    assert path.read_bytes() == b"abc"
    assert len(fake.on(call, exactly=True).calls) == 1


def test_text_that_no_event_can_carry() -> None:
    with pytest.raises(TypeError, match="would be read as"):
        FakeTransport().on(get("/rows", EventStream[str])).stream(["a\rb"])


@pytest.mark.parametrize(
    ("returns", "value", "status"),
    [
        ((Json[Pet], Text), REX, 200),
        ((Json[Pet], Text), "Rex", 200),
        ((Json[Pet], Binary), b"Rex", 200),
        ({200: Json[Pet], 204: NoContent}, None, 204),
        ({201: Json[Pet], "2XX": Text}, "Rex", 200),
        ({200: Json[Pet], "2XX": Json[Problem]}, Problem(code=1), 201),
        ({200: Json[Pet], "default": Text}, "Rex", 201),
        ({200: Json[Pet], 304: NoContent}, None, 304),
        (Json[Pet | None], None, 200),
        (NoContent, None, 204),
        (Json[Any], {"a": [REX]}, 200),
        (Json[list[Any]], [(1, 2)], 200),
        (Json, 1.5, 200),
        (Json[float], 1, 200),
        (Json[bytes], b"\xff", 200),
    ],
)
def test_media_and_statuses(fake: Any, returns: Any, value: Any, status: int) -> None:
    call = get("/x", returns)
    fake.on(call).answer(value)
    raw = fake.door.send_raw(call)
    assert raw.status == status
    if value not in ({"a": [REX]}, [(1, 2)]):
        assert fake.door.send(call) == value


@pytest.mark.parametrize(
    ("returns", "value"),
    [
        (Text, b"Rex"),
        (Binary, "Rex"),
        (NoContent, REX),
        (Json[str], REX),
        (Json[list[str]], ("a",)),
        (Json[dict[str, Pet]], {"a": {"name": "Rex"}}),
        (EventStream[Pet], [REX]),
        ({200: Json[Pet], 202: Json[Problem]}, {"code": 1}),
    ],
)
def test_no_value_of_the_call(returns: Any, value: Any) -> None:
    with pytest.raises(TypeError, match=r"is no value of GET /x: "):
        FakeTransport().on(get("/x", returns)).answer(value)


def test_bodies_are_read_as_they_are_sent(fake: Any) -> None:
    upload: Callable[[], Any] = lambda: Call(  # noqa: E731
        "POST",
        ("/files",),
        multipart={"a": File(iter([b"pie", b"ces"]))},
        returns=NoContent,
    )
    fake.on(upload()).answer(None)
    fake.door.send(upload())
    assert b"pieces" in fake.requests[-1].body
    assert b"pieces" not in repr(fake.requests[-1]).encode()


def test_waiting_for_other_tasks() -> None:
    async def main() -> None:
        fake = AsyncFakeTransport()
        fake.on(get("/x")).respond(503).answer(REX)
        turns: list[str] = []

        async def other() -> None:
            turns.append("other")

        from vendored._runtime import AsyncClientBase

        client = AsyncClientBase("http://h", {}, transport=fake)
        task = asyncio.create_task(other())
        assert await client.send(get("/x")) == REX
        assert turns == ["other"] and task.done()

    asyncio.run(main())


def test_neither_fakes_nor_hooks_are_loaded_unless_used() -> None:
    program = (
        "import sys; import vendored._runtime as r; r.SyncClient('http://h', {})\n"
        "print([m for m in sys.modules if m.endswith(('.hooks', '_answers', '_transport'))])"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
