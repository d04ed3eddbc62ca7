"""Bodies that are streamed, and multipart bodies, as a server receives them."""

from __future__ import annotations

import io
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from runtime_calls import ThroughDoors
from runtime_doors import Door
from runtime_server import Server
from vendored._runtime import (
    ApiConnectionError,
    Call,
    File,
    Json,
    RequestError,
    StatusError,
    SyncClient,
)

BIG = bytes(range(256)) * 4000


def put(path: str = "/x", verb: str = "PUT", **body: Any) -> Call[Any]:
    return Call(verb, (path,), returns=Json[Any], **body)


def pieces() -> Iterator[bytes]:
    yield from (b"one ", b"", b"two ", b"three")


class Once:
    """Iterable again and again, of unknown length."""

    def __iter__(self) -> Iterator[bytes]:
        return pieces()


class Pipe:
    """A file that cannot be rewound, nor says how long it is."""

    def __init__(self, content: bytes) -> None:
        self._inner = io.BytesIO(content)

    def read(self, size: int) -> bytes:
        return self._inner.read(size)


class Failing(io.BytesIO):
    def read(self, size: int | None = -1, /) -> bytes:
        raise OSError("the disk is gone")


class Growing(io.BytesIO):
    """Says that it has two bytes, and gives as many as it is told."""

    def __init__(self, content: bytes) -> None:
        super().__init__(b"ab")
        self._pieces = [content, b""]

    def read(self, size: int | None = -1, /) -> bytes:
        return self._pieces.pop(0)


class TestContent(ThroughDoors):
    def test_files_have_a_length(
        self, door: Door, server: Server, tmp_path: Path
    ) -> None:
        path = tmp_path / "big"
        path.write_bytes(b"skipped" + BIG)
        with path.open("rb") as file:
            file.seek(7)
            door.send(put(content=file))
            assert not file.closed
        (seen,) = server.seen
        assert seen.body == BIG
        assert seen.headers["content-length"] == str(len(BIG))
        assert seen.headers["content-type"] == "application/octet-stream"
        assert "transfer-encoding" not in seen.headers

    @pytest.mark.parametrize(
        ("content", "body"),
        [
            (pieces, b"one two three"),
            (Once, b"one two three"),
            (lambda: Pipe(BIG), BIG),
            (lambda: io.StringIO("grün\n"), "grün\n".encode()),
            (lambda: iter(()), b""),
            (lambda: (text for text in ("a", "ü")), "aü".encode()),
        ],
    )
    def test_chunks_where_the_length_is_unknown(
        self, door: Door, server: Server, content: Callable[[], Any], body: bytes
    ) -> None:
        door.send(put(content=content(), media_type="x/y"))
        (seen,) = server.seen
        assert (seen.body, seen.headers["content-type"]) == (body, "x/y")
        assert seen.headers["transfer-encoding"] == "chunked"
        assert "content-length" not in seen.headers

    @pytest.mark.parametrize(
        ("content", "body"),
        [
            *((["a", b"b"], b"ab"), ((b"c",), b"c"), (bytearray(b"d"), b"d")),
            *((memoryview(b"e"), b"e"), ("ü", "ü".encode()), (b"", b"")),
            (io.BytesIO(b""), b""),
        ],
        ids=lambda value: type(value).__name__,
    )
    def test_lengths(
        self, door: Door, server: Server, content: object, body: bytes
    ) -> None:
        door.send(put(content=content))
        (seen,) = server.seen
        assert (seen.body, seen.headers["content-length"]) == (body, str(len(body)))

    def test_the_connection_is_kept(self, door: Door, server: Server) -> None:
        for content in (io.BytesIO(BIG), pieces(), b"x"):
            door.send(put(content=content))
        assert len({seen.port for seen in server.seen}) == 1

    @pytest.mark.parametrize(
        ("content", "problem"),
        [
            (lambda: Failing(b"ab"), "the disk is gone"),
            (lambda: Growing(b"abc"), "grown"),
            (lambda: Growing(b"a"), "shrunk"),
            (lambda: iter([b"a", 3]), "not int"),
        ],
    )
    def test_what_cannot_be_read(
        self, door: Door, server: Server, content: Any, problem: str
    ) -> None:
        with pytest.raises(RequestError, match=problem) as caught:
            door.send(put(content=content()))
        assert not isinstance(caught.value, ApiConnectionError)
        assert server.seen == [], "no request arrived whole"
        assert door.send(put()) is not None

    @pytest.mark.parametrize("content", [3, object(), {1: 2}.items, [3], [None]])
    def test_what_is_no_content(self, server: Server, content: Any) -> None:
        with SyncClient(server.url, {}) as client, pytest.raises(RequestError):
            client.send(put(content=content))
        assert server.seen == []

    def test_retries_read_again(
        self, open_door: Callable[..., Door], server: Server
    ) -> None:
        door = open_door(retries=2)
        for index, content in enumerate((io.BytesIO(BIG), Once(), b"x")):
            door.send(put(f"/flaky/503/1?{index}", content=content))
        bodies = [seen.body for seen in server.seen]
        assert bodies == [BIG, BIG, *[b"one two three"] * 2, b"x", b"x"]

    @pytest.mark.parametrize("content", [pieces, lambda: Pipe(b"x")])
    def test_what_is_read_once_is_sent_once(
        self, open_door: Callable[..., Door], server: Server, content: Any
    ) -> None:
        door = open_door(retries=2)
        for body in ({"content": content()}, {"multipart": {"f": File(content())}}):
            server.seen.clear()
            with pytest.raises(StatusError, match="503"):
                door.send(put("/flaky/503/1", **body))
            assert len(server.seen) == 1

    def test_files_are_not_loaded_whole(self, server: Server, tmp_path: Path) -> None:
        path = tmp_path / "huge"
        with path.open("wb") as file:
            file.truncate(60_000_000)
        call = put("/unread", content=path.open("rb"))
        tracemalloc.start()
        with SyncClient(server.url, {}) as client, pytest.raises(StatusError):
            client.send(call)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 2_000_000

    def test_the_loop_is_not_blocked(self, server: Server) -> None:
        threads: list[int] = []

        def slow() -> Iterator[bytes]:
            threads.append(threading.get_ident())
            yield b"x"

        for kind in ("async-stdlib", "async-httpx2", "async-httpx"):
            door = Door(kind, server.url)
            door.send(put(content=slow()))
            door.close()
        assert threading.get_ident() not in threads
