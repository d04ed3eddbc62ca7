"""Streams of text, cut into events and records as the HTML standard and RFC 7464 say."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, strategies as some
from vendored._runtime import (
    DecodeError,
    Event,
    EventStream,
    Headers,
    JsonLines,
    ResponseTooLarge,
)
from vendored._runtime.event_text import EventReader, Limits, RecordReader
from vendored._runtime.media import accepts, read
from vendored._runtime.transport import Response

DEFAULT = Limits()


def events(*chunks: bytes, limits: Limits = DEFAULT) -> list[Event[str]]:
    reader = EventReader(limits)
    found = [event for chunk in chunks for event in reader.feed(chunk)]
    return [*found, *reader.end()]


def texts(*chunks: bytes, sequence: bool = False) -> list[bytes]:
    reader = RecordReader(Limits(9, 20), sequence)
    found = [record for chunk in chunks for record in reader.feed(chunk)]
    return [record.strip() for record in [*found, *reader.end()]]


class TestEvents:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            # The examples of the standard, section 9.2.6.
            (b"data: YHOO\ndata: +2\ndata: 10\n\n", [Event("YHOO\n+2\n10")]),
            (
                b": test\n\ndata: first\nid: 1\n\ndata:second\nid\n\ndata:  third\n\n",
                [Event("first", id="1"), Event("second"), Event(" third")],
            ),
            (b"data\n\ndata\ndata\n\ndata:", [Event(""), Event("\n")]),
            (b"data:test\n\ndata: test\n\n", [Event("test"), Event("test")]),
            # Line ends, and the byte order mark, which counts only at the beginning.
            (b"data:a\rdata:b\r\r", [Event("a\nb")]),
            (b"data:a\r\ndata:b\r\n\r\n", [Event("a\nb")]),
            (b"\xef\xbb\xbfdata:a\n\n\xef\xbb\xbfdata:b\n\n", [Event("a")]),
            (b"\xef\xbb\xbf\xef\xbb\xbfdata:a\n\ndata:b\n\n", [Event("b")]),
            # Fields
            (b"event: x\n\ndata: a\n\n", [Event("a")]),
            (b"event: x\ndata: a\n\ndata: b\n\n", [Event("a", "x"), Event("b")]),
            (b"id: 1\n\ndata: a\n\n", [Event("a", id="1")]),
            (b"id: 1\nid: 2\0\ndata: a\n\n", [Event("a", id="1")]),
            (b"retry: 5\ndata: a\n\ndata: b\n\n", [Event("a", retry=5), Event("b")]),
            (b"retry: 5x\nretry: -1\nretry: \xd9\xa3\ndata: a\n\n", [Event("a")]),
            (b"retry: " + b"9" * 5000 + b"\ndata: a\n\n", [Event("a")]),
            (b"Data: a\nother: b\n data: c\ndata : d\n\n", []),
            (b"data: a: b\n\n", [Event("a: b")]),
            (b"data: \xff\n\n", [Event("\ufffd")]),
            (b"data: [DONE]\n\ndata: a\n\n", []),
            (b"data: [DONE]x\n\n", [Event("[DONE]x")]),
            (b"data: a\n", []),
            (b"", []),
            (b"\n\n\r\r", []),
        ],
    )
    def test_by_the_standard(self, text: bytes, expected: list[Event[str]]) -> None:
        assert events(text) == expected
        assert events(*[text[at : at + 1] for at in range(len(text))]) == expected

    @given(
        some.lists(some.sampled_from(["\r", "\n", "data:", "x", ":", "id:", "é"])),
        some.data(),
    )
    def test_cuts_change_nothing(self, pieces: list[str], data: Any) -> None:
        text = "".join(pieces).encode()
        places = some.integers(0, len(text))
        cuts = sorted(data.draw(some.lists(places, max_size=5)))
        edges = [0, *cuts, len(text)]
        chunks = [text[a:b] for a, b in pairwise(edges)]
        assert events(*chunks) == events(text)

    def test_a_lone_cr_waits_for_nothing(self) -> None:
        assert list(EventReader(Limits()).feed(b"data:a\r\r")) == [Event("a")]

    def test_limits(self) -> None:
        limits = Limits(line=10, item=25)
        assert events(b"data:12345\n\n" * 9, limits=limits) == [Event("12345")] * 9
        for chunks in ([b"data:123456\n"], [b"x"] * 11, [b":" * 11]):
            with pytest.raises(ResponseTooLarge):
                events(*chunks, limits=limits)
        with pytest.raises(ResponseTooLarge):
            events(b"data:12345\n" * 3, limits=limits)
        assert (Limits().line, Limits().item) == (1048576, 8388608)


class TestRecords:
    def test_lines(self) -> None:
        assert texts(b"1\r\n\n [2]\n", b"", b"{", b"}") == [b"1", b"[2]", b"{}"]
        assert texts(b"\n") == []
        with pytest.raises(ResponseTooLarge):
            texts(b"1" * 11, b"1" * 10)

    def test_sequences(self) -> None:
        text = b'\x1e{"a":\n1}\n\x1e\x1e2\n\x1e3'
        expected = [b'{"a":\n1}', b"2", b"3"]
        assert texts(text, sequence=True) == expected
        single = [text[at : at + 1] for at in range(len(text))]
        assert texts(*single, sequence=True) == expected

    def test_a_complete_text_waits_for_nothing(self) -> None:
        reader = RecordReader(Limits(), True)
        assert [*reader.feed(b'\x1e{"a":\n')] == []
        assert [*reader.feed(b"1}\n")] == [b'{"a":\n1}\n']
        assert [*reader.feed(b"\x1e"), *reader.end()] == []


class TestMedia:
    def test_content_types(self) -> None:
        kinds = "application/jsonl application/x-ndjson application/ndjson"
        for kind in (
            *kinds.split(),
            "application/json-seq",
            "application/geo+json-seq",
        ):
            assert JsonLines.fits(kind)
            text = b"\x1e1\n\x1e2\n" if "seq" in kind else b"1\n2\n"
            headers = Headers([("Content-Type", f"{kind}; charset=utf-8")])
            assert read(JsonLines[int], Response(200, "", headers, text)) == (1, 2)
        assert not JsonLines.fits("text/html")
        assert EventStream.fits("text/event-stream")
        assert not EventStream.fits("application/json")
        assert accepts((EventStream[int],)) == ("text/event-stream",)

    def test_wrong_texts(self) -> None:
        headers = Headers([("Content-Type", "application/jsonl")])
        with pytest.raises(DecodeError, match=r"\$\[1\]: expected JSON"):
            read(JsonLines[int], Response(200, "", headers, b"1\n{\n"))

    def test_events_without_a_type(self) -> None:
        headers = Headers([("Content-Type", "text/event-stream")])
        response = Response(200, "", headers, b"event: a\ndata: [1]\n\n")
        assert read(EventStream[Any], response) == ([1],)
        assert read(EventStream[Event], response) == (Event("[1]", "a"),)
        assert read(EventStream[Event[list[int]]], response) == (Event([1], "a"),)
