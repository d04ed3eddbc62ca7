"""Media types: which are JSON, which forms, and which class of the runtime says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from .. import ir
from ..graph import is_json

Definitions: TypeAlias = Mapping[str, ir.Definition]

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"


def essence(media_type: str) -> str:
    """A media type without its parameters."""
    return media_type.partition(";")[0].strip()


def is_multipart(media_type: str) -> bool:
    return media_type.startswith("multipart/")


def is_text(media_type: str) -> bool:
    return media_type.startswith("text/")


def is_wildcard(media_type: str) -> bool:
    return "*" in essence(media_type)


def carries_json(definitions: Definitions, content: ir.Content) -> bool:
    """Is this JSON? Where any media type may come, an object or a list is."""
    if content.media_type in ("*/*", "application/*"):
        return has_parts(definitions, content)
    return content.item is None and is_json(content.media_type)


def has_parts(definitions: Definitions, content: ir.Content) -> bool:
    return content.type is not None and _is_structured(definitions, content.type)


def _is_structured(definitions: Definitions, type_: ir.Type) -> bool:
    match type_:
        case ir.Array() | ir.Map() | ir.Fixed():
            return True
        case ir.Nullable(inner):
            return _is_structured(definitions, inner)
        case ir.Union(members):
            return all(_is_structured(definitions, each) for each in members)
        case ir.Ref(id_):
            found = definitions[id_]
            if isinstance(found, ir.Alias):
                return _is_structured(definitions, found.type)
            return isinstance(found, ir.Object)
        case _:
            return False


def wanted(
    definitions: Definitions, contents: Sequence[ir.Content]
) -> list[ir.Content]:
    """The media types to ask for. An object that may come as JSON or in another notation
    (XML, YAML) is asked for as JSON alone.
    """
    if not any(carries_json(definitions, each) for each in contents):
        return list(contents)
    return [
        each
        for each in contents
        if carries_json(definitions, each)
        or each.item
        or not has_parts(definitions, each)
    ]


def chosen_content(
    definitions: Definitions, contents: Sequence[ir.Content]
) -> ir.Content | None:
    """The media type that needs no name: JSON, else a form, else the first."""
    json = next((c for c in contents if carries_json(definitions, c)), None)
    form = next((c for c in contents if essence(c.media_type) == FORM), None)
    parts = next((c for c in contents if is_multipart(c.media_type)), None)
    return json or form or parts or next(iter(contents), None)


def class_of(definitions: Definitions, content: ir.Content) -> str:
    """The runtime's class for a body that is not of the usual media type."""
    if content.media_type == FORM:
        return "Form"
    if content.media_type == MULTIPART:
        return "Multipart"
    return "JsonAs" if carries_json(definitions, content) else "Content"


def classes_named(definitions: Definitions, body: ir.Body) -> set[str]:
    """The runtime's classes that the annotation of a body has, or may have."""
    usual = chosen_content(definitions, body.contents)
    found = {class_of(definitions, c) for c in body.contents if c is not usual}
    if usual and is_wildcard(usual.media_type) and not carries_json(definitions, usual):
        found.add("Content")
    return found
