"""Which schemas of a document its operations reach, by the text of its `$ref`s."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from ..source import Node
from ..source.pointer import split

_SECTIONS = (["definitions"], ["components", "schemas"])


def schema_at(pointer: str) -> str:
    """The name of the component schema that a place lies in; empty outside of all."""
    keys = split(pointer)
    for section in _SECTIONS:
        if keys[: len(section)] == section and len(keys) > len(section):
            return keys[len(section)]
    return ""


def unreached(tree: Node) -> frozenset[str]:
    """The names of the component schemas that nothing outside of them leads to. A
    document without operations is all about its schemas: none is unreached there.
    """
    if not isinstance(tree, dict) or not tree.get("paths"):
        return frozenset()
    schemas = _schemas(tree)
    rest = {key: value for key, value in tree.items() if key != "definitions"}
    components = rest.get("components")
    if isinstance(components, dict):
        rest["components"] = {k: v for k, v in components.items() if k != "schemas"}
    reached: set[str] = set()
    queue: list[Node] = [rest]
    while queue:
        for name in _references(queue.pop()):
            if name in schemas and name not in reached:
                reached.add(name)
                queue.append(schemas[name])
    return frozenset(schemas) - reached


def _schemas(tree: dict[str, Node]) -> dict[str, Node]:
    found: Node = tree.get("definitions")
    components = tree.get("components")
    if isinstance(components, dict):
        found = components.get("schemas")
    return found if isinstance(found, dict) else {}


def _references(node: Node) -> Iterator[str]:
    """The names of the component schemas that a subtree refers to."""
    queue = [node]
    while queue:
        here = queue.pop()
        if isinstance(here, dict):
            reference = here.get("$ref")
            if isinstance(reference, str) and reference.startswith("#/"):
                yield schema_at(unquote(reference[1:]))
            queue.extend(here.values())
        elif isinstance(here, list):
            queue.extend(here)
