"""How paths and values are spelled in error messages: short, escaped, safe to log."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

type_of: Callable[[Any], Any] = type
"""`type` as the type checkers see it for values of unknown type."""

LONGEST_TEXT = 60
"""Characters of a text that a message repeats at most."""


def short(text: str) -> str:
    """The text between quotes with everything unprintable escaped, cut when long."""
    most = 2 * LONGEST_TEXT  # an escape takes up to ten characters
    if len(text) <= LONGEST_TEXT and len(shown := repr(text)) <= most:
        return shown
    length = LONGEST_TEXT
    while len(shown := repr(text[: length - 1] + "…")) > most:
        length //= 2
    return shown


def step(key: object) -> str:
    """One step of a JSON path: `.name`, `[2]`, or `['a-b']` for other keys."""
    if isinstance(key, int):
        return f"[{key}]"
    name = str(key)
    if name.isascii() and name.isidentifier() and len(name) <= LONGEST_TEXT:
        return f".{name}"
    return f"[{short(name)}]"


def describe(value: Any) -> str:
    """A value as a message names it, such as `number 12` or `text 'abc'`.

    At most 200 characters, without control characters, whatever the value is.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"text {short(value)}"
    if isinstance(value, (int, float)):
        return _number(value)
    return _container(value)


def _number(value: float) -> str:
    if isinstance(value, int) and value.bit_length() > 128:
        return f"a number of {value.bit_length()} bits"
    return f"number {value}"


def _container(value: Any) -> str:
    kind = type_of(value)
    if issubclass(kind, Mapping):
        return f"an object of {_items(len(value))}"
    if issubclass(kind, (list, tuple)):
        return f"an array of {_items(len(value))}"
    return f"a value of the Python type {short(kind.__qualname__)}"


def _items(count: int) -> str:
    return "1 item" if count == 1 else f"{count} items"
