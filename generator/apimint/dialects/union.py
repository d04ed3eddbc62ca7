"""Two documents' definitions of one schema that agree → one.

They may differ in documentation, and in the properties that one of them shows: pages
leave readOnly properties out of requests and writeOnly ones out of responses.
"""

from __future__ import annotations

from typing import cast

from ..source import Node
from .canonical import Tree
from .directions import is_read, is_written

_FLAGS = {"readOnly": is_written, "writeOnly": is_read}


def united(name: str, mine: Tree, theirs: Tree, tree: Tree, other: Tree) -> Tree:
    """The later document's schema, with the properties of both."""
    one, two = mine.get("properties"), theirs.get("properties")
    if not isinstance(one, dict) or not isinstance(two, dict):
        return theirs
    first, second = (one, two) if len(one) > len(two) else (two, one)
    properties: Tree = {}
    for key in {**first, **second}:
        if key in one and key in two:
            pair = (one[key], two[key])
            properties[key] = _property(name, pair, (tree, other))
        else:
            properties[key] = one[key] if key in one else two[key]
    result: Tree = {**mine, **theirs, "properties": properties}
    required = _required(mine, theirs, properties)
    result.pop("required", None)
    if required:
        result["required"] = required
    return result


def _property(name: str, pair: tuple[Node, Node], trees: tuple[Tree, Tree]) -> Node:
    """The later definition. A flag that only one document has stays, unless the other
    one uses the schema in the direction that the flag forbids."""
    mine, theirs = pair
    if not isinstance(mine, dict) or not isinstance(theirs, dict):
        return theirs
    result = dict(theirs)
    for flag, forbidden in _FLAGS.items():
        flags = (mine.get(flag) is True, theirs.get(flag) is True)
        if flags[0] == flags[1]:
            continue
        without = trees[0] if flags[1] else trees[1]
        if forbidden(without, name):
            result.pop(flag, None)
        else:
            result[flag] = True
    return result


def _required(mine: Tree, theirs: Tree, properties: Tree) -> list[Node]:
    """Required in both; or, of a property that one of them leaves out because of its
    direction, required in the other."""
    sides = [(_names(schema), _keys(schema)) for schema in (mine, theirs)]
    names = dict.fromkeys([*sides[0][0], *sides[1][0]])
    return [
        name
        for name in names
        if all(
            name in required or (name not in keys and _one_way(properties.get(name)))
            for required, keys in sides
        )
    ]


def _names(schema: Tree) -> list[str]:
    required = schema.get("required")
    return [str(name) for name in required] if isinstance(required, list) else []


def _keys(schema: Tree) -> set[str]:
    return set(cast(Tree, schema["properties"]))


def _one_way(node: Node) -> bool:
    return isinstance(node, dict) and any(node.get(flag) is True for flag in _FLAGS)
