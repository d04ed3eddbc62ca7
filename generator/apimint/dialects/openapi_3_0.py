"""OpenAPI 3.0: its schemas become JSON Schema 2020-12.

OpenAPI 3.0.4 section 4.7.24 (Schema Object); the changes are those of the 3.1.0 release.
"""

from __future__ import annotations

from ..diagnostics import Diagnostics
from ..source import Document
from ..source.pointer import split
from .canonical import Draft, Site, Tree
from .grammar import Kind
from .older_schemas import annotations_beside_ref, exclusive, nullable
from .openapi_3_1 import complete


def draft(document: Document, diagnostics: Diagnostics) -> Draft:
    """The document with the rule that rewrites its schemas."""
    tree = complete(document, diagnostics)
    origins = {"": document.location}
    rules = {Kind.SCHEMA: schema, Kind.ENCODING: encoding}
    return Draft(tree, origins, rules, closed_refs=True)


def schema(node: Tree, site: Site) -> Tree:
    """A schema of OpenAPI 3.0 in JSON Schema 2020-12's words."""
    if "$ref" in node:
        node = annotations_beside_ref(node, site, "OpenAPI 3.0")
    return nullable(exclusive(node), site)


_STYLED = ("style", "explode", "allowReserved")


def encoding(node: Tree, site: Site) -> Tree:
    """How a form's property travels. In 3.0 styles are those of application/
    x-www-form-urlencoded alone (section 4.7.15.1); frameworks write them everywhere.
    """
    media_type = split(site.pointer)[-3]
    if not media_type.lower().startswith("multipart/"):
        return node
    return {key: value for key, value in node.items() if key not in _STYLED}
