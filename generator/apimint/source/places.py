"""Where the values of a tree stand in its text: offsets first, lines when asked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from ..diagnostics import Position

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(slots=True)
class Place:
    """The offset of a value (of its key, in a mapping) and the places inside it.

    Aliases share the places of their anchor, so this takes no more room than the text.
    """

    index: int
    children: dict[str, Place] | None = None
    is_list: bool = False


def find(place: Place, keys: Iterable[str]) -> int:
    """The offset of the value below `keys`, or of its nearest ancestor that exists."""
    for key in keys:
        child = (place.children or {}).get(key)
        if child is None:
            break
        place = child
    return place.index


def line_starts(text: str) -> list[int]:
    """The offset of each line's first character."""
    return [0, *(end.end() for end in _LINE_END.finditer(text))]


def position_at(starts: list[int], index: int) -> Position:
    """Line and column, from 1, of the character at `index`."""
    line = bisect_right(starts, index)
    return Position(line, index - starts[line - 1] + 1)


def line_at(text: str, starts: list[int], number: int) -> str:
    """The text of a line, counted from 1, without its end; '' beyond the last."""
    if not 0 < number <= len(starts):
        return ""
    end = starts[number] if number < len(starts) else len(text)
    return text[starts[number - 1] : end].rstrip("\r\n")
