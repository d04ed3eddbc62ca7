"""Names of components."""

from __future__ import annotations

import re


def component_name(text: str) -> str:
    """`text` with the characters that OpenAPI allows in the name of a component."""
    return re.sub(r"[^A-Za-z0-9._-]+", "_", text).strip("_") or "Schema"


def qualified(name: str, stem: str) -> str:
    """`name` with a file's name in front, in PascalCase."""
    words = re.findall(r"[A-Za-z0-9]+", stem) or ["Other"]
    prefix = "".join(word[0].upper() + word[1:] for word in words)
    return prefix + name[0].upper() + name[1:]
