"""Checks that hold for schemas of every dialect."""

from __future__ import annotations

from ..source import Node
from .canonical import Site, Tree
from .grammar import Kind
from .wording import did_you_mean

TYPES = ("null", "boolean", "object", "array", "number", "string", "integer")
_HINTS = {
    "file": "write `type: string` with `format: binary`",
    "any": "leave `type` out: a schema without it takes any value",
}


def checked(kind: Kind, node: Tree, site: Site) -> Tree:
    """The node without what no stage could read; what was left out is reported."""
    if kind is not Kind.SCHEMA:
        return node
    if isinstance(node.get("required"), bool):
        message = "`required` lists the names of required properties in a schema"
        hint = "list them beside `properties`; this one is ignored"
        where = site.location / "required"
        site.diagnostics.warning("ignored-value", message, where, hint=hint)
        node = {key: value for key, value in node.items() if key != "required"}
    if "type" not in node:
        return node
    node = {**node, "type": _named_null(node["type"])}
    if not _is_type(node["type"], site):
        del node["type"]
    return node


def _named_null(value: Node) -> Node:
    """In YAML, `[string, null]` holds no text "null"; its author means the type."""
    if isinstance(value, list):
        return ["null" if name is None else name for name in value]
    return value


def _is_type(value: Node, site: Site) -> bool:
    if isinstance(value, str) and value in TYPES:
        return True
    where = site.location / "type"
    if value is None:
        site.diagnostics.warning("ignored-value", "`type` is null", where)
        return False
    if not isinstance(value, str | list) or value == []:
        message = "`type` is the name of a JSON type or a list of such names"
        site.error("unknown-type", message, where)
        return False
    names = [value] if isinstance(value, str) else value
    unknown = [name for name in names if name not in TYPES]
    for name in unknown:
        message = f"`{name}` is not one of JSON's types ({', '.join(TYPES)})"
        site.error("unknown-type", message, where, _hint(str(name)))
    return not unknown


def _hint(name: str) -> str:
    if name in _HINTS:
        return _HINTS[name]
    return did_you_mean(name.lower(), TYPES)
