"""The core schema of YAML 1.2 (section 10.3.2): what an unquoted scalar stands for."""

from __future__ import annotations

import re
from typing import Final

Scalar = str | int | float | bool | None

_WORDS: Final[dict[str, Scalar]] = {
    **dict.fromkeys(["", "~", "null", "Null", "NULL"]),
    **dict.fromkeys(["true", "True", "TRUE"], True),
    **dict.fromkeys(["false", "False", "FALSE"], False),
    **dict.fromkeys([".nan", ".NaN", ".NAN"], float("nan")),
    **dict.fromkeys(
        [f"{sign}.{word}" for sign in ("", "+") for word in ("inf", "Inf", "INF")],
        float("inf"),
    ),
    **dict.fromkeys(["-.inf", "-.Inf", "-.INF"], float("-inf")),
}
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_NUMBER_STARTS = frozenset("-+.0123456789")

TYPED_STARTS: Final = frozenset(word[:1] for word in _WORDS) | _NUMBER_STARTS
"""The first characters (or '' for an empty one) of scalars that may not be text."""


def resolve(text: str) -> Scalar:
    """The value of an unquoted scalar.

    Raises:
        ValueError: an integer with more digits than Python converts.
    """
    first = text[:1]
    if first not in TYPED_STARTS:
        return text
    if first in _NUMBER_STARTS and text[-1:].isalnum() | (text[-1:] == "."):
        return _number(text)
    return _WORDS.get(text, text)


def _number(text: str) -> Scalar:
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if _BASED.fullmatch(text):
        return int(text, 0)
    return _WORDS.get(text, text)
