"""When calls are sent again, after how long, and when they are not."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable
from typing import Any

import pytest
from runtime_calls import Pet, ThroughDoors, get
from runtime_doors import Door
from runtime_server import Server
from vendored._runtime import (
    ApiConnectionError,
    ApiTimeoutError,
    Call,
    DecodeError,
    Headers,
    Json,
    RequestError,
    StatusError,
    SyncClient,
    Text,
)
from vendored._runtime.retry import Attempts, Budget, backoff, retry_after
from vendored._runtime.transport import Request, Response

KEY = {"Idempotency-Key": "k1"}


class TestRetries(ThroughDoors):
    @pytest.fixture
    def door(self, open_door: Callable[..., Door], server: Server) -> Door:
        """Without a kept connection: a request on one may be sent twice unasked."""
        door = open_door(retries=2)
        door.client._random = lambda: 1.0
        return door

    @pytest.mark.parametrize(
        "how", ["408", "429", "500", "502", "503", "504", "reset", "cut"]
    )
    def test_until_it_succeeds(self, door: Door, server: Server, how: str) -> None:
        assert door.send(get(f"/flaky/{how}/2")) == Pet(name="Rex", age=3)
        assert door.waits == [0.5, 1.0]
        assert door.send_raw(get(f"/flaky/{how}/2")).attempts == 1

    def test_the_raw_response_counts(self, door: Door, server: Server) -> None:
        assert door.send_raw(get("/flaky/503/1")).attempts == 2

    def test_gives_up(
        self, open_door: Callable[..., Door], door: Door, server: Server
    ) -> None:
        with pytest.raises(StatusError, match="503") as caught:
            door.send(get("/flaky/503/9", operation="op"))
        assert (caught.value.attempts, len(server.seen)) == (3, 3)
        assert pickle.loads(pickle.dumps(caught.value)).attempts == 3
        with pytest.raises(ApiConnectionError) as broken:
            open_door(retries=2).send(get("/flaky/reset/9"))
        assert (broken.value.attempts, len(server.seen)) == (3, 6)

    def test_timeouts(self, open_door: Callable[..., Door], server: Server) -> None:
        door = open_door(timeout=0.2, retries=1)
        assert door.send(get("/flaky/silence/1")).name == "Rex"
        with pytest.raises(ApiTimeoutError) as caught:
            door.send(get("/flaky/silence/8"))
        assert caught.value.attempts == 2

    def test_nobody_there(self, open_door: Callable[..., Door]) -> None:
        door = open_door("http://127.0.0.1:1", retries=2)
        with pytest.raises(ApiConnectionError) as caught:
            door.send(get("/x"))
        assert (caught.value.attempts, len(door.waits)) == (3, 2)

    @pytest.mark.parametrize("how", ["503", "429", "reset"])
    @pytest.mark.parametrize("verb", ["POST", "PATCH"])
    def test_what_may_not_arrive_twice(
        self, door: Door, server: Server, verb: str, how: str
    ) -> None:
        call = Call(verb, (f"/flaky/{how}/1",), json=1, returns=Json[Any])
        with pytest.raises((StatusError, ApiConnectionError)) as caught:
            door.send(call)
        assert (caught.value.attempts, len(server.seen)) == (1, 1)

    @pytest.mark.parametrize("how", ["503", "reset"])
    def test_a_key_makes_it_repeatable(
        self, door: Door, server: Server, how: str
    ) -> None:
        path = (f"/flaky/{how}/1",)
        door.send(Call("POST", path, json=1, headers=KEY, returns=Json[Any]))
        assert [(seen.body, seen.headers["idempotency-key"]) for seen in server.seen] \
            == [(b"1", "k1")] * 2  # fmt: skip

    @pytest.mark.parametrize("status", [400, 401, 404, 409, 418, 422, 501, 999])
    def test_statuses_that_stay(self, door: Door, server: Server, status: int) -> None:
        with pytest.raises(StatusError) as caught:
            door.send(get(f"/flaky/{status}/1"))
        assert (caught.value.attempts, caught.value.retry_after) == (1, None)

    def test_wrong_documents_stay(self, door: Door, server: Server) -> None:
        paths = ("/declared/200/text", "/gzip/corrupt", "/gzip/twice")
        for path in paths:
            with pytest.raises(DecodeError) as caught:
                door.send(get(path))
            assert caught.value.attempts == 1
        assert len(server.seen) == len(paths)
        with pytest.raises(RequestError) as refused:
            door.send(get("/a/../b"))
        assert refused.value.attempts == 0

    def test_retry_after(self, door: Door, server: Server) -> None:
        door.send(get("/flaky/429/1", headers={"X-Retry-After": "3"}))
        assert door.waits == [3.5]
        with pytest.raises(StatusError) as caught:
            door.send(get("/flaky/503/7", headers={"X-Retry-After": "61"}))
        assert (caught.value.attempts, caught.value.retry_after) == (1, 61.0)

    def test_the_deadline_is_looked_at_first(
        self, open_door: Callable[..., Door], server: Server
    ) -> None:
        door = open_door(retries=2, total=2.0)
        with pytest.raises(StatusError) as caught:
            door.send(get("/flaky/429/1", headers={"X-Retry-After": "2"}))
        assert (caught.value.attempts, door.waits) == (1, [])

    def test_an_outage_ends_the_retries(self, door: Door, server: Server) -> None:
        budget = door.client._budget = Budget()
        budget.tokens = 2 * Budget.COST
        for attempts in (3, 1, 1):
            with pytest.raises(StatusError) as caught:
                door.send(get("/status/503"))
            assert caught.value.attempts == attempts
        for _ in range(Budget.COST):
            door.send(get("/pets"))
        assert door.send(get("/flaky/503/1")).name == "Rex"
        assert budget.tokens == Budget.COST, "a success gives it back"


class TestDecisions:
    def test_sleeps_by_itself(self) -> None:
        client = SyncClient("http://h", {})
        start = time.monotonic()
        client._sleep(0.05)
        assert time.monotonic() - start >= 0.05
        assert len({client._random() for _ in range(9)}) > 1
        assert 0 <= client._random() < 1

    def test_backoff(self) -> None:
        assert [backoff(n, 1.0) for n in (1, 2, 3, 5, 9, 9999)] == [0.5, 1, 2, 8, 8, 8]
        assert backoff(1, 0.0) == 0.0

    @pytest.mark.parametrize(
        ("text", "seconds"),
        [
            *(("0", 0.0), (" 7 ", 7.0), ("1.5", 1.5), ("99999", 99999.0)),
            *(("-5", None), ("nan", None), ("inf", None), ("", None), ("soon", None)),
            *(("1e3", None), ("0x10", None), ("٣", None), ("9" * 5000, None)),
            ("Sun, 06 Nov 1994 08:49:42 GMT", 5.0),
            ("Sunday, 06-Nov-94 08:49:42 GMT", 5.0),
            ("Sun Nov  6 08:49:42 1994", 5.0),
            ("Sun, 06 Nov 1994 08:00:00 GMT", 0.0),
            ("Sun, 99 Nov 1994 99:49:42 GMT", None),
            ("Sun, 06 Nov 99999999999 08:49:42 GMT", None),
            ("a" * 70, None),
        ],
    )
    def test_retry_after(self, text: str, seconds: float | None) -> None:
        now = 784111777.0  # Sun, 06 Nov 1994 08:49:37 GMT
        assert retry_after(Headers([("Retry-After", text)]), now) == seconds

    def test_clocks_differ(self) -> None:
        headers = Headers(
            [
                ("Retry-After", "Sun, 06 Nov 1994 08:49:42 GMT"),
                ("Date", "Sun, 06 Nov 1994 08:49:40 GMT"),
            ]
        )
        assert retry_after(headers, 0.0) == 2.0
        assert retry_after(Headers(), 0.0) is None

    def test_a_date_through_a_real_server(self) -> None:
        from runtime_server import serving

        with serving() as server, SyncClient(server.url, {}) as client:
            client.max_retries = 0
            asked = {"X-Retry-After": "Sun, 06 Nov 2094 08:49:42 GMT"}
            with pytest.raises(StatusError) as caught:
                client.send(get("/flaky/429/1", Text, headers=asked))
        assert (caught.value.retry_after or 0) > 1e9

    def test_timeouts_cost_more(self) -> None:
        budget = Budget()
        request = Request("GET", "", (), None, 1.0, time.monotonic() + 99)
        Attempts(request, 1, budget, lambda: 0.0).after(ApiTimeoutError())
        assert budget.tokens == Budget.MOST - Budget.COST_OF_TIMEOUT
        Attempts(request, 1, budget, lambda: 0.0).after(
            Response(200, "", Headers(), b"")
        )
        assert budget.tokens == Budget.MOST - Budget.COST_OF_TIMEOUT + 1
