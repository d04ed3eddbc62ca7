"""Which way the values of a component travel: into requests, out of responses."""

from __future__ import annotations

from collections.abc import Iterator

from ..source import Node
from .canonical import Tree

_PREFIX = "#/components/"
_WRITTEN = ("requestBody", "parameters")
_READ = ("responses",)


def is_written(tree: Tree, name: str) -> bool:
    """Whether a request of the document can hold a value of the schema `name`."""
    return _reaches(tree, _WRITTEN, name)


def is_read(tree: Tree, name: str) -> bool:
    """Whether a response of the document can hold a value of the schema `name`."""
    return _reaches(tree, _READ, name)


def _reaches(tree: Tree, starts: tuple[str, ...], name: str) -> bool:
    target = ("schemas", name)
    waiting = [part for node in _operations(tree) for part in map(node.get, starts)]
    seen: set[tuple[str, str]] = set()
    components = tree.get("components")
    while waiting:
        for section, found in _references(waiting.pop()):
            if (section, found) in seen or not isinstance(components, dict):
                continue
            seen.add((section, found))
            entries = components.get(section)
            waiting.append(entries.get(found) if isinstance(entries, dict) else None)
    return target in seen


def _operations(tree: Tree) -> Iterator[Tree]:
    for key in ("paths", "webhooks"):
        items = tree.get(key)
        for item in items.values() if isinstance(items, dict) else ():
            if isinstance(item, dict):
                yield item
                yield from (node for node in item.values() if isinstance(node, dict))


def _references(node: Node) -> Iterator[tuple[str, str]]:
    waiting = [node]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            waiting.extend(value.values())
            text = value.get("$ref")
            if isinstance(text, str) and text.startswith(_PREFIX):
                section, _, name = text[len(_PREFIX) :].partition("/")
                token = name.partition("/")[0]
                yield section, token.replace("~1", "/").replace("~0", "~")
