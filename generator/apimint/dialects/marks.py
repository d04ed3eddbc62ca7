"""Schemas that are referred to by a name of their own and not by a pointer."""

from __future__ import annotations

from ..source import Node
from .canonical import child


def marks(tree: Node) -> dict[str, str]:
    """Each `$id`, and each `$anchor` behind a #, with its schema's pointer.

    JSON Schema 2020-12 core, section 8.2. An `$id` is compared as it is written.
    """
    found: dict[str, str] = {}
    waiting: list[tuple[str, Node]] = [("", tree)]
    while waiting:
        pointer, value = waiting.pop()
        if isinstance(value, list):
            waiting.extend((child(pointer, i), item) for i, item in enumerate(value))
        elif isinstance(value, dict):
            waiting.extend((child(pointer, key), item) for key, item in value.items())
            for keyword, mark in (("$id", ""), ("$anchor", "#")):
                name = value.get(keyword)
                if isinstance(name, str):
                    found.setdefault(mark + name, pointer)
    return found
