"""Heads of answers that are none, or far too large."""

from __future__ import annotations

from vendored._runtime import ApiConnectionError, ApiError, Binary

from .probe import Probe, widget
from .registry import fault
from .server import Answer, head, raw

_NO_HTTP: dict[str, bytes] = {
    "ssh_banner": b"SSH-2.0-OpenSSH_9.9\r\n" * 3,
    "header_of_1_mib": b"HTTP/1.1 200 OK\r\nX: " + b"a" * (1 << 20) + b"\r\n\r\n",
    "status_line_of_1_mib": b"HTTP/1.1 200 " + b"a" * (1 << 20) + b"\r\n\r\n",
    "nothing_but_zeros": b"\0" * 1000,
    "tls_alert": b"\x15\x03\x01\x00\x02\x02\x46",
}


@fault("1 MiB header / SSH banner", **_NO_HTTP)
def not_http(probe: Probe, content: bytes) -> None:
    probe.serve(raw(content))
    probe.fails(ApiConnectionError, requests=3)


@fault("1 MiB header / SSH banner")
def a_broken_header_is_not_shown(probe: Probe) -> None:
    line = b"HTTP/1.1 200 OK\r\nSet-Cookie session=h34d3r-of-the-server\x00\r\n\r\n{}"
    probe.serve(raw(line))
    error = probe.raises(ApiError, lambda: probe.open().send(widget()))
    assert "h34d3r" not in f"{error!r} {error.__cause__!r} {error.__context__!r}"


def _with_headers(count: int) -> Answer:
    lines = b"".join(b"X-%d: a\r\n" % number for number in range(count))
    return raw(head(Content_Length="12")[:-2] + lines + b'\r\n{"id": "w1"}')


@fault("2,000 headers")
def two_thousand_headers(probe: Probe) -> None:
    probe.serve(_with_headers(2000))
    if probe.kind.endswith("stdlib"):  # which reads 100 at the most
        probe.fails(ApiConnectionError, requests=3)
    else:
        assert probe.gives().id == "w1"


@fault("2,000 headers")
def ninety_headers(probe: Probe) -> None:
    probe.serve(_with_headers(90))
    assert probe.gives().id == "w1"


@fault("2,000 headers")
def headers_without_end(probe: Probe) -> None:
    probe.serve(raw(b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 400_000))
    probe.fails(ApiConnectionError, widget(returns=Binary), requests=3)
