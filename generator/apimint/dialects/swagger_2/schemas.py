"""Schemas: OpenAPI 3.0's older words, and a few of Swagger 2.0's own."""

from __future__ import annotations

from collections.abc import Mapping

from ..canonical import Site, Tree
from ..older_schemas import annotations_beside_ref, exclusive, nullable


def schema(node: Tree, site: Site, values: Mapping[str, Tree]) -> Tree:
    """A schema in JSON Schema 2020-12's words (Swagger 2.0, Schema Object). `values`
    are those of discriminators, by the pointers of their schemas."""
    if "$ref" in node:
        node = annotations_beside_ref(node, site, "Swagger 2.0")
    if node.get("type") == "file":
        node = {**node, "type": "string", "format": "binary"}
    if (
        "collectionFormat" in node
    ):  # it says how parameters are written, not what they are
        node = {key: v for key, v in node.items() if key != "collectionFormat"}
    if isinstance(node.get("discriminator"), str):
        discriminator: Tree = {"propertyName": node["discriminator"]}
        site.moved("/discriminator/propertyName", "/discriminator")
        if site.pointer in values:
            discriminator["mapping"] = {**values[site.pointer]}
            site.moved("/discriminator/mapping", "/discriminator")
        node = {**node, "discriminator": discriminator}
    if isinstance(node.get("items"), list):
        node = _tuple(node, site)
    node = nullable(exclusive(node), site)
    return nullable(node, site, "x-nullable")


def _tuple(node: Tree, site: Site) -> Tree:
    """A list of `items` is a tuple's (JSON Schema draft 4, section 8.2.3.1). Where no
    type says that the value is an array at all, it constrains no other values."""
    items, more = node["items"], node.get("additionalItems")
    rest = {k: v for k, v in node.items() if k not in ("items", "additionalItems")}
    type_ = node.get("type")
    if type_ != "array" and not (isinstance(type_, list) and "array" in type_):
        message = "a list of `items` is a tuple's, but this is not said to be an array"
        hint = "write `type: array`; this takes any value"
        where = site.location / "items"
        site.diagnostics.warning("ignored-value", message, where, hint=hint)
        return rest
    origin = site.below("/items").location
    if more is not None:
        site.moved("/items", "/additionalItems")
        rest["items"] = more
    site.origins[site.pointer + "/prefixItems"] = origin
    return {**rest, "prefixItems": items}
