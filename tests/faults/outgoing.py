"""What a caller may give that must not reach the server as it is."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import Any

from vendored._runtime import (
    ApiConnectionError,
    File,
    Model,
    NoContent,
    RequestError,
    StatusError,
)

from .probe import Probe, widget
from .registry import fault
from .server import Exchange, reply


def _refused(probe: Probe, named: str, **more: Any) -> None:
    """Nothing is sent, and the message names what is wrong without repeating it."""
    probe.serve(reply(b"{}"))
    error = probe.fails(RequestError, widget(**more), requests=0)
    assert isinstance(error, ValueError) and named in str(error)
    assert probe.server.connections == 0


_DOTS = {"one": ".", "two": "..", "encoded": "%2e", "mixed": ".%2E", "list": [".."]}


@fault("path value '..' / '.'", **_DOTS)
def dots_in_the_path(probe: Probe, value: Any) -> None:
    _refused(probe, "'/widgets/' is a dot segment", path=("/widgets/", value, "/x"))


@fault("path value '..' / '.'")
def dots_that_meet_a_literal(probe: Probe) -> None:
    _refused(probe, "dot segment", path=("/widgets/.", ".", "/x"))


@fault("path ''", empty="", none=None, no_items=[])
def empty_path_value(probe: Probe, value: Any) -> None:
    _refused(probe, "path value after '/widgets/' is empty", path=("/widgets/", value))


_SEGMENTS = {
    "slash": ("a/b", "a%2Fb"),
    "backslash": ("a\\b", "a%5Cb"),
    "question_mark": ("?x=1", "%3Fx%3D1"),
    "fragment": ("#f", "%23f"),
    "encoded_dots": ("..%2e%2e", "..%252e%252e"),
    "dots_and_a_slash": ("../..", "..%2F.."),
    "line_end": ("a\r\nX: y", "a%0D%0AX%3A%20y"),
    "nul": ("a\0b", "a%00b"),
    "semicolon": ("a;b=c", "a%3Bb%3Dc"),
    "percent": ("100%", "100%25"),
    "letters_of_any_script": ("grün", "gr%C3%BCn"),
    "three_dots": ("...", "..."),
}


@fault("path a/b ?x #f %2e%2e CRLF", **_SEGMENTS)
def one_segment(probe: Probe, case: Any) -> None:
    value, expected = case
    probe.serve(reply(b'{"id": "w1"}'))
    probe.gives(widget(path=("/widgets/", value, "/parts")))
    (sent,) = probe.server.seen
    path = sent.target.partition("?")[0]
    probe.note(path)
    assert path == f"/widgets/{expected}/parts"
    assert set(sent.headers) & {"x", "x-api-key"} == {"x-api-key"}


@fault("path a/b ?x #f %2e%2e CRLF")
def half_of_a_surrogate_pair(probe: Probe) -> None:
    _refused(probe, "surrogate", path=("/widgets/", "\ud800"))


@fault("path a/b ?x #f %2e%2e CRLF")
def a_url_of_100_kb(probe: Probe) -> None:
    """Which the libraries refuse, and we do not."""
    probe.serve(reply(b"", 414))
    call, door = widget(path=("/widgets/", "a" * 100_000)), probe.open()
    kind = StatusError if probe.kind.endswith("stdlib") else RequestError
    error = probe.raises(kind, lambda: door.send(call))
    assert error.attempts == len(probe.server.seen) <= 1


_CONTROLS = {"crlf": "a\r\nX: y", "lf": "a\nb", "cr": "a\rb", "nul": "a\0b", "del": "a\x7f"}  # fmt: skip


@fault("header value CRLF", **_CONTROLS)
def control_in_a_header(probe: Probe, value: str) -> None:
    _refused(probe, "the header X-Own has control", headers={"X-Own": value})


@fault("header value CRLF")
def control_in_a_content_type(probe: Probe) -> None:
    kind = "text/plain\r\nX: y"
    _refused(probe, "Content-Type", method="POST", content=b"a", media_type=kind)


@fault("header value CRLF")
def control_in_a_cookie_is_encoded(probe: Probe) -> None:
    probe.serve(reply(b'{"id": "w1"}'))
    probe.gives(widget(cookies={"own": "a;b\r\nX: y"}))
    (sent,) = probe.server.seen
    assert sent.headers["cookie"].startswith("own=a%3Bb%0D%0AX:%20y; sid=")


@fault("header value CRLF", colon="a:b", space="a b", line_end="a\r\nb", nothing="")
def name_of_a_header(probe: Probe, name: str) -> None:
    _refused(probe, "is not the name of a header", headers={name: "1"})


@fault("header value CRLF", space="GET /x", line_end="GET\r\n")
def name_of_a_method(probe: Probe, method: str) -> None:
    _refused(probe, "is not the name of a method", method=method)


@fault(
    "header non-ASCII", latin="grün", any_script="日本", bidi="\u202ea", space="a\xa0b"
)
def letters_beyond_ascii_in_a_header(probe: Probe, value: str) -> None:
    _refused(probe, "the header X-Own has characters", headers={"X-Own": value})


_FILES = {
    "quote": ('a"; name="x', 'filename="a%22; name=%22x"'),
    "line_end": ("a\r\nX: y", 'filename="a%0D%0AX: y"'),
    "lone_lf": ("a\nb", 'filename="a%0Ab"'),
    "backslash_at_the_end": ("a\\", 'filename="a%5C"'),
    "letters_of_any_script": ("grün.txt", 'filename="grün.txt"'),
}


@fault('multipart filename `"` CRLF', **_FILES)
def name_of_a_file(probe: Probe, case: Any) -> None:
    name, expected = case
    body = _sent(probe, {"file": File(b"content", name)})[0].body
    assert f'form-data; name="file"; {expected}\r\n'.encode() in body
    assert body.count(b"\r\n") == 6
    probe.note(expected)


@fault('multipart filename `"` CRLF')
def name_of_a_part(probe: Probe) -> None:
    body = _sent(probe, {'a"\r\nb': "content"})[0].body
    assert b'name="a%22%0D%0Ab"\r\n' in body


@fault('multipart filename `"` CRLF')
def content_type_of_a_part(probe: Probe) -> None:
    form = {"file": File(b"content", "a", "text/plain\r\nX: y")}
    _refused(probe, "Content-Type", method="POST", multipart=form)


def _sent(probe: Probe, *forms: Any) -> list[Any]:
    probe.serve(reply(b""))
    for form in forms:
        probe.gives(widget("POST", NoContent, multipart=form))
    return probe.server.seen


@fault("multipart boundary")
def boundary_is_new_each_time(probe: Probe) -> None:
    """A file that holds the boundary of an earlier request adds no part."""
    first = _sent(probe, {"a": "1"})[0].headers["content-type"].partition("=")[2]
    part = f'\r\n--{first}\r\nContent-Disposition: form-data; name="is_admin"\r\n\r\n1'
    probe.gives(widget("POST", NoContent, multipart={"file": File(part.encode())}))
    second = probe.server.seen[1]
    boundary = second.headers["content-type"].partition("=")[2]
    assert re.fullmatch("[0-9a-f]{32}", boundary) and boundary != first
    assert second.body.count(f"--{boundary}\r\n".encode()) == 1


@fault("cookies between calls")
def cookies_do_not_come_back(probe: Probe) -> None:
    probe.serve(reply(b'{"id": "w1"}'))
    probe.gives()
    probe.gives(widget(cookies={"own": "1"}))
    probe.gives()
    cookies = [sent.headers["cookie"].partition("=")[0] for sent in probe.server.seen]
    assert cookies == ["sid", "own", "sid"]
    assert not any("session" in sent.headers["cookie"] for sent in probe.server.seen)


@dataclass(slots=True, kw_only=True)
class _Odd(Model):
    value: Any


@fault("path a/b ?x #f %2e%2e CRLF", path=object(), body=_Odd(value=object()))
def value_without_a_text(probe: Probe, value: Any) -> None:
    given = {"json": value, "method": "POST"} if isinstance(value, _Odd) else {}
    _refused(probe, "", **(given or {"path": ("/widgets/", value)}))


@fault("reset before answer / mid-body / chunked cut")
def a_body_that_can_be_read_once_is_sent_once(probe: Probe) -> None:
    probe.serve(Exchange.reset)
    pieces = iter([b"a" * 10])
    call = widget("PUT", content=pieces)
    probe.fails(ApiConnectionError, call)


@fault("reset before answer / mid-body / chunked cut")
def a_file_that_fails_while_it_is_sent(probe: Probe) -> None:
    """The fault is the caller's own, and comes out as one of ours."""

    def pieces() -> Any:
        yield b"a"
        raise OSError("the disk is gone")

    probe.serve(reply(b'{"id": "w1"}'))
    call, door = widget("PUT", content=pieces()), probe.open()
    error = probe.raises(RequestError, lambda: door.send(call))
    assert error.operation == "probe" and "the disk is gone" in str(error)
    deadline = time.monotonic() + 2
    while not probe.server.seen and time.monotonic() < deadline:  # a part has arrived
        time.sleep(0.01)
