"""A document as Prism can load it.

Prism replaces each reference by what it refers to, and takes hours where many schemas refer
to each other in a circle (stoplightio/prism, issue 1479). Stripe's objects do: 68 of them.
Such circles are opened, where no request uses them; what requests say stays as it is. An
optional property goes, an array is empty, and an alternative leaves the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_SCHEMAS = "#/components/schemas/"
_DATA = ("default", "example", "const")
_TOO_MANY = 10  # schemas in a circle


def opened(document: Any) -> tuple[Any, int]:
    """The document with circles opened, and how many references were left out."""
    schemas = document.get("components", {}).get("schemas", {})
    graph = {
        name: set(_names(schema)) & set(schemas) for name, schema in schemas.items()
    }
    sent = _reachable(
        graph, {name for part in _requests(document) for name in _names(part)}
    )
    circles = [circle for circle in _circles(graph) if len(circle) > _TOO_MANY]
    cut = [0]
    changed = dict(schemas)
    for circle in circles:
        for name in circle - sent:
            changed[name] = _without(schemas[name], circle, cut)
    if not circles:
        return document, 0
    components = document["components"] | {"schemas": changed}
    return document | {"components": components}, cut[0]


def _requests(document: Any) -> Iterator[Any]:
    for item in document["paths"].values():
        yield item.get("parameters")
        for operation in item.values():
            if isinstance(operation, dict):
                yield operation.get("parameters")
                yield operation.get("requestBody")
    for kind in ("parameters", "requestBodies"):
        yield document.get("components", {}).get(kind)


def _names(tree: Any) -> Iterator[str]:
    """The schemas that a part of a document refers to."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            reference = node.get("$ref")
            if isinstance(reference, str) and reference.startswith(_SCHEMAS):
                yield reference.removeprefix(_SCHEMAS)
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def _reachable(graph: dict[str, set[str]], names: set[str]) -> set[str]:
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(graph.get(name, ()))
    return found


def _circles(graph: dict[str, set[str]]) -> list[set[str]]:
    """The sets of schemas that all lead to each other."""
    behind = {name: _reachable(graph, graph[name]) for name in graph}
    circles: list[set[str]] = []
    for name in graph:
        if name in behind[name] and not any(name in circle for circle in circles):
            circles.append({one for one in behind[name] if name in behind[one]})
    return circles


def _without(tree: Any, circle: set[str], cut: list[int]) -> Any:
    """A schema without what leads back into the circle; None where nothing is left."""
    if isinstance(tree, list):
        return [_without(item, circle, cut) for item in tree]
    if not isinstance(tree, dict):
        return tree
    reference = tree.get("$ref")
    if isinstance(reference, str) and reference.removeprefix(_SCHEMAS) in circle:
        cut[0] += 1
        return None
    result = {key: _without(item, circle, cut) for key, item in tree.items()}
    for key in ("anyOf", "oneOf", "allOf"):
        if key in result:
            result[key] = [each for each in result[key] if each is not None]
            if not result[key]:
                return None
    if result.get("items", tree) is None:
        result |= {"items": {}, "maxItems": 0}
    if isinstance(result.get("properties"), dict):
        needed = result.get("required", ())
        result["properties"] = {
            name: {} if each is None else each
            for name, each in result["properties"].items()
            if each is not None or name in needed
        }
    return {
        key: item for key, item in result.items() if item is not None or key in _DATA
    }
