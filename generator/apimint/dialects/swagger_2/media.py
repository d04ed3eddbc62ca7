"""Which media types a schema's values travel as."""

from __future__ import annotations

from collections.abc import Sequence

from ...source import Node

JSON = "application/json"
BINARY = "application/octet-stream"
MULTIPART = "multipart/form-data"
URLENCODED = "application/x-www-form-urlencoded"


def media_types(said: Sequence[str], schema: Node) -> list[str]:
    """The media types that were said; without any JSON, or bytes for a file.

    Frameworks write a range of all types where nobody said one: it means JSON too, but
    for texts and files, which may travel as themselves.
    """
    type_ = schema.get("type") if isinstance(schema, dict) else None
    any_ = "*/*" if type_ in ("string", "file") else JSON
    found = list(dict.fromkeys(any_ if each == "*/*" else each for each in said))
    return found or [BINARY if is_file(schema) else JSON]


def form_types(said: Sequence[str], has_file: bool) -> list[str]:
    """The media types of a form: those of forms that were said, else the usual one. A
    file needs the multipart one where that is among them."""
    forms = [each for each in said if essence(each) in (MULTIPART, URLENCODED)]
    parts = [each for each in forms if essence(each) == MULTIPART]
    if has_file and parts:
        return parts
    return forms or [MULTIPART if has_file else URLENCODED]


def is_file(schema: Node) -> bool:
    if not isinstance(schema, dict):
        return False
    kind, form = schema.get("type"), schema.get("format")
    return kind == "file" or (kind == "string" and form == "binary")


def essence(media_type: str) -> str:
    """A media type without its parameters."""
    return media_type.partition(";")[0].strip().lower()
