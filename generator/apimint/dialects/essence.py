"""What a schema says, without what it only documents: for comparing schemas."""

from __future__ import annotations

from ..source import Node
from .canonical import Tree
from .grammar import GRAMMAR, Form, Kind

_DOCUMENTATION = frozenset(
    {
        *("title", "description", "example", "examples", "externalDocs", "$comment"),
        *("summary", "deprecated", "readOnly", "writeOnly"),
    }
)


def essence(node: Node) -> Node:
    """A schema without documentation, extensions and directions, its `required` in
    order; objects compare equal in any order of keys anyway."""
    return schema_essence(node) if isinstance(node, dict) else node


def schema_essence(schema: Tree) -> Node:
    result: Tree = {}
    for key, value in schema.items():
        if key in _DOCUMENTATION or key.startswith("x-"):
            continue
        if key == "enum" and "const" in schema:
            continue  # one version of a page writes both, another `const` alone
        result[key] = _part(key, value)
    return result


def _part(key: str, value: Node) -> Node:
    if key in ("required", "type") and isinstance(value, list):
        return sorted(value, key=str)
    slot = GRAMMAR[Kind.SCHEMA].get(key)
    if slot is None or slot.kind is not Kind.SCHEMA:
        return value
    if slot.form is Form.MAP and isinstance(value, dict):
        return {name: essence(item) for name, item in value.items()}
    if slot.form is Form.LIST and isinstance(value, list):
        return [essence(item) for item in value]
    return essence(value)
