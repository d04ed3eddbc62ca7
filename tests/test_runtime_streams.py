"""Streams of items through all six doors."""

from __future__ import annotations

import asyncio
import gc
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from runtime_calls import Pet, Problem, ThroughDoors, get
from runtime_doors import Door
from runtime_server import Server
from vendored._runtime import (
    ApiConnectionError,
    ApiTimeoutError,
    Call,
    DecodeError,
    Event,
    EventStream,
    Items,
    Json,
    JsonLines,
    ResponseTooLarge,
    StatusError,
    StreamError,
    Text,
)

REX, TOM = Pet(name="Rex"), Pet(name="Tom")
REX_EVENT, TOM_EVENT = 'data: {"name":"Rex"}\n\n', 'data: {"name":"Tom"}\n\n'


def events(*pieces: Any, returns: Any = EventStream[Pet], **more: Any) -> Call[Any]:
    headers = {"X-Pieces": json.dumps(pieces), **more.pop("headers", {})}
    return get("/stream/sse", returns, headers=headers, **more)


def lines(*pieces: Any, kind: str = "lines", **more: Any) -> Call[Any]:
    headers = {"X-Pieces": json.dumps(pieces)}
    return get(f"/stream/{kind}", JsonLines[Pet], headers=headers, **more)


def hung_up(server: Server, before: int) -> bool:
    deadline = time.monotonic() + 2
    while server.hung_up == before and time.monotonic() < deadline:
        time.sleep(0.02)
    return server.hung_up > before


class TestStreams(ThroughDoors):
    def test_items_come_as_they_are_sent(self, door: Door, server: Server) -> None:
        start = time.monotonic()
        stream = door.stream(events(REX_EVENT, None, None, TOM_EVENT))
        assert door.next(stream) == REX
        assert time.monotonic() - start < 0.45
        assert door.rest(stream) == [TOM]
        assert time.monotonic() - start > 0.45
        assert (stream.status, stream.headers["transfer-encoding"]) == (200, "chunked")
        assert server.seen[0].headers["accept"] == "text/event-stream"

    def test_pieces_and_characters_cut_anywhere(self, door: Door) -> None:
        text = '\u00ef\u00bb\u00bf: hi\rdata: {"name":\r\ndata:"R\u00c3\u00bc"}\r\n\r\n'
        assert door.rest(door.stream(events(*text))) == [Pet(name="R\u00fc")]

    def test_names_and_ids(self, door: Door) -> None:
        text = 'event: add\nid: 7\nretry: 10\ndata: {"name":"Rex"}\n\nevent: error\ndata: oh\n\n'
        raw = door.stream(events(text, returns=EventStream[Event[str]]))
        error = Event("oh", "error", "7")
        assert door.rest(raw) == [Event('{"name":"Rex"}', "add", "7", 10), error]
        typed = door.stream(events(text, returns=EventStream[Event[Pet]]))
        assert door.next(typed) == Event(REX, "add", "7", 10)
        with pytest.raises(StreamError, match="reports an error: oh"):
            door.next(typed)
        door.leave(typed)

    def test_an_item_of_another_shape_is_passed_over(self, door: Door) -> None:
        wrong = 'data: {"code": 7}\n\n'
        stream = door.stream(events(REX_EVENT + wrong + TOM_EVENT, operation="op"))
        assert door.next(stream) == REX
        with pytest.raises(DecodeError, match=r"^op: 200: \$\.name: ") as caught:
            door.next(stream)
        assert caught.value.response.content == b'{"code": 7}'
        assert (caught.value.operation, caught.value.attempts) == ("op", 1)
        assert door.rest(stream) == [TOM]

    def test_done(self, door: Door, server: Server) -> None:
        done = "data: [DONE]\n\n"
        assert door.rest(door.stream(events(REX_EVENT + done + TOM_EVENT))) == [REX]
        assert door.send(events(REX_EVENT + done + TOM_EVENT)) == (REX,)
        assert len({seen.port for seen in server.seen}) == 1

    def test_a_server_that_stays_after_done(self, door: Door) -> None:
        start = time.monotonic()
        pauses = [None] * 5
        stream = door.stream(events(REX_EVENT, "data: [DONE]\n\n", *pauses))
        assert door.rest(stream) == [REX]
        assert time.monotonic() - start < 1.0
        assert door.send(get("/pets")).name == "Rex"

    def test_json_lines(self, door: Door, server: Server) -> None:
        text = '{"name":"Rex"}\r\n\n{"name":\t"Tom"}'
        assert door.rest(door.stream(lines(*text))) == [REX, TOM]
        assert door.send(lines(text)) == (REX, TOM)
        assert "application/jsonl" in server.seen[0].headers["accept"]

    def test_sequences(self, door: Door) -> None:
        first = '\x1e{"name":\n "Rex"}\n'
        stream = door.stream(lines(first, None, '\x1e{"name":"Tom"}', kind="seq"))
        start = time.monotonic()
        assert door.next(stream) == REX
        assert time.monotonic() - start < 0.2
        assert door.rest(stream) == [TOM]

    def test_gzip(self, door: Door) -> None:
        packed = {"X-Gzip": "1"}
        stream = door.stream(events(REX_EVENT, None, TOM_EVENT, headers=packed))
        start = time.monotonic()
        assert door.next(stream) == REX
        assert time.monotonic() - start < 0.25
        assert door.rest(stream) == [TOM]

    def test_all_at_once(self, door: Door) -> None:
        found = door.send(events(REX_EVENT, TOM_EVENT, 'data: {"name":"'))
        assert found == (REX, TOM) and isinstance(found, Items)
        with pytest.raises(DecodeError, match=r"\$\[1\]\.name"):
            door.send(events(REX_EVENT, 'data: {"code":7}\n\n'))


class TestEnds(ThroughDoors):
    def test_the_connection_is_kept_at_the_end(
        self, door: Door, server: Server
    ) -> None:
        for _ in range(3):
            stream = door.stream(events(REX_EVENT))
            assert door.rest(stream) == [REX]
            assert door.rest(stream) == []
            door.leave(stream)
        assert len({seen.port for seen in server.seen}) == 1

    def test_abandoned(self, door: Door, server: Server) -> None:
        before = server.hung_up
        stream = door.stream(get("/endless/x", EventStream[Pet]))
        assert door.next(stream).name == "Rex"
        door.leave(stream)
        door.leave(stream)
        assert hung_up(server, before)
        assert door.rest(stream) == []
        assert door.send(get("/pets")).name == "Rex"
        assert len({seen.port for seen in server.seen}) == 2

    def test_forgotten(self, door: Door, server: Server) -> None:
        before = server.hung_up
        stream = door.stream(get("/endless/x", EventStream[Pet]))
        assert door.next(stream).name == "Rex"
        del stream
        gc.collect()
        if door.runner is not None:
            door.wait(asyncio.sleep(0.05))
        assert hung_up(server, before)

    def test_broken_off(self, door: Door) -> None:
        stream = door.stream(events(REX_EVENT, TOM_EVENT[:9], False, operation="op"))
        assert door.next(stream) == REX
        with pytest.raises(ApiConnectionError) as caught:
            door.next(stream)
        assert (caught.value.operation, caught.value.attempts) == ("op", 1)
        assert door.rest(stream) == []

    def test_streams_outlast_calls(self, open_door: Callable[..., Door]) -> None:
        door = open_door(total=0.5)
        call = events(*[REX_EVENT, None] * 3)
        assert door.rest(door.stream(call)) == [REX] * 3
        with pytest.raises(ApiTimeoutError):
            door.send(call)
        door.client.max_stream_seconds = 0.4
        with pytest.raises(ApiTimeoutError):
            door.rest(door.stream(call))

    def test_items_before_a_fault_are_given(self, door: Door) -> None:
        door.client.max_line_bytes = 100
        stream = door.stream(events(REX_EVENT + "x" * 101))
        assert door.next(stream) == REX
        with pytest.raises(ResponseTooLarge):
            door.next(stream)
        del door.client.max_line_bytes


class TestHeads(ThroughDoors):
    def test_statuses(self, door: Door, server: Server) -> None:
        call = get(
            "/status/404", EventStream[Pet], errors={404: Json[Problem]}, operation="op"
        )
        with pytest.raises(StatusError, match=r"^op: 404") as caught:
            door.stream(call)
        assert caught.value.body == Problem(code=7)
        door.send_raw(get("/pets"))
        assert len({seen.port for seen in server.seen}) == 1

    def test_what_is_no_stream(self, door: Door) -> None:
        for returns in (EventStream[Pet], {200: (Json[Pet], EventStream[Pet])}):
            with pytest.raises(DecodeError, match="application/json") as caught:
                door.stream(get("/pets", returns))
            assert caught.value.response.content.startswith(b"{")
        with pytest.raises(DecodeError, match="server-sent events"):
            door.send(get("/pets", EventStream[Pet]))

    def test_an_unknown_coding(self, door: Door, server: Server) -> None:
        before = server.hung_up
        with pytest.raises(DecodeError, match="coding"):
            door.stream(get("/endless/coded", EventStream[Pet]))
        assert hung_up(server, before)

    def test_of_several_media(self, door: Door) -> None:
        both = {200: (Text, Json[Pet], EventStream[Pet])}
        assert door.rest(door.stream(events(REX_EVENT, returns=both))) == [REX]
        other = {201: EventStream[Pet], 400: Json[Problem]}
        assert door.rest(door.stream(events(REX_EVENT, returns=other))) == [REX]
        default = {"default": JsonLines[Pet], 200: EventStream[Pet]}
        assert door.rest(door.stream(events(REX_EVENT, returns=default))) == [REX]

    def test_retries_until_it_begins(
        self, open_door: Callable[..., Door], server: Server
    ) -> None:
        door = open_door(retries=2)
        with pytest.raises(DecodeError) as caught:
            door.stream(get("/flaky/503/2", EventStream[Pet]))
        assert (caught.value.attempts, len(server.seen)) == (3, 3)
        with pytest.raises(StatusError) as failed:
            door.stream(get("/status/503", EventStream[Pet]))
        assert failed.value.attempts == 3
