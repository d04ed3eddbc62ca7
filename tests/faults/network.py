"""Servers that are slow, silent or broken, or do not speak HTTP."""

from __future__ import annotations

import socket
import time
from contextlib import ExitStack
from io import BytesIO
from typing import Any
from unittest.mock import patch

from runtime_doors import CREDENTIALS, Door
from vendored._runtime import (
    ApiConnectionError,
    ApiError,
    ApiTimeoutError,
    Binary,
    Call,
    StatusError,
    Text,
)

from .probe import Probe, check_error, widget
from .registry import fault
from .server import FaultServer, head, raw, reply, reset_after, silence

PET = reply(b'{"id": "w1"}')
CHUNKED = head(Transfer_Encoding="chunked") + b'5\r\n{"id"'
BODY = head(Content_Length="90") + b'{"id"'


@fault("default timeout")
def every_wait_has_an_end_without_being_asked(probe: Probe) -> None:
    probe.serve(PET)
    door = Door(probe.kind, probe.server.url)
    of: Any = type(door.client)
    client = of(probe.server.url, CREDENTIALS)
    door.close()
    door = Door(probe.kind, probe.server.url, timeout=client._settings.timeout)
    waits = _waits_of(door)
    door.close()
    total = client._settings.total
    probe.note(f"connect {waits[0]:.3g}, read {waits[-1]:.3g}, total {total:.3g} s")
    assert (round(waits[0]), round(max(waits)), total) == (5, 60, 600.0)


def _waits_of(door: Any) -> list[float]:
    """What a call through this door lets the sockets wait."""
    found: list[float] = []
    if door.client._transport is None:  # the standard library's

        def settimeout(self: socket.socket, seconds: float | None) -> None:
            found.append(-1.0 if seconds is None else seconds)
            plain(self, seconds)

        plain = socket.socket.settimeout
        with patch.object(socket.socket, "settimeout", settimeout):
            door.send(Call("GET", ("/",), returns=Text))
        return [wait for wait in found if wait]
    library: Any = door.client._transport._client
    build = library.build_request

    def build_request(*args: Any, **more: Any) -> Any:
        built = build(*args, **more)
        limits = built.extensions["timeout"]
        found.extend(limits[name] for name in ("connect", "pool", "write", "read"))
        return built

    with patch.object(library, "build_request", build_request):
        door.send(Call("GET", ("/",), returns=Text))
    return found


@fault("default timeout", none=None, endless=float("inf"), nan=float("nan"), zero=0)
def no_timeout_is_refused(probe: Probe, timeout: Any) -> None:
    probe.serve(PET)
    try:
        probe.open(timeout=timeout)
    except (ValueError, TypeError):
        probe.note("ValueError or TypeError")
    else:
        raise AssertionError("accepted")


_LORIS: dict[str, bytes] = {
    "in_the_head": b"HTTP/1.1 200 OK\r\nX: ",
    "in_the_status_line": b"HTTP/1.1 200 ",
    "in_the_body": head(),
    "in_a_measured_body": head(Content_Length="200"),
    "in_a_chunk": head(Transfer_Encoding="chunked") + b"c8\r\n",
    "in_the_size_of_a_chunk": head(Transfer_Encoding="chunked"),
    "in_the_trailers": head(Transfer_Encoding="chunked") + b"0\r\nX: ",
    "in_the_body_of_an_error": head(404, Content_Length="200"),
}


@fault("slow loris (1 byte / 150 ms, timeout 2)", **_LORIS)
def slow_loris(probe: Probe, begin: bytes) -> None:
    probe.serve(raw(begin, *[b"0"] * 100, pause=0.05))
    status = int(head(404)[9:12]) if b" 404 " in begin else 200
    known = status if b"\r\n\r\n" in begin else None
    call = widget(returns=Text)
    probe.fails(ApiTimeoutError, call, status=known, timeout=1.0, total=0.4)
    assert 0.35 < probe.seconds < 2.5


@fault("slow loris (1 byte / 150 ms, timeout 2)")
def slow_loris_at_the_second_attempt_has_what_is_left(probe: Probe) -> None:
    probe.serve(reply(b"", 503), raw(b"HTTP/1.1 2", *[b"0"] * 100, pause=0.05))
    probe.fails(ApiTimeoutError, requests=2, timeout=1.0, total=0.5, random=0.0)
    assert 0.3 < probe.seconds < 2.5


@fault("no answer")
def no_answer_is_asked_for_three_times(probe: Probe) -> None:
    probe.serve(silence)
    probe.fails(ApiTimeoutError, requests=3, timeout=0.2, total=9.0)
    assert probe.seconds < 8


@fault("no answer")
def no_answer_in_time_for_all_attempts(probe: Probe) -> None:
    probe.serve(silence)
    probe.fails(ApiTimeoutError, requests=2, timeout=0.6, total=1.0, random=0.0)
    assert probe.seconds < 5


@fault("no answer")
def no_answer_to_a_post_is_the_last(probe: Probe) -> None:
    probe.serve(silence)
    probe.fails(ApiTimeoutError, widget("POST", json=1), timeout=0.1)


@fault("no answer")
def no_answer_to_connecting(probe: Probe) -> None:
    """A host that drops what comes: its queue of connections is full."""
    probe.serve(PET)
    with ExitStack() as ends:
        full = ends.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        port = full.getsockname()[1]
        for _ in range(3):
            filler = ends.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(("127.0.0.1", port))
        _unreached(probe, f"http://127.0.0.1:{port}", ApiTimeoutError, timeout=0.2)
    assert probe.seconds < 2.5


@fault("no answer")
def no_answer_of_the_name_server(probe: Probe) -> None:
    """The one wait that no library limits."""

    def getaddrinfo(host: Any, *args: Any, **more: Any) -> Any:
        if more.get("flags") or host not in ("slow.test", b"slow.test"):
            return plain(host, *args, **more)
        time.sleep(1.5)
        return plain("127.0.0.1", *args, **more)

    probe.serve(PET)
    plain = socket.getaddrinfo
    with patch.object(socket, "getaddrinfo", getaddrinfo):
        url = f"http://slow.test:{probe.server.port}"
        _unreached(probe, url, ApiTimeoutError, timeout=0.3, total=0.3)
    assert probe.seconds < 1.4


@fault("reset before answer / mid-body / chunked cut")
def nobody_listens(probe: Probe) -> None:
    with FaultServer(PET) as gone:
        url = gone.url
    probe.serve(PET)
    _unreached(probe, url, ApiConnectionError, retries=2)


def _unreached(probe: Probe, url: str, kind: type[ApiError], **options: Any) -> None:
    """The call fails without having reached a server."""
    options = {"retries": 0, **options}
    door = probe.open(url=url, **options)
    error = probe.raises(kind, lambda: door.send(widget()))
    check_error(error, None)
    assert error.attempts == 1 + options["retries"]
    probe.note(f"{error.attempts} attempts")


_CUTS: dict[str, Any] = {
    "reset_before_the_answer": (reset_after(), None),
    "reset_in_the_head": (reset_after(head()[:30]), None),
    "closed_before_the_answer": (raw(), None),
    "closed_in_the_head": (raw(head()[:30]), None),
    "closed_after_a_line_of_the_head": (raw(head()[: head().index(b"\n") + 1]), None),
    "reset_in_the_body": (reset_after(BODY), 200),
    "closed_in_the_body": (raw(BODY), 200),
    "closed_before_the_body": (raw(head(Content_Length="90")), 200),
    "reset_in_a_chunk": (reset_after(CHUNKED), 200),
    "closed_in_a_chunk": (raw(CHUNKED), 200),
    "closed_after_a_chunk": (raw(CHUNKED + b"\r\n"), 200),
    "a_chunk_without_a_size": (raw(CHUNKED + b"\r\nzz\r\n"), 200),
    "closed_in_the_body_of_an_error": (raw(head(404, Content_Length="9") + b"{"), 404),
}


@fault("reset before answer / mid-body / chunked cut", **_CUTS)
def broken_off(probe: Probe, cut: Any) -> None:
    commit, status = cut
    probe.serve(commit)
    error = probe.fails(ApiConnectionError, status=status, requests=3)
    assert isinstance(error, ConnectionError)
    assert probe.waits == [0.5, 1.0]


@fault("reset before answer / mid-body / chunked cut")
def broken_off_while_it_is_written_to_a_file(probe: Probe) -> None:
    probe.serve(reset_after(CHUNKED))
    door, file = probe.open(), BytesIO()
    client, call = door.client, widget(returns=Binary)
    error = probe.raises(
        ApiConnectionError, lambda: door.wait(client.download(call, file))
    )
    check_error(error, 200)
    assert len(probe.server.seen) == 1


@fault("reset before answer / mid-body / chunked cut")
def broken_off_twice_and_then_answered(probe: Probe) -> None:
    probe.serve(reset_after(), raw(CHUNKED), PET)
    assert probe.gives().id == "w1"


@fault(
    "**POST** reset / 503",
    reset=(reset_after(), ApiConnectionError, None),
    reset_in_the_body=(reset_after(BODY), ApiConnectionError, 200),
    status_503=(reply(b"", 503), StatusError, 503),
    status_429=(reply(b"", 429, Retry_After="0"), StatusError, 429),
)
def post_is_sent_once(probe: Probe, case: Any) -> None:
    commit, kind, status = case
    probe.serve(commit)
    probe.fails(kind, widget("POST", json={"a": 1}), status=status)


@fault("**POST** reset / 503")
def post_is_sent_once_on_a_kept_connection(probe: Probe) -> None:
    probe.serve(PET, reset_after())
    probe.gives()
    probe.server.seen.clear()
    probe.server._answers = (reset_after(),)
    probe.fails(ApiConnectionError, widget("POST", json={"a": 1}))


@fault("**POST** reset / 503", reset=reset_after(), status_503=reply(b"", 503))
def post_with_a_key_is_sent_again(probe: Probe, commit: Any) -> None:
    probe.serve(commit, PET)
    call = widget("POST", json={"a": 1}, headers={"Idempotency-Key": "k1"})
    assert probe.gives(call).id == "w1"
    sent = [(one.body, one.headers["idempotency-key"]) for one in probe.server.seen]
    assert sent == [(b'{"a":1}', "k1")] * 2
