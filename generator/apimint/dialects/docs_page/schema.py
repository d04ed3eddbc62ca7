"""The rewritten level of a page's schemas: entries of `schemaArray` and of parameters.

GRAMMAR: only the top level of a body, and parameters, are rewritten; what stands inside
an `allOf` wrapper is an untouched OpenAPI schema.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...diagnostics import Location
from ...source import Node
from ..canonical import Tree
from .piece import Piece, Reader, group, leaf

_HANDLED = {"type", "properties", "required", "requiredProperties", "refIdentifier"}
_REFERENCE = re.compile(r"#/components/schemas/([^/#]+)")


@dataclass(frozen=True, slots=True)
class Model:
    """An entry of `schemaArray`, taken apart: its properties, the names of the required
    ones, and its other keywords."""

    keywords: dict[str, Piece]
    properties: dict[str, Piece] | None
    required: Piece | None
    at: Location

    @property
    def required_names(self) -> list[str]:
        names = self.required.node if self.required else None
        return [str(name) for name in names] if isinstance(names, list) else []


def assembled(model: Model) -> Piece:
    """The schema of a model."""
    parts = dict(model.keywords)
    if model.properties is not None:
        parts["properties"] = group(model.properties, model.at / "properties")
    if model.required is not None:
        parts["required"] = model.required
    return group(parts, model.at)


def body_model(reader: Reader, entry: Tree, at: Location) -> Model:
    """Lower an entry of `schemaArray`."""
    keywords = type_keywords(entry, at)
    for key, value in entry.items():
        if key in ("items", "additionalProperties"):
            keywords[key] = unwrapped(value, at / key)
        elif key == "examples" and not isinstance(value, list):
            continue  # a page lists a media type's examples here; JSON Schema takes a list
        elif key not in _HANDLED:
            keywords.setdefault(key, leaf(value, at / key))
    properties = None
    if entry.get("properties"):  # pages write `{}` where the source has none
        wrapped = reader.as_map(entry["properties"], at / "properties")
        place = at / "properties"
        properties = {n: unwrapped(v, place / n) for n, v in wrapped.items()}
    return Model(keywords, properties, _required(reader, entry, at), at)


def type_keywords(entry: Tree, at: Location) -> dict[str, Piece]:
    """`any` is no type; a `file` is binary text; `enum<T>` is T."""
    kind, place = entry.get("type"), at / "type"
    if kind is None or kind == "any":
        return {}
    if kind == "file":
        binary = {"type": leaf("string", place), "format": leaf("binary", place)}
        if "format" in entry:
            binary["format"] = leaf(entry["format"], at / "format")
        return binary
    match = re.fullmatch(r"enum<(.*)>", kind) if isinstance(kind, str) else None
    return {"type": leaf(match[1] if match else kind, place)}


def unwrapped(node: Node, at: Location) -> Piece:
    """The schema inside an `allOf` wrapper of one entry; any other stays as it is."""
    if isinstance(node, dict) and list(node) == ["allOf"]:
        inner = node["allOf"]
        if isinstance(inner, list) and len(inner) == 1:
            return leaf(inner[0], at / "allOf" / 0)
    return leaf(node, at)


def identifier(reader: Reader, entry: Tree, at: Location) -> str | None:
    """The name of the component that an entry was before the page inlined it."""
    if "refIdentifier" not in entry:
        return None
    place = at / "refIdentifier"
    text = reader.as_text(entry["refIdentifier"], place)
    match = _REFERENCE.fullmatch(text)
    if match is None:
        message = f"`{text}` does not name a component's schema"
        reader.invalid(message, place, "write it as `#/components/schemas/Name`")
        return None
    return match[1].replace("~1", "/").replace("~0", "~")


def _required(reader: Reader, entry: Tree, at: Location) -> Piece | None:
    """`requiredProperties`, or a list `required`; a boolean one belongs to the body."""
    key = "requiredProperties"
    if key not in entry and isinstance(entry.get("required"), list):
        key = "required"
    if key not in entry:
        return None
    if not isinstance(entry[key], list):
        reader.invalid(f"`{key}` lists the names of properties", at / key)
        return None
    return leaf(entry[key], at / key)
