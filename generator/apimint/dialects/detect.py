"""Which dialect a document is written in, by its first keys."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from ..diagnostics import Diagnostics, Location
from ..source import Document, Node
from . import docs_page, openapi_3_0, openapi_3_1, swagger_2
from .canonical import Draft
from .wording import described

Dialect: TypeAlias = Callable[[Document, Diagnostics], Draft]

_WANTED = (
    "give an OpenAPI 3.0, 3.1 or 3.2 document (its first line is often"
    " `openapi: 3.1.0`), a Swagger 2.0 document or a documentation page whose block"
    " begins with `paths:`"
)


def detect(document: Document, diagnostics: Diagnostics) -> Dialect | None:
    """The dialect's lowering; None after reporting why there is none."""
    tree, top = document.tree, document.location
    if not isinstance(tree, dict):
        message = f"this is no API description: {described(tree)} stands at the top"
        diagnostics.error("not-an-api", message, top, hint=_WANTED)
        return None
    if "openapi" in tree:
        return _by_version(tree["openapi"], top / "openapi", diagnostics)
    if "swagger" in tree:
        return _by_swagger(tree["swagger"], top / "swagger", diagnostics)
    if is_docs_page(tree):
        return docs_page.draft
    keys = ", ".join(f"`{key}`" for key in list(tree)[:5]) or "nothing"
    message = f"this is no API description: found {keys} at the top, but no `openapi`"
    diagnostics.error("not-an-api", message, top, hint=_WANTED)
    return None


def is_api(tree: Node) -> bool:
    """Whether a tree says that it describes an API."""
    versions = ("openapi", "swagger")
    named = isinstance(tree, dict) and any(key in tree for key in versions)
    return named or is_docs_page(tree)


def is_docs_page(tree: Node) -> bool:
    """Whether a tree is the pre-digested form of a documentation page: its `paths`
    holds one operation's parts and no path templates."""
    paths = tree.get("paths") if isinstance(tree, dict) else None
    if not isinstance(paths, dict) or any(key.startswith("/") for key in paths):
        return False
    return not {"path", "method", "request", "response"}.isdisjoint(paths)


def _by_swagger(
    version: Node, location: Location, diagnostics: Diagnostics
) -> Dialect | None:
    if re.fullmatch(r"2(\.0)*", _text(version)):
        return swagger_2.draft
    message = f"Swagger version {version!r} is not 2.0"
    hint = "correct `swagger`, or convert the document to OpenAPI 3.1"
    diagnostics.error("unsupported-version", message, location, hint=hint)
    return None


def _text(version: Node) -> str:
    """YAML reads an unquoted 3.1 or 2.0 as a number; 3.0.x can only be text."""
    return "" if isinstance(version, bool) else str(version).strip()


def _by_version(
    version: Node, location: Location, diagnostics: Diagnostics
) -> Dialect | None:
    text = _text(version)
    if re.fullmatch(r"3\.0(\..*)?", text):
        return openapi_3_0.draft
    if re.fullmatch(r"3\.[12](\..*)?", text):
        return openapi_3_1.draft
    message = f"OpenAPI version {version!r} is not one of 3.0, 3.1 and 3.2"
    hint = "correct `openapi`, or convert the document to OpenAPI 3.1"
    diagnostics.error("unsupported-version", message, location, hint=hint)
    return None
