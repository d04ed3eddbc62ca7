"""Bodies that are packed, coded or spelled in another way, or far too large."""

from __future__ import annotations

import gzip
from functools import cache

from vendored._runtime import Binary, DecodeError, ResponseTooLarge, Text

from .probe import Probe, widget
from .registry import fault
from .server import head, raw, reply

GOOD = b'{"id": "w1"}'
LATIN = '{"id": "Gr\u00fcn"}'.encode("latin-1")


@cache
def bomb() -> bytes:
    """80 MiB in 80 kB."""
    return gzip.compress(bytes(80 << 20), 9)


@fault("gzip bomb 408 kB -> 400 MB")
def gzip_bomb(probe: Probe) -> None:
    probe.serve(reply(bomb(), Content_Encoding="gzip"))
    probe.fails(ResponseTooLarge, status=200, timeout=10.0)


@fault("gzip bomb 408 kB -> 400 MB")
def body_without_end(probe: Probe) -> None:
    probe.serve(raw(head(kind="image/png"), *[bytes(1 << 20)] * 100))
    call = widget(returns=Binary)
    probe.fails(ResponseTooLarge, call, status=200, limit=3_000_000)


@fault("gzip bomb 408 kB -> 400 MB")
def gzip_bomb_in_an_error(probe: Probe) -> None:
    probe.serve(reply(bomb(), 404, Content_Encoding="gzip"))
    probe.fails(ResponseTooLarge, status=404, limit=1_000_000)


@fault(
    "corrupt gzip",
    zeros=b"\0" * 90,
    not_packed=GOOD,
    cut=gzip.compress(GOOD)[:-9],
    wrong_checksum=gzip.compress(GOOD)[:-8] + b"\0" * 8,
)
def corrupt_gzip(probe: Probe, body: bytes) -> None:
    probe.serve(reply(body, Content_Encoding="gzip"))
    probe.fails(DecodeError, status=200)


@fault("gzip, gzip", twice="gzip, gzip", brotli="br", deflate="deflate", junk="junk")
def codings(probe: Probe, coding: str) -> None:
    probe.serve(reply(gzip.compress(gzip.compress(GOOD)), Content_Encoding=coding))
    probe.fails(DecodeError, status=200)


@fault("gzip, gzip")
def one_gzip_is_undone(probe: Probe) -> None:
    probe.serve(reply(gzip.compress(GOOD), Content_Encoding="gzip"))
    assert probe.gives().id == "w1"


_KINDS = {"undeclared": "application/json", "latin_1": "application/json; charset=iso-8859-1"}  # fmt: skip


@fault("invalid UTF-8, Latin-1 declared", **_KINDS)
def json_that_is_not_utf_8(probe: Probe, kind: str) -> None:
    probe.serve(reply(LATIN, kind=kind))
    error = probe.fails(DecodeError, status=200)
    assert "UTF-8" in error.expected


@fault("invalid UTF-8, Latin-1 declared", utf_16="utf-16", utf_32="utf-32")
def json_in_wide_characters(probe: Probe, charset: str) -> None:
    probe.serve(reply(GOOD.decode().encode(charset)))
    probe.fails(DecodeError, status=200)


@fault("invalid UTF-8, Latin-1 declared", declared="latin-9", junk="\u00e9", rot="rot13")  # fmt: skip
def text_of_an_unknown_charset(probe: Probe, charset: str) -> None:
    probe.serve(reply(b"Gr\xfcn", kind=f"text/plain; charset={charset}"))
    probe.fails(DecodeError, widget(returns=Text), status=200)


@fault("UTF-8 BOM")
def byte_order_mark(probe: Probe) -> None:
    probe.serve(reply(b"\xef\xbb\xbf" + GOOD))
    assert probe.gives().id == "w1"
