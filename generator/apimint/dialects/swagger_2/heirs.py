"""Which values of a discriminator stand for which definitions, where not their names do."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from ...source import Node
from ..canonical import Tree, child

_PREFIX = "#/definitions/"
_VALUE = "x-ms-discriminator-value"  # an extension in wide use


def told_values(definitions: Node, moves: Mapping[str, str]) -> dict[str, Tree]:
    """By the pointer (in `components`) of a definition with a discriminator: the values
    for definitions built on it that say theirs, or whose names are others now, each
    with the `$ref` to its definition. `moves` are the definitions' pointers.
    """
    found: dict[str, Tree] = {}
    schemas = definitions if isinstance(definitions, dict) else {}
    for name, schema in schemas.items():
        pointer = child("/definitions", name)
        value = schema.get(_VALUE) if isinstance(schema, dict) else None
        is_renamed = not moves[pointer].endswith(f"/{name}")
        if value is None and is_renamed:
            value = name
        for base in _bases(name, schemas) if isinstance(value, str) else ():
            place = moves[child("/definitions", base)]
            found.setdefault(place, {})[str(value)] = "#" + pointer
    return found


def _bases(name: str, schemas: Tree) -> list[str]:
    """What a definition is built on by `allOf`, directly or not."""
    found: list[str] = []
    waiting = [name]
    while waiting:
        schema = schemas[waiting.pop()]
        parts = schema.get("allOf") if isinstance(schema, dict) else None
        for part in parts if isinstance(parts, list) else ():
            base = _named(part)
            if base in schemas and base not in found and base != name:
                found.append(base)
                waiting.append(base)
    return found


def _named(part: Node) -> str:
    """The definition that a `$ref` of this document means."""
    text = part.get("$ref") if isinstance(part, dict) else None
    if not isinstance(text, str) or not text.startswith(_PREFIX):
        return ""
    return unquote(text[len(_PREFIX) :]).replace("~1", "/").replace("~0", "~")
