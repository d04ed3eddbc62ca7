"""Bodies that are written to a file while they arrive, and never held whole."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from os import PathLike, urandom
from typing import Any, BinaryIO, TypeAlias

from .call import Call
from .event_text import Limits
from .media import Binary
from .stream_call import plain
from .stream_media import Items, Reader, StreamMedia
from .transport import ResponseHead

Target: TypeAlias = str | PathLike[str] | BinaryIO
"""Where a download goes: the path of a file, or a file that is open for writing."""


class Pieces(StreamMedia[bytes]):
    """The bytes of a body, in pieces as they arrive."""

    named = "bytes"

    @classmethod
    def fits(cls, content_type: str) -> bool:
        return True

    @classmethod
    def reader(cls, head: ResponseHead, limits: Limits) -> Reader:
        return _Through()

    @classmethod
    def value(cls, item: Any, hint: Any) -> Any:
        return item

    @classmethod
    def text(cls, item: Any) -> bytes:
        piece: bytes = item
        return piece


class _Through:
    """A reader whose items are the pieces themselves."""

    over = False

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        if chunk:
            yield chunk

    def end(self) -> Iterator[bytes]:
        return iter(())


def in_pieces(call: Call[bytes]) -> Call[Items[bytes]]:
    """The same call, its binary answers read in pieces."""
    return plain(call, returns=_piecewise(call.returns), accept=call.accept or "*/*")


def _piecewise(returns: Any) -> Any:
    if isinstance(returns, Mapping):
        by_status: dict[Any, Any] = {**returns}
        return {status: _piecewise(one) for status, one in by_status.items()}
    if isinstance(returns, tuple):
        several: list[Any] = [*returns]
        return tuple(_piecewise(one) for one in several)
    return Pieces if returns is Binary else returns


@contextmanager
def opened(target: Target) -> Generator[BinaryIO]:
    """The file to write to.

    A path gets its file only once everything is written: until then the bytes are in a
    file beside it, which a failure removes.
    """
    if not isinstance(target, (str, PathLike)):
        yield target
        return
    from pathlib import Path

    path = Path(target)
    partial = path.with_name(f"{path.name}.{urandom(4).hex()}.part")
    try:
        with partial.open("xb") as file:
            yield file
        partial.replace(path)
    except BaseException:
        with suppress(OSError):
            partial.unlink()
        raise


def written(file: BinaryIO, piece: bytes) -> int:
    """Write the whole of a piece, and give its length.

    A file without a buffer may take a part only; one that does not count takes it all.
    """
    done, size = 0, len(piece)
    while done < size:
        taken: int | None = file.write(piece[done:])
        done = done + taken if taken else size
    return size
