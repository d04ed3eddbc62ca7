"""Which media types a schema's values travel as."""

from __future__ import annotations

from collections.abc import Sequence

from ...source import Node

_JSON = "application/json"
_BINARY = "application/octet-stream"
_MULTIPART = "multipart/form-data"
_URLENCODED = "application/x-www-form-urlencoded"
_ANY = "*/*"


def media_types(said: Sequence[str], schema: Node) -> list[str]:
    """The media types that were said; without any JSON, or bytes for a file.

    Frameworks write a range of all types where nobody said one: it means JSON too, but
    for a text, which may travel as itself. A file is no JSON whatever was said for all
    of a document.
    """
    if is_file(schema):
        return _unique([_ANY if _is_json(each) else each for each in said] or [_BINARY])
    is_text = isinstance(schema, dict) and schema.get("type") == "string"
    usual = _ANY if is_text else _JSON
    return _unique([usual if each == _ANY else each for each in said] or [_JSON])


def form_types(said: Sequence[str], has_file: bool) -> list[str]:
    """The media types of a form: those of forms that were said, else the usual one. A
    file needs the multipart one where that is among them."""
    forms = [each for each in said if essence(each) in (_MULTIPART, _URLENCODED)]
    parts = [each for each in forms if essence(each) == _MULTIPART]
    if has_file and parts:
        return parts
    return forms or [_MULTIPART if has_file else _URLENCODED]


def is_file(schema: Node) -> bool:
    if not isinstance(schema, dict):
        return False
    kind, form = schema.get("type"), schema.get("format")
    return kind == "file" or (kind == "string" and form == "binary")


def essence(media_type: str) -> str:
    """A media type without its parameters."""
    return media_type.partition(";")[0].strip().lower()


def _is_json(media_type: str) -> bool:
    name = essence(media_type)
    return name in (_JSON, "text/json") or name.endswith("+json")


def _unique(media: list[str]) -> list[str]:
    return list(dict.fromkeys(media))
