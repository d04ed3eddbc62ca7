"""Reading what may have the wrong shape, and what belongs to another version."""

from __future__ import annotations

from collections.abc import Sequence

from ...diagnostics import Diagnostics, Location
from ..canonical import Tree
from ..wording import described


def texts(
    node: Tree, key: str, at: Location, diagnostics: Diagnostics
) -> tuple[str, ...]:
    """The texts listed under a key of the node at `at`, each once."""
    value = node.get(key)
    if value is None:
        return ()
    items = value if isinstance(value, list) else [value]
    found = tuple(dict.fromkeys(item for item in items if isinstance(item, str)))
    if not isinstance(value, list) or any(not isinstance(i, str) for i in items):
        message = f"{described(value)} stands here, where a list of texts is due"
        diagnostics.error("wrong-shape", message, at / key)
    return found


def warn_of_newer(
    node: Tree, keys: Sequence[str], at: Location, diagnostics: Diagnostics
) -> None:
    """Tell of OpenAPI 3's words in a document that says it is Swagger 2.0."""
    for key in keys:
        if key in node:
            message = f"`{key}` is OpenAPI 3's: it is read as it is meant there"
            hint = "write the whole document in one version"
            diagnostics.warning("newer-key", message, at / key, hint=hint)
