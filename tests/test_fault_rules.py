"""The rules that follow from the faults: one tree of errors, finite times, few retries.

What a single fault shows is asked of every probe (`faults/probe.py`); here is the rest.
"""

from __future__ import annotations

import asyncio
import inspect
import multiprocessing
import socket
from typing import Any

import pytest
import runtime_doors as doors
from faults.probe import EVERYWHERE, Probe, widget
from faults.server import FaultServer, reply
from vendored._runtime import (
    ApiConnectionError,
    ApiError,
    ApiTimeoutError,
    DecodeError,
    Headers,
    RequestError,
    StatusError,
    SyncClient,
    errors,
)
from vendored._runtime.connection import _RESOLVERS
from vendored._runtime.errors import excerpt
from vendored._runtime.transport import Response
from vendored._runtime.workers import Workers

PET = reply(b'{"id": "w1"}')
KINDS = [kind for kind in doors.TRANSPORTS if not kind.endswith("stdlib")]
FOREIGN = [
    *(RuntimeError("the client has been closed"), KeyError("x"), OSError("broken")),
    *(RecursionError(), UnicodeDecodeError("ascii", b"", 0, 1, "x"), MemoryError()),
    *(asyncio.InvalidStateError(), StopIteration(), AttributeError(), EOFError()),
]


class TestOneTree:
    def test_every_error_of_the_runtime_is_an_api_error(self) -> None:
        own = inspect.getmembers(errors, inspect.isclass)
        kinds = [kind for _, kind in own if issubclass(kind, BaseException)]
        assert len(kinds) > 15
        assert all(issubclass(kind, ApiError) for kind in kinds)

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("where", ["build_request", "send"])
    @pytest.mark.parametrize("foreign", FOREIGN, ids=lambda e: type(e).__name__)
    def test_whatever_a_library_raises(
        self, kind: str, where: str, foreign: Exception
    ) -> None:
        def fail(*_: Any, **__: Any) -> Any:
            raise foreign

        with Probe(kind) as probe:
            probe.serve(PET)
            door = probe.open(retries=0)
            library: Any = door.client._transport
            setattr(library._client, where, fail)
            expected = RequestError if where == "build_request" else ApiConnectionError
            error = probe.raises(expected, lambda: door.send(widget()))
            assert error.operation == "probe"

    @pytest.mark.parametrize("kind", KINDS)
    def test_a_client_that_its_owner_has_closed(self, kind: str) -> None:
        with Probe(kind) as probe:
            probe.serve(PET)
            door = probe.open(retries=0)
            library: Any = door.client._transport
            door.wait(library._client.aclose() if door.runner else None)
            library._client.close() if door.runner is None else None
            probe.raises(ApiConnectionError, lambda: door.send(widget()))


class TestWhatErrorsSay:
    @pytest.mark.parametrize("name", ["X-Request-ID", "request-id", "X-Amzn-RequestId"])
    def test_the_request_id_by_any_of_its_names(self, name: str) -> None:
        response = Response(500, "", Headers([(name, "r1")]), b"")
        assert StatusError("op", response).request_id == "r1"
        error = ApiConnectionError("cut")
        assert (error.status, error.request_id) == (None, None)
        error.answered(response)
        assert (error.status, error.request_id) == (500, "r1")

    @pytest.mark.parametrize(
        "body", ["\x1b" * 300, "\U0001f600\u202e" * 300, "é" * 300]
    )
    def test_never_more_than_200_characters_of_a_body(self, body: str) -> None:
        text = excerpt(body.encode(), 200)
        assert len(text) <= 200 and text.isprintable()
        error = StatusError("op", Response(500, "", Headers(), body.encode()))
        assert len(str(error)) <= len("op: 500 : ") + 200

    def test_never_more_than_200_characters_of_a_path(self) -> None:
        error = DecodeError("text", "null")
        for _ in range(200):
            error.under("\u202e" * 9)
        assert len(str(error)) < 240 and len(error.path) > 2000


class TestTimes:
    def test_threads_of_the_parent_are_not_waited_for(self) -> None:
        """After a fork the child has none of them: it starts its own."""
        if "fork" not in multiprocessing.get_all_start_methods():
            pytest.skip("this system does not fork")
        workers = Workers(1)
        assert workers.submit(lambda: 1).result(1) == 1
        fork = multiprocessing.get_context("fork")
        results = fork.Queue()
        child = fork.Process(target=lambda: results.put(_work_of(workers)), daemon=True)
        child.start()
        assert results.get(timeout=5) == 2
        child.join(5)

    def test_names_are_looked_up_on_threads_and_numbers_are_not(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[str] = []
        submit = _RESOLVERS.submit
        monkeypatch.setattr(
            _RESOLVERS, "submit", lambda look: asked.append("name") or submit(look)
        )
        with FaultServer(PET) as server, SyncClient(server.url, EVERYWHERE) as client:
            assert client.send(widget()).id == "w1"
            assert asked == []
        plain = socket.getaddrinfo

        def hosts_file(host: str, *args: Any, **more: Any) -> Any:
            known = host == "own.test" and not more.get("flags")
            return plain("127.0.0.1" if known else host, *args, **more)

        monkeypatch.setattr(socket, "getaddrinfo", hosts_file)
        with FaultServer(PET) as server:
            url = f"http://own.test:{server.port}"
            with SyncClient(url, EVERYWHERE) as client:
                assert client.send(widget()).id == "w1"
        assert asked == ["name"]


def _work_of(workers: Workers) -> int:
    return workers.submit(lambda: 2).result(2)


class TestRetries:
    @pytest.mark.parametrize("kind", doors.TRANSPORTS)
    @pytest.mark.parametrize(
        ("method", "requests"),
        [
            *(("GET", 3), ("HEAD", 3), ("PUT", 3), ("DELETE", 3), ("OPTIONS", 3)),
            *(("POST", 1), ("PATCH", 1), ("QUERY", 1), ("get", 1)),
        ],
    )
    def test_by_method(self, kind: str, method: str, requests: int) -> None:
        with Probe(kind) as probe:
            probe.serve(reply(b"", 503))
            probe.fails(StatusError, widget(method), status=503, requests=requests)

    @pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
    def test_by_status(self, status: int) -> None:
        with Probe("sync-stdlib") as probe:
            probe.serve(reply(b"", status))
            probe.fails(StatusError, status=status, requests=3)

    def test_the_deadline_counts_before_a_pause(self) -> None:
        with Probe("sync-stdlib") as probe:
            probe.serve(reply(b"", 503, Retry_After="5"))
            probe.fails(StatusError, status=503, total=4.0)
            assert probe.waits == []

    def test_a_timeout_is_told_apart_from_what_breaks(self) -> None:
        assert not issubclass(ApiTimeoutError, ApiConnectionError)
        assert issubclass(ApiTimeoutError, TimeoutError)
        assert issubclass(ApiConnectionError, ConnectionError)
