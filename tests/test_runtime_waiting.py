"""Waiting for a job: how often it is looked at, after how long, and when it is enough."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from page_server import Asked, Reply, serving
from runtime_doors import Door
from vendored._runtime import (
    ApiTimeoutError,
    Call,
    Json,
    Model,
    RequestError,
    StatusError,
)
from vendored._runtime.waiting import LONGEST, Waiting


@dataclass(slots=True, kw_only=True)
class Job(Model):
    state: str
    looks: int = 0


JOB = Call("GET", ("/job",), returns=Json[Job], operation="get_job")


def is_done(job: Job) -> bool:
    return job.state == "DONE"


class Server:
    """Its job is done at the look of this number; `headers` come with each answer."""

    def __init__(self, looks: int) -> None:
        self.looks = looks
        self.count = 0
        self.headers: dict[str, str] = {}
        self.statuses: list[int] = []
        self.before: Callable[[], object] = lambda: None

    def __call__(self, asked: Asked) -> Reply:
        self.count += 1
        self.before()
        state = "DONE" if self.count >= self.looks else "RUNNING"
        status = self.statuses.pop(0) if self.statuses else 200
        return Reply({"state": state, "looks": self.count}, self.headers, status)


@pytest.fixture(params=["sync-stdlib", "async-stdlib"])
def visit(request: Any) -> Iterator[Any]:
    opened: list[Any] = []

    def open_one(looks: int, **options: Any) -> tuple[Server, Door]:
        server = Server(looks)
        serve = serving(server)
        door = Door(request.param, serve.__enter__().url, **options)
        door.client._random = lambda: 0.0
        opened.append((serve, door))
        return server, door

    yield open_one
    for serve, door in opened:
        door.close()
        serve.__exit__(None, None, None)


def wait(door: Door, until: Any = is_done, call: Any = JOB, **options: Any) -> Any:
    return door.wait(door.client.wait(call, until, **options))


class TestWaiting:
    def test_done_at_once(self, visit: Any) -> None:
        _, door = visit(1)
        assert wait(door) == Job(state="DONE", looks=1)
        assert door.waits == []

    def test_pauses_grow(self, visit: Any) -> None:
        server, door = visit(14)
        assert wait(door).looks == server.count == 14
        assert door.waits[:4] == [1.0, 1.5, 2.25, 3.375]
        assert door.waits[-1] == max(door.waits) == LONGEST

    def test_a_long_interval_stays(self, visit: Any) -> None:
        _, door = visit(4)
        wait(door, interval=60)
        assert door.waits == [60, 60, 60]

    def test_jitter(self, visit: Any) -> None:
        _, door = visit(3)
        door.client._random = lambda: 1.0
        wait(door, interval=10)
        assert door.waits == pytest.approx([11, 16.5])

    @pytest.mark.parametrize(
        ("text", "pause"), [("7", 7), ("0", 2), ("junk", 2), ("-1", 2)]
    )
    def test_retry_after(self, visit: Any, text: str, pause: float) -> None:
        server, door = visit(2)
        server.headers = {"Retry-After": text}
        wait(door, interval=2)
        assert door.waits == [pause]

    def test_the_end_of_patience(self, visit: Any) -> None:
        """The last pause is cut so that there is time for a last look."""
        server, door = visit(9999)
        del door.client._sleep  # it sleeps in earnest
        with pytest.raises(ApiTimeoutError, match="get_job: still waiting") as caught:
            wait(door, interval=0.02, timeout=0.3)
        assert server.count >= 2
        assert caught.value.operation == "get_job"
        assert caught.value.value.looks == server.count

    def test_a_pause_that_is_too_long(self, visit: Any) -> None:
        server, door = visit(2)
        server.headers = {"Retry-After": "61"}
        with pytest.raises(ApiTimeoutError) as caught:
            wait(door, timeout=60)
        assert (server.count, door.waits) == (1, [])
        assert caught.value.value == Job(state="RUNNING", looks=1)

    def test_a_look_that_takes_too_long(self, visit: Any) -> None:
        server, door = visit(2)
        server.before = lambda: time.sleep(0.6 if server.count == 2 else 0)
        begun = time.monotonic()
        with pytest.raises(ApiTimeoutError, match="still waiting") as caught:
            wait(door, interval=0.01, timeout=0.3)
        assert time.monotonic() - begun < 0.55
        assert caught.value.value == Job(state="RUNNING", looks=1)

    def test_a_timeout_of_one_look(self, visit: Any) -> None:
        server, door = visit(2, timeout=0.1)
        server.before = lambda: time.sleep(0.3)
        with pytest.raises(ApiTimeoutError) as caught:
            wait(door)
        assert "still waiting" not in str(caught.value)

    def test_errors_are_raised(self, visit: Any) -> None:
        _, door = visit(1)
        missing = Call("GET", ("/job",), returns={201: Json[Any], 204: Json[Job]})
        with pytest.raises(Exception, match="one of the statuses"):
            wait(door, call=missing)
        with pytest.raises(ZeroDivisionError):
            wait(door, until=lambda job: 1 / 0)

    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "get"])
    def test_only_what_changes_nothing(self, visit: Any, method: str) -> None:
        server, door = visit(1)
        call = Call(method, ("/job",), returns=Json[Any], operation="start")
        with pytest.raises(RequestError, match="only GET and HEAD") as caught:
            wait(door, call=call)
        assert (caught.value.operation, server.count) == ("start", 0)

    @pytest.mark.parametrize("wrong", [0, -1, float("nan"), float("inf")])
    @pytest.mark.parametrize("name", ["interval", "timeout"])
    def test_times(self, visit: Any, name: str, wrong: float) -> None:
        server, door = visit(1)
        with pytest.raises(RequestError, match="positive numbers of seconds"):
            wait(door, **{name: wrong})
        assert server.count == 0


def test_a_failure_is_tried_again_as_always(visit: Any) -> None:
    server, door = visit(9, retries=1)
    server.statuses = [503, 200, 503, 503]
    with pytest.raises(StatusError) as caught:
        wait(door)
    assert (caught.value.attempts, server.count) == (2, 4)


def test_the_wait_is_over_at_its_deadline() -> None:
    waiting = Waiting(JOB, 1.0, 5.0, lambda: 0.0)
    assert 4 < waiting.deadline - time.monotonic() <= 5
