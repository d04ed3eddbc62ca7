"""Streams of server-sent events that are too long, too late or not quite right."""

from __future__ import annotations

import time
from typing import Any

from vendored._runtime import (
    ApiConnectionError,
    ApiError,
    ApiTimeoutError,
    DecodeError,
    Event,
    EventStream,
    Json,
    JsonLines,
    ResponseTooLarge,
    StatusError,
    StreamError,
)

from .probe import Probe, Widget, check_error, widget
from .registry import fault
from .server import Answer, Exchange, head, raw, reply, reset_after

SSE = head(kind="text/event-stream")
ONE = b'data: {"id": "w1"}\n\n'
W1, W2 = Widget(id="w1"), Widget(id="w2")
ROW = "SSE line / event size"


def _run(
    probe: Probe, answer: Answer, hint: Any = Widget, **options: Any
) -> tuple[list[Any], ApiError | None]:
    """The items that come, and the error that ends them."""
    probe.serve(answer)
    door = probe.open(**options)
    media = options.pop("media", EventStream)
    items: list[Any] = []
    try:
        stream = door.stream(widget(returns=media[hint]))
        while True:
            items.append(door.next(stream))
    except (StopIteration, StopAsyncIteration):
        error = None
    except Exception as caught:
        assert isinstance(caught, ApiError), f"a foreign error: {caught!r}"
        error = caught
        check_error(error, 200)
        assert error.attempts == len(probe.server.seen)
    ended = "the end" if error is None else type(error).__name__
    probe.note(f"{len(items)} items, then {ended}")
    return items, error


def _ends_with(probe: Probe, answer: Answer, kind: type[ApiError], **more: Any) -> Any:
    items, error = _run(probe, answer, **more)
    assert items == [W1] and isinstance(error, kind), (items, error)
    return error


@fault(
    ROW,
    line=(b"x" * 65536, 17),
    comment=(b":" * 65536, 17),
    event=(b"data: " + b"x" * 65529 + b"\n", 129),
    name=(b"event: " + b"x" * 65536, 17),
)
def sse_without_end(probe: Probe, case: Any) -> None:
    """A line of 1 MiB and an event of 8 MiB are the most."""
    piece, count = case
    _ends_with(probe, raw(SSE + ONE, piece * count), ResponseTooLarge)


@fault(ROW)
def sse_line_just_below_the_limit(probe: Probe) -> None:
    ballast = b":" + b"x" * ((1 << 20) - 2) + b"\n"
    assert _run(probe, raw(SSE, ballast * 3, ONE)) == ([W1], None)


@fault(ROW)
def sse_that_falls_silent(probe: Probe) -> None:
    def commit(exchange: Exchange) -> None:
        exchange.send(SSE, ONE)
        exchange.wait()

    start = time.monotonic()
    _ends_with(probe, commit, ApiTimeoutError, timeout=0.3)
    assert time.monotonic() - start < 2.5


@fault(ROW)
def sse_that_is_slow_but_not_silent(probe: Probe) -> None:
    """A stream may take longer than a call."""
    start = time.monotonic()
    answer = raw(SSE, *[ONE] * 8, pause=0.1)
    items, error = _run(probe, answer, timeout=0.5, total=0.6)
    assert (items, error) == ([W1] * 8, None)
    assert time.monotonic() - start > 0.7


@fault(ROW, closed=raw, reset=reset_after)
def sse_in_chunks_that_breaks_off(probe: Probe, end: Any) -> None:
    chunked = head(kind="text/event-stream", Transfer_Encoding="chunked")
    content = chunked + b"%x\r\n%b\r\n" % (len(ONE), ONE) + b"9\r\ndata"

    def commit(exchange: Exchange) -> None:
        exchange.send(content)
        time.sleep(0.05)
        end()(exchange)

    _ends_with(probe, commit, ApiConnectionError)


@fault(ROW)
def sse_event_that_is_cut_is_none(probe: Probe) -> None:
    assert _run(probe, raw(SSE, ONE, b'data: {"id": "w2"}\n')) == ([W1], None)


_ERROR = b'event: error\ndata: {"id": "w2", "message": "overloaded"}\n\n'


@fault(ROW, object=Widget, anything=Any, text=str)
def sse_error_event(probe: Probe, hint: Any) -> None:
    items, error = _run(probe, raw(SSE, ONE, _ERROR, ONE), hint)
    assert len(items) == 1 and isinstance(error, StreamError)
    assert "overloaded" in str(error) and "overloaded" in error.text
    known = {"id": "w2", "message": "overloaded"}
    by_hint = {Widget: W2, str: error.text}
    assert error.body == by_hint.get(hint, known)


@fault(ROW)
def sse_error_event_of_another_shape(probe: Probe) -> None:
    answer = raw(SSE, ONE, b"event: error\ndata: over\xffloaded\n\n")
    error = _ends_with(probe, answer, StreamError)
    assert error.body == "over\ufffdloaded"


@fault(ROW)
def sse_error_event_among_events_with_names(probe: Probe) -> None:
    items, error = _run(probe, raw(SSE, _ERROR), Event[str])
    assert error is None and items[0].event == "error"


@fault(ROW)
def sse_error_event_for_who_waits_for_the_end(probe: Probe) -> None:
    probe.serve(raw(SSE, ONE, _ERROR))
    probe.fails(StreamError, widget(returns=EventStream[Widget]), status=200)


_LINE_ENDS = {
    "lone_cr": b'data: {"id":\rdata: "w1"}\r\r',
    "crlf": b'data: {"id":\r\ndata: "w1"}\r\n\r\n',
    "all_sorts": b'data: {"id":\rdata: "w1"\ndata: }\r\n\r',
    "bom": b"\xef\xbb\xbf" + ONE,
    "comments": b": hello\n\n: ping\n\n" + ONE,
    "wrong_bytes_in_a_comment": b": \xff\n" + ONE,
}


@fault(ROW, **_LINE_ENDS)
def sse_with(probe: Probe, text: bytes) -> None:
    assert _run(probe, raw(SSE, text)) == ([W1], None)


@fault(ROW)
def sse_lone_cr_is_not_waited_for(probe: Probe) -> None:
    def commit(exchange: Exchange) -> None:
        exchange.send(SSE, b'data: {"id": "w1"}\r\r')
        exchange.wait()

    start = time.monotonic()
    _ends_with(probe, commit, ApiTimeoutError, timeout=0.3)
    assert time.monotonic() - start < 2.5


@fault(ROW)
def sse_nul_in_an_id(probe: Probe) -> None:
    text = b"id: 1\ndata: a\n\nid: 2\0\ndata: b\n\nid: 3\ndata: c\n\n"
    items, _ = _run(probe, raw(SSE, text), Event[str])
    assert [item.id for item in items] == ["1", "1", "3"]


@fault(ROW)
def sse_item_of_another_shape(probe: Probe) -> None:
    error = _ends_with(probe, raw(SSE, ONE, b"data: {}\n\n", ONE), DecodeError)
    assert error.response.content == b"{}"


@fault(ROW)
def sse_that_is_json(probe: Probe) -> None:
    probe.serve(reply(b'{"id": "w1"}'))
    door = probe.open()
    call = widget(returns=EventStream[Widget])
    check_error(probe.raises(DecodeError, lambda: door.stream(call)), 200)


@fault(ROW)
def sse_that_is_refused(probe: Probe) -> None:
    probe.serve(reply(b'{"id": "w1"}', 503))
    door = probe.open()
    call = widget(returns=EventStream[Widget], errors={503: Json[Widget]})
    error = probe.raises(StatusError, lambda: door.stream(call))
    check_error(error, 503)
    assert error.body == W1 and error.attempts == len(probe.server.seen) == 3


@fault(ROW)
def json_line_without_end(probe: Probe) -> None:
    """The item's limit is the line's."""
    lines = head(kind="application/jsonl") + b'{"id": "w1"}\n'
    answer = raw(lines, b"x" * 65536 * 129)
    _ends_with(probe, answer, ResponseTooLarge, media=JsonLines)
