"""Path items of documents that are merged: what held for a whole document or path
becomes the operation's own where the documents differ."""

from __future__ import annotations

from ..source import Node
from .canonical import Tree
from .grammar import GRAMMAR, Kind

METHODS = tuple(
    key for key, slot in GRAMMAR[Kind.PATH_ITEM].items() if slot.kind is Kind.OPERATION
)
_SHARED = ("parameters", "servers")


def with_defaults(tree: Tree, first: Tree) -> Tree:
    """The document with its `servers` and `security` on each operation, where they
    are not those of the first document."""
    defaults: Tree = {}
    if tree.get("servers") and tree["servers"] != first.get("servers"):
        defaults["servers"] = tree["servers"]
    if tree.get("security") != first.get("security"):
        security = tree.get("security")
        defaults["security"] = security if isinstance(security, list) else []
    if not defaults:
        return tree
    paths = {key: _with(tree.get(key), defaults) for key in ("paths", "webhooks")}
    return {**tree, **{key: items for key, items in paths.items() if items}}


def _with(items: Node, defaults: Tree) -> Node:
    if not isinstance(items, dict):
        return items
    return {
        path: _each_operation(item, defaults) if isinstance(item, dict) else item
        for path, item in items.items()
    }


def _each_operation(item: Tree, defaults: Tree) -> Tree:
    own = {k: v for k, v in defaults.items() if k == "security" or k not in item}
    return {
        key: {**own, **node} if key in METHODS and isinstance(node, dict) else node
        for key, node in item.items()
    }


def pushed_down(one: Tree, two: Tree) -> tuple[Tree, Tree]:
    """Two items of one path, without the keys for all their operations in which they
    differ."""
    keys = [key for key in _SHARED if one.get(key) != two.get(key)]
    return _pushed(one, keys), _pushed(two, keys)


def _pushed(item: Tree, keys: list[str]) -> Tree:
    result = {key: value for key, value in item.items() if key not in keys}
    for method in METHODS:
        operation = result.get(method)
        if not isinstance(operation, dict):
            continue
        for key in keys:
            if key in item:
                operation = {**operation, key: _joined(key, item[key], operation)}
        result[method] = operation
    return result


def _joined(key: str, shared: Node, operation: Tree) -> Node:
    """An operation's own parameters override the path's of the same name and place."""
    own = operation.get(key)
    if key == "servers" or not isinstance(shared, list) or not isinstance(own, list):
        return shared if own is None else own
    names = {_identity(parameter) for parameter in own}
    return [*(p for p in shared if _identity(p) not in names), *own]


def _identity(parameter: Node) -> tuple[str, ...]:
    if not isinstance(parameter, dict):
        return (str(parameter),)
    if "$ref" in parameter:
        return (str(parameter["$ref"]),)
    return (str(parameter.get("name")), str(parameter.get("in")))
