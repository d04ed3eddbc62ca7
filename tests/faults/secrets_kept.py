"""Whether a secret can be found in what is left of a call: errors, logs, clients."""

from __future__ import annotations

import gc
import logging
import pickle
import traceback
from collections.abc import Iterator
from types import FrameType, FunctionType, ModuleType, TracebackType
from typing import Any

# From there on everything of the process can be reached.
_ELSEWHERE = (type, ModuleType, FunctionType, FrameType, TracebackType)


def texts(root: object) -> Iterator[str]:
    """Every text that can be reached from an object, through whatever it refers to."""
    waiting, known = [root], {id(root)}
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, bytes | bytearray):
            yield one.decode("latin-1")
        for other in gc.get_referents(one):
            if id(other) not in known and not isinstance(other, _ELSEWHERE):
                known.add(id(other))
                waiting.append(other)


def printed(error: BaseException) -> str:
    """All that may be printed of an error: itself, its chain, and what it pickles to."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None:
        chain.append(link)
        link = link.__cause__ or link.__context__
    pieces = [f"{one!s} {one!r} {one.args!r} {vars(one)!r}" for one in chain]
    pieces += traceback.format_exception(error)
    return "\n".join(pieces) + pickle.dumps(error).decode("latin-1")


def leaks(error: BaseException, secret: str) -> list[str]:
    """Where the secret stands; nothing, where all is right."""
    found = ["printed"] if secret in printed(error) else []
    return found + [
        f"reachable: {text[:40]}" for text in texts(error) if secret in text
    ]


class Log(logging.Handler):
    """Everything that is logged while it is open, at any level, by whatever library."""

    def __init__(self) -> None:
        super().__init__(0)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage() + repr(record.args))

    def __enter__(self) -> Log:
        root = logging.getLogger()
        self._level = root.level
        root.setLevel(logging.DEBUG)
        root.addHandler(self)
        return self

    def __exit__(self, *_: Any) -> None:
        root = logging.getLogger()
        root.removeHandler(self)
        root.setLevel(self._level)
