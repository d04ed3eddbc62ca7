"""Telling the examples of an API's authors from those that a site generates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...source import Node

_PLACEHOLDER = re.compile(
    r"<[A-Za-z]+>|2023-11-07(T05:31:56Z)?|3c90c3cc-0d44-4b50-8888-8dd25736052a"
)


def is_real(name: str, value: Node) -> bool:
    """Whether an example was written by hand: sites call theirs `example` and fill it
    with `<string>`, 123, true, one date and one UUID."""
    if name != "example":
        return True
    leaves = list(_leaves(value))
    if all(isinstance(leaf, bool) or leaf is None for leaf in leaves):
        return False
    return not any(_is_placeholder(leaf) for leaf in leaves)


def _is_placeholder(leaf: Node) -> bool:
    if isinstance(leaf, str):
        return _PLACEHOLDER.fullmatch(leaf) is not None
    return not isinstance(leaf, bool) and leaf == 123


def _leaves(value: Node) -> Iterator[Node]:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
        else:
            yield item
