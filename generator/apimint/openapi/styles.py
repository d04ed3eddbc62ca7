"""Styles and encodings: how values become text (OpenAPI 3.1 sections 4.8.12, 4.8.15)."""

from __future__ import annotations

from .. import ir
from .context import Context, below, flag, locate, mapping, node, sequence, text

_DEFAULTS = {"path": "simple", "header": "simple"}
_KNOWN = {
    "path": {"simple", "label", "matrix"},
    "query": {"form", "spaceDelimited", "pipeDelimited", "deepObject"},
    "header": {"simple"},
    "cookie": {"form", "cookie"},
}
_DELIMITERS = {"spaceDelimited": " ", "pipeDelimited": "|"}
# Swagger 2.0's collectionFormats in places where OpenAPI 3 has no style for them.
_COLLECTIONS = {"ssv": " ", "tsv": "\t", "pipes": "|"}
_EXPLODED = ("form", "cookie")


def read_style(ctx: Context, pointer: str, place: str) -> ir.Style:
    """The style of a parameter, or of a form's property (`place` is "query" then)."""
    name = _name(ctx, pointer, place)
    explode = node(ctx, below(pointer, "explode"))
    collection = text(ctx, below(pointer, "x-collectionFormat"))
    return ir.Style(
        name=name,
        explode=explode if isinstance(explode, bool) else name in _EXPLODED,
        delimiter=_COLLECTIONS.get(collection) or _DELIMITERS.get(name, ","),
        allow_reserved=flag(ctx, below(pointer, "allowReserved")),
    )


def _name(ctx: Context, pointer: str, place: str) -> str:
    default = _DEFAULTS.get(place, "form")
    style = text(ctx, below(pointer, "style")) or default
    if style in _KNOWN.get(place, ("form",)):
        return style
    message = f"style {style!r} does not go with a {place} parameter: {default} is used"
    location = locate(ctx, below(pointer, "style"))
    ctx.diagnostics.warning("wrong-style", message, location)
    return default


def read_encodings(ctx: Context, pointer: str) -> tuple[ir.Encoding, ...]:
    """The encodings of a form's properties, by their names; `pointer` is a media type's."""
    place = below(pointer, "encoding")
    found = (wire for wire in mapping(ctx, place))
    return tuple(_encoding(ctx, below(place, wire), wire) for wire in found)


def read_prefix(ctx: Context, pointer: str) -> tuple[ir.Encoding, ...]:
    """The encodings of the first items of a multipart list (OpenAPI 3.2)."""
    place = below(pointer, "prefixEncoding")
    count = len(sequence(ctx, place))
    return tuple(_encoding(ctx, below(place, index), "") for index in range(count))


def read_rest(ctx: Context, pointer: str) -> ir.Encoding | None:
    """The encoding of all other items of a multipart list (OpenAPI 3.2)."""
    place = below(pointer, "itemEncoding")
    return None if node(ctx, place) is None else _encoding(ctx, place, "")


def media_name(written: str) -> str:
    """A media type; its parameters keep their case (RFC 9110, section 8.3.1)."""
    essence, semicolon, parameters = written.strip().partition(";")
    return essence.strip().lower() + semicolon + parameters


def _encoding(ctx: Context, pointer: str, wire: str) -> ir.Encoding:
    """A style counts only where one of its keys is written; the media type then not."""
    keys = ("style", "explode", "allowReserved")
    styled = any(node(ctx, below(pointer, key)) is not None for key in keys)
    media_type = text(ctx, below(pointer, "contentType")).strip()
    for key in ("encoding", "prefixEncoding", "itemEncoding"):
        if node(ctx, below(pointer, key)):
            message = (
                f"{key!r} inside an encoding: parts inside parts are sent as usual"
            )
            where = locate(ctx, below(pointer, key))
            ctx.diagnostics.warning("encoding-ignored", message, where)
    return ir.Encoding(
        wire=wire,
        media_type="" if styled else media_type,
        style=read_style(ctx, pointer, "query") if styled else None,
        location=locate(ctx, pointer),
        headers=tuple(mapping(ctx, below(pointer, "headers"))),
    )
