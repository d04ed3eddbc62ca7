"""Schemas that are referred to by a name of their own and not by a pointer."""

from __future__ import annotations

from ..source import Node
from .canonical import child

NAMING = ("$id", "$anchor", "$dynamicAnchor", "$recursiveAnchor")
"""Keywords that name a schema for others; pointers replace them."""

_MARKS = (("$id", ""), ("$anchor", "#"), ("$dynamicAnchor", "#"))


def marks(tree: Node) -> dict[str, list[str]]:
    """Each `$id`, and each `$anchor` or `$dynamicAnchor` behind a #, with the pointers
    of the schemas that have it, in their order.

    JSON Schema 2020-12 core, section 8.2. An `$id` is compared as it is written.
    """
    found: dict[str, list[str]] = {}
    waiting: list[tuple[str, Node]] = [("", tree)]
    while waiting:
        pointer, value = waiting.pop()
        inner: list[tuple[str, Node]] = []
        if isinstance(value, list):
            inner = [(child(pointer, i), item) for i, item in enumerate(value)]
        elif isinstance(value, dict):
            inner = [(child(pointer, key), item) for key, item in value.items()]
            for keyword, mark in _MARKS:
                name = value.get(keyword)
                if isinstance(name, str):
                    found.setdefault(mark + name, []).append(pointer)
        waiting.extend(reversed(inner))
    return found
