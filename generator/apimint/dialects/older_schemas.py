"""Words of schemas from before JSON Schema 2020-12, in JSON Schema 2020-12's words.

OpenAPI 3.0's (OpenAPI 3.0.4 section 4.7.24), most of which are Swagger 2.0's too.
"""

from __future__ import annotations

from ..source import Node
from .canonical import Site, Tree

_LIMITS = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}

_KEPT_BESIDE_REF = frozenset(
    {
        *("$ref", "title", "description", "default", "example", "examples"),
        *("deprecated", "nullable", "readOnly", "writeOnly", "externalDocs"),
    }
)


def nullable(node: Tree, site: Site, word: str = "nullable") -> Tree:
    """`nullable: true`, or that of another `word`, becomes the type `null`: in `type`,
    in `enum` and, where there is no type, as an alternative."""
    if word not in node:
        return node
    flag = node[word]
    node = {key: value for key, value in node.items() if key != word}
    if flag is not True and flag != "true":
        return node
    if "$ref" in node:
        return _or_null(node, "$ref", site, word)
    enum = node.get("enum")
    if isinstance(enum, list) and None not in enum:
        node["enum"] = [*enum, None]
    type_ = node.get("type")
    if isinstance(type_, str):
        return {**node, "type": type_ if type_ == "null" else [type_, "null"]}
    if isinstance(type_, list):
        return {**node, "type": type_ if "null" in type_ else [*type_, "null"]}
    return _nullable_union(node, site, word)


def _nullable_union(node: Tree, site: Site, word: str) -> Tree:
    """Without `type`, OpenAPI 3.0.3 gives `nullable` no meaning; its users do."""
    for key in ("oneOf", "anyOf"):
        alternatives = node.get(key)
        if isinstance(alternatives, list):
            has_null = any(_allows_null(item, word) for item in alternatives)
            null: list[Node] = [] if has_null else [{"type": "null"}]
            return {**node, key: [*alternatives, *null]}
    return _or_null(node, "allOf", site, word) if "allOf" in node else node


def _allows_null(schema_: Node, word: str) -> bool:
    if not isinstance(schema_, dict):
        return False
    type_ = schema_.get("type")
    null_type = type_ == "null" or (isinstance(type_, list) and "null" in type_)
    return null_type or schema_.get(word) is True


def _or_null(node: Tree, key: str, site: Site, word: str) -> Tree:
    """Wrap the constraint under `key`: it or null; the other keys stay beside."""
    wrapped: Tree = {}
    for name, value in node.items():
        if name == key:
            wrapped["anyOf"] = [{key: value}, {"type": "null"}]
        else:
            wrapped[name] = value
    site.moved("/anyOf/0")
    site.moved("/anyOf/1", f"/{word}")
    return wrapped


def exclusive(node: Tree) -> Tree:
    """`exclusiveMinimum: true` beside `minimum: 5` becomes `exclusiveMinimum: 5`."""
    result = node
    for flag, limit in _LIMITS.items():
        if isinstance(node.get(flag), bool):
            result = {key: value for key, value in result.items() if key != flag}
            if node[flag] and limit in node:
                result[flag] = result.pop(limit)
    return result


def annotations_beside_ref(node: Tree, site: Site, version: str) -> Tree:
    """A node with a `$ref` and what documents it: before OpenAPI 3.1 the keys beside a
    `$ref` mean nothing, but such ones were written with the reference in mind."""
    kept = {
        key: value
        for key, value in node.items()
        if key in _KEPT_BESIDE_REF or key.startswith("x-")
    }
    for key in node:
        if key not in kept and key != "type":
            message = f"`{key}` beside `$ref` means nothing in {version}: ignored"
            hint = "put the `$ref` into an `allOf`, or move to OpenAPI 3.1"
            where = site.location / key
            site.diagnostics.warning("ignored-beside-ref", message, where, hint=hint)
    return kept
