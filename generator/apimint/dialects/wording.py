"""Words for messages."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from ..source import Node, quote


def described(value: Node) -> str:
    """What a value is: `null`, `the text "x"`, `a list`…"""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case int() | float():
            return f"the number {value}"
        case str():
            return f"the text {quote(value, 40)}"
        case list():
            return "a list"
        case _:
            return "an object"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the most similar of the known words; '' if none is similar."""
    close = get_close_matches(word, list(known), n=1)
    return f"did you mean `{close[0]}`?" if close else ""
