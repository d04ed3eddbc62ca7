"""Hooks around each attempt: over every transport, in both colours."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from runtime_calls import Pet, create_pet, get
from runtime_doors import SECRET, Door
from runtime_hooks import Changing, Noting, ThroughHookedDoors, signed
from runtime_server import Server
from test_runtime_streams import REX, REX_EVENT, events
from vendored._runtime import (
    ApiConnectionError,
    ApiError,
    ApiTimeoutError,
    AsyncClientBase,
    Call,
    Hook,
    Json,
    LoggingHook,
    Request,
    RequestError,
    Response,
    ResponseHead,
    StatusError,
    SyncClient,
)

KEY = {"Idempotency-Key": "k1"}


class Keeping(Hook):
    def __init__(self, heads: list[ResponseHead]) -> None:
        self.heads = heads

    def after(self, request: Request, head: ResponseHead, seconds: float) -> None:
        self.heads.append(head)


class TestHooks(ThroughHookedDoors):
    def test_around_an_answer(self, door: Door, notes: list[Any]) -> None:
        assert door.send(get("/pets")) == Pet(name="Rex", age=3)
        assert notes == [("before", 1), ("after", 200)]
        with pytest.raises(StatusError):
            door.send(get("/status/404"))
        assert notes[2:] == [("before", 1), ("after", 404)]

    def test_the_whole_answer_is_there(self, door: Door) -> None:
        heads: list[ResponseHead] = []
        self.use(door, Keeping(heads))
        raw = door.send_raw(get("/pets"))
        assert heads == [raw] and isinstance(heads[0], Response)

    def test_around_each_attempt(self, door: Door, notes: list[Any]) -> None:
        door.client.max_retries = 2
        door.send(get("/flaky/503/1"))
        assert notes == [("before", 1), ("after", 503), ("before", 2), ("after", 200)]
        notes.clear()
        with pytest.raises(ApiConnectionError) as caught:
            door.send(get("/flaky/cut/9"))
        failed = ("failed", "ApiConnectionError")
        assert notes == [("before", 1), failed, ("before", 2), failed, ("before", 3), failed]  # fmt: skip
        assert caught.value.attempts == 3

    def test_what_fails_after_the_head(self, door: Door, notes: list[Any]) -> None:
        with pytest.raises(ApiError):
            door.send(get("/gzip/corrupt"))
        assert notes == [("before", 1), ("failed", "DecodeError")]

    def test_timeouts(
        self, open_door: Callable[..., Door], server: Server, notes: list[Any]
    ) -> None:
        door = open_door(timeout=5.0, total=0.3)
        self.use(door, Noting(notes))
        with pytest.raises(ApiTimeoutError):
            door.send(get("/loris/body"))
        assert notes == [("before", 1), ("failed", "ApiTimeoutError")]

    def test_what_is_never_sent_is_not_told(self, door: Door, notes: list[Any]) -> None:
        with pytest.raises(RequestError):
            door.send(Call("GET", ("/a/", ""), returns=Json[Any]))
        assert notes == []

    def test_the_order(self, door: Door, notes: list[Any]) -> None:
        door.client.hooks = (Noting(notes, "outer"), Noting(notes, "inner"))
        door.send(get("/pets"))
        assert notes == [
            *(("outer", "before", 1), ("inner", "before", 1)),
            *(("inner", "after", 200), ("outer", "after", 200)),
        ]
        with pytest.raises(ApiConnectionError):
            door.send(get("/reset"))
        assert [who for who, *_ in notes[4:]] == ["outer", "inner", "inner", "outer"]

    def test_a_changed_request_is_sent(self, door: Door, server: Server) -> None:
        door.client.max_retries = 2
        self.use(door, Changing(signed))
        door.send(create_pet("acme", Pet(name="Rex")))
        mark = server.seen[-1].headers["x-mark"]
        assert mark == "POST pets?tag=a%20b&tag=c%26d 14"
        door.send(get("/flaky/503/1"))  # each attempt begins with the client's request
        assert [seen.headers["x-mark"] for seen in server.seen[1:]] == ["GET 1 0"] * 2

    def test_method_query_and_body(self, door: Door, server: Server) -> None:
        self.use(
            door,
            Changing(
                lambda request: replace(
                    request, method="PUT", url=request.url + "?a=1", body=b"[]"
                )
            ),
        )
        door.send(get("/pets"))
        seen = server.seen[-1]
        assert (seen.method, seen.target, seen.body) == ("PUT", "/pets?a=1", b"[]")

    def test_changes_in_place_last_one_attempt(
        self, door: Door, server: Server
    ) -> None:
        def mark(request: Request) -> None:
            request.headers += (("X-Mark", str(request.attempt)),)
            request.url += "?mark"

        door.client.max_retries = 2
        self.use(door, Changing(mark))
        door.send(get("/flaky/503/1"))
        assert [seen.headers["x-mark"] for seen in server.seen] == ["1", "2"]
        assert [seen.target for seen in server.seen] == ["/flaky/503/1?mark"] * 2

    def test_streams(self, door: Door, server: Server, notes: list[Any]) -> None:
        self.use(door, Changing(signed))
        stream = door.stream(events(REX_EVENT))
        assert notes == [("before", 1), ("after", 200)]
        assert door.rest(stream) == [REX] and len(notes) == 2
        assert server.seen[-1].headers["x-mark"] == "GET sse 0"
        with pytest.raises(StatusError):
            door.stream(get("/status/404"))
        assert notes[2:] == [("before", 1), ("after", 404)]

    def test_a_stream_lasts_as_long_with_hooks(
        self, open_door: Callable[..., Door], server: Server
    ) -> None:
        door = open_door(total=0.2)
        self.use(door, Changing(signed))
        stream = door.stream(events(REX_EVENT, None, REX_EVENT))
        assert door.rest(stream) == [REX, REX]

    def test_logging(
        self, door: Door, server: Server, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG, "shop")
        door.client.hooks = (LoggingHook(logging.getLogger("shop")),)
        door.send(create_pet("acme", Pet(name="Rex"), dry_run=True))
        door.client.max_retries = 1
        for path in ("/flaky/503/1", "/status/404", "/reset"):
            try:
                door.send(get(path, query={"key": SECRET}, security=("BearerAuth",)))
            except ApiError:
                continue
        records = [each for each in caplog.records if each.name == "shop"]
        lines = [each.getMessage().partition(" in ")[0] for each in records]
        assert lines[0] == "POST create_pet: 200"
        reset = "GET /reset: ApiConnectionError"
        assert lines[1:] == [
            *("GET /flaky/503/1: 503", "GET /flaky/503/1: 200"),
            *("GET /status/404: 404", reset, reset),
        ]
        attempts = [vars(each)["attempt"] for each in records]
        assert attempts == [1, 1, 2, 1, 1, 2]
        assert records[2].getMessage().endswith(" s (attempt 2)")
        levels = [each.levelname for each in records]
        assert levels == ["INFO", "WARNING", "INFO", *["WARNING"] * 3]
        seen = str([vars(each) for each in records])
        assert SECRET not in seen and "acme" not in seen and "dryRun" not in seen


def test_hooks_of_a_subclass(caplog: pytest.LogCaptureFixture) -> None:
    class Client(SyncClient):
        hooks = (LoggingHook(logging.getLogger("shop"), logging.ERROR),)

    with pytest.raises(ApiConnectionError), Client("http://127.0.0.1:1", {}) as client:
        client.max_retries = 0
        client.send(get("/pets"))
    assert [each.levelname for each in caplog.records] == ["ERROR"]


def test_cancelling_is_told() -> None:
    notes: list[Any] = []

    class Silent:
        async def send(self, request: Request) -> Any:
            await asyncio.sleep(60)

        async def aclose(self) -> None: ...

    async def main() -> None:
        client = AsyncClientBase("http://h", {}, transport=Silent())
        client.hooks = (Noting(notes),)
        task = asyncio.create_task(client.send(get("/pets")))
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())
    assert notes == [("before", 1), ("failed", "CancelledError")]


def test_the_request_knows_its_call_and_does_not_show_it() -> None:
    call = create_pet(SECRET)
    request = SyncClient("http://h", {"BearerAuth": None})
    made = request._settings.request(replace(call, security=()))
    assert made.call is not None and made.operation == "create_pet"
    assert SECRET not in repr(made)
