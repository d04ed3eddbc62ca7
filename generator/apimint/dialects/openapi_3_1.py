"""OpenAPI 3.1 and 3.2: already canonical but for what the document leaves out."""

from __future__ import annotations

from ..diagnostics import Diagnostics
from ..source import Document
from .canonical import Draft, Tree


def draft(document: Document, diagnostics: Diagnostics) -> Draft:
    """The document as it stands."""
    return Draft(complete(document, diagnostics), {"": document.location}, {})


def complete(document: Document, diagnostics: Diagnostics) -> Tree:
    """A shallow copy with the top-level keys that every document must have."""
    tree = document.tree
    assert isinstance(tree, dict)  # detect() looked
    filled: Tree = dict(tree)
    if tree.get("info") is None:
        message = "`info` is missing: the API's title is taken from the file's name"
        diagnostics.warning("missing-info", message, document.location)
        filled["info"] = {"title": document.name, "version": "unknown"}
    if tree.get("paths") is None:
        filled["paths"] = {}
    return filled
