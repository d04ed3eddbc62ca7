"""Hooks that raise, or return what cannot be sent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from runtime_calls import get
from runtime_doors import SECRET, Door
from runtime_hooks import Changing, Noting, Raising, ThroughHookedDoors
from runtime_server import Server
from test_runtime_streams import events, hung_up
from vendored._runtime import (
    ApiConnectionError,
    ApiError,
    Request,
    RequestError,
)

KEY = {"Idempotency-Key": "k1"}


class TestFaults(ThroughHookedDoors):
    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            ({"headers": (("X-A", "a\r\nX-B: b"),)}, "control characters"),
            ({"headers": (("X A", "a"),)}, "not the name of a header"),
            ({"headers": (("X-A", "€"),)}, "beyond ASCII"),
            ({"headers": (("Content-Length", "9"),)}, "Content-Length is not a hook's"),
            ({"headers": (("Host", "h"),)}, "Host is not a hook's"),
            ({"headers": (("X-A", 1),)}, "Changing raised AttributeError"),
            ({"method": "GET / HTTP/1.1\r\n"}, "not the name of a method"),
            ({"url": "http://127.0.0.1:1/pets"}, "scheme and host"),
            ({"url": "https://127.0.0.1/pets"}, "scheme and host"),
            ({"url": "{url}@evil.example/"}, "scheme and host"),
            ({"url": "{url}/a b"}, "characters"),
            ({"url": "{url}/a\r\nX: y"}, "characters"),
            ({"body": "text"}, "a body is bytes, not str"),
        ],
    )
    def test_what_cannot_be_sent(
        self, door: Door, server: Server, change: dict[str, Any], reason: str
    ) -> None:
        if "url" in change:
            change = {"url": change["url"].replace("{url}", server.url)}
        self.use(door, Changing(lambda request: replace(request, **change)))
        with pytest.raises(RequestError, match=reason) as caught:
            door.send(get("/pets", operation="op"))
        assert (caught.value.operation, caught.value.attempts) == ("op", 0)
        assert server.seen == []

    def test_no_request_at_all(self, door: Door, notes: list[Any]) -> None:
        self.use(door, Changing(lambda request: request.url))
        with pytest.raises(RequestError, match="returned str, no Request"):
            door.send(get("/pets"))
        assert notes == [("before", 1), ("failed", "RequestError")]

    def test_a_hook_that_raises(self, door: Door, server: Server) -> None:
        told: list[Any] = []
        wrong = KeyError(SECRET)
        for where, kind in (("before", RequestError), ("after", ApiError)):
            told.clear()
            door.client.hooks = (Noting(told), Raising(where, wrong))
            with pytest.raises(ApiError) as caught:
                door.send(get("/pets"))
            assert type(caught.value) is kind and caught.value.__cause__ is wrong
            assert caught.value.attempts == len(server.seen) == (where == "after")
            assert str(caught.value) == "a hook failed: Raising raised KeyError"
            assert told == [("before", 1), ("failed", kind.__name__)]

    def test_a_hook_that_raises_when_told_of_a_failure(self, door: Door) -> None:
        told: list[Any] = []
        wrong = KeyError("x")
        door.client.hooks = (Noting(told), Raising("failed", wrong))
        with pytest.raises(ApiError) as caught:
            door.send(get("/reset"))
        assert type(caught.value) is ApiError and caught.value.__cause__ is wrong
        assert isinstance(wrong.__context__, ApiConnectionError)
        assert told == [("before", 1), ("failed", "ApiError")]

    def test_errors_of_ours_and_interrupts_leave_as_they_are(
        self, door: Door, server: Server
    ) -> None:
        door.client.max_retries = 2
        mine = ApiConnectionError("the circuit is open")
        door.client.hooks = (Raising("before", mine),)
        with pytest.raises(ApiConnectionError) as caught:
            door.send(get("/pets"))
        assert caught.value is mine and caught.value.attempts == 3
        door.client.hooks = (Raising("before", SystemExit(3)),)
        with pytest.raises(SystemExit):
            door.send(get("/pets"))
        assert server.seen == []

    def test_a_wrong_hook_of_a_later_attempt(self, door: Door) -> None:
        def change(request: Request) -> None:
            assert request.attempt == 1

        door.client.max_retries = 2
        self.use(door, Changing(change))
        with pytest.raises(RequestError) as caught:
            door.send(get("/flaky/503/9"))
        assert caught.value.attempts == 1

    def test_a_stream_that_a_hook_breaks_is_closed(
        self, door: Door, server: Server
    ) -> None:
        before = server.hung_up
        self.use(door, Raising("after", KeyError("x")))
        with pytest.raises(ApiError, match="Raising raised KeyError"):
            door.stream(get("/endless/x", returns=events().returns))
        assert hung_up(server, before)
