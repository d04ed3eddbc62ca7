"""Text of an input, made safe to show: nothing invisible, nothing long."""

from __future__ import annotations

from ..characters import is_printable

MAX_QUOTED = 80


def escape(text: str) -> str:
    """`text` with a visible escape for each character that does not print: controls,
    line ends, bidirectional and zero-width characters. A tab becomes one space.
    """
    if is_printable(text):
        return text
    return "".join(map(_escape_character, text))


def _escape_character(character: str) -> str:
    if is_printable(character):
        return character
    if character == "\t":
        return " "
    return ascii(character)[1:-1]


def shorten(text: str, limit: int = MAX_QUOTED) -> str:
    """`text`, or its beginning and its end around an ellipsis, `limit` characters."""
    if len(text) <= limit:
        return text
    tail = limit // 4
    return f"{text[: limit - tail - 1]}…{text[-tail:]}"


def quote(text: str, limit: int = MAX_QUOTED) -> str:
    """`text` in single quotes, shortened and escaped, for a message."""
    return f"'{escape(shorten(text, limit))}'"
