"""Diagnostics as text and as JSON, with the place, the source line and a caret."""

from __future__ import annotations

import re
import unicodedata

from .diagnostics import Diagnostic, Location, Position
from .source import Sources, escape
from .source.quote import MAX_QUOTED, shorten

_LONG_QUOTE = re.compile(rf"'[^'\n]{{{MAX_QUOTED + 1},}}'")
_LONGEST_POINTER = 200


def render(diagnostic: Diagnostic, sources: Sources) -> str:
    """The message for a person: several lines, the last without a line end.

    Text of the input is shown escaped, and never more than 80 characters of it at once.
    """
    position = _position(diagnostic, sources)
    lines = [
        f"{_place(diagnostic.location, position)}: {diagnostic.severity}: "
        f"{_safe(diagnostic.message)} [{diagnostic.code}]"
    ]
    if position is not None:
        text = sources.excerpt(diagnostic.location, position)
        lines += _excerpt(text, position)
    if diagnostic.location.pointer:
        lines.append(f"  at {_pointer(diagnostic.location)}")
    for step in diagnostic.trail:
        place = _place(step, sources.position(step))
        lines.append(f"  via {place} {_pointer(step)}")
    if diagnostic.hint:
        lines.append(f"  hint: {_safe(diagnostic.hint)}")
    return "\n".join(lines)


def as_json(diagnostic: Diagnostic, sources: Sources) -> dict[str, str | int | None]:
    """The message for a program; `line` and `column` count from 1 and are None where
    the message is about a file as a whole.
    """
    position = _position(diagnostic, sources)
    return {
        "severity": diagnostic.severity.value,
        "code": diagnostic.code,
        "message": _safe(diagnostic.message),
        "file": diagnostic.location.file,
        "line": position.line if position else None,
        "column": position.column if position else None,
        "pointer": diagnostic.location.pointer,
        "hint": _safe(diagnostic.hint),
    }


def _position(diagnostic: Diagnostic, sources: Sources) -> Position | None:
    return diagnostic.position or sources.position(diagnostic.location)


def _place(location: Location, position: Position | None) -> str:
    file = escape(location.file)
    return f"{file}:{position.line}:{position.column}" if position else file


def _pointer(location: Location) -> str:
    tokens = [shorten(token) for token in location.pointer.split("/")]
    return "#" + escape(shorten("/".join(tokens), _LONGEST_POINTER))


def _safe(text: str) -> str:
    """A message in one line, without a long quotation."""
    cut = _LONG_QUOTE.sub(lambda found: f"'{shorten(found[0][1:-1])}'", text)
    return escape(cut)


def _excerpt(text: str, position: Position) -> list[str]:
    """The source line around the column, and a caret below the column."""
    if not text.strip():
        return []
    column = position.column - 1
    start = max(0, min(column - MAX_QUOTED // 2, len(text) - MAX_QUOTED))
    end = start + MAX_QUOTED
    left, right = escape(text[start:column]), escape(text[column:end])
    before = left[-max(MAX_QUOTED // 2, MAX_QUOTED - len(right)) :]
    after = right[: MAX_QUOTED - len(before)]
    if start or before != left:
        before = "…" + before
    if end < len(text) or after != right:
        after += "…"
    number = str(position.line)
    return [
        f"   {number} | {before}{after}",
        f"   {' ' * len(number)} | {' ' * _width(before)}^",
    ]


def _width(text: str) -> int:
    """The columns that a terminal uses for `text`."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    marks = sum(unicodedata.category(c) == "Mn" for c in text)
    return len(text) + wide - marks
