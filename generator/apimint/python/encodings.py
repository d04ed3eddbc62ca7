"""The encodings of a form's properties → what becomes of each (OpenAPI 3.1, 4.8.15)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .. import ir
from ..diagnostics import Diagnostics
from ..graph import is_json
from .kinds import essence
from .pages import EncodingPage, ValuePage
from .styled import is_scalar, paired
from .text import Identifier, literal
from .types import Typing

_OWN = ValuePage(Identifier("value"))
_ALIKE = ("", "text/plain", "application/octet-stream")  # in a form all are text


def form_encodings(
    typing: Typing,
    type_: ir.Type | None,
    said: Sequence[ir.Encoding],
    diagnostics: Diagnostics,
) -> tuple[EncodingPage, ...]:
    """The properties of an URL-encoded form that do not travel as usual."""
    fields = _fields(typing, type_)
    found: list[EncodingPage | None] = []
    for each in said:
        field = fields.get(each.wire, ir.Anything())
        item = _item(typing, field)
        if each.style:
            found.append(_styled(typing, each.wire, each.style, field))
        elif is_json(each.media_type) and is_scalar(item):
            is_list = isinstance(_meaning(typing, field), ir.Array)
            name = "styles.json_items" if is_list else "styles.json_text"
            found.append(EncodingPage(literal(each.wire), Identifier(name)))
        elif not is_json(each.media_type) and not is_scalar(item):
            _warn_of_media_type(each, diagnostics)
    return tuple(page for page in found if page)


def part_encodings(
    typing: Typing,
    type_: ir.Type | None,
    said: Sequence[ir.Encoding],
    diagnostics: Diagnostics,
) -> tuple[EncodingPage, ...]:
    """The properties of a multipart form that do not travel as usual."""
    fields = _fields(typing, type_)
    known = {each.wire: each for each in said}
    found: list[EncodingPage | None] = []
    for wire in dict.fromkeys((*known, *fields)):
        field, encoding = fields.get(wire, ir.Anything()), known.get(wire)
        if encoding and encoding.style and not _is_file(_item(typing, field)):
            style = replace(encoding.style, allow_reserved=False)  # 3.2: no effect
            found.append(_styled(typing, wire, style, field))
        else:
            found.append(part_encoding(typing, wire, encoding, field))
        if encoding:
            _warn_of_headers(typing, encoding, field, diagnostics)
    return tuple(page for page in found if page)


def part_encoding(
    typing: Typing, key: str | int, encoding: ir.Encoding | None, type_: ir.Type
) -> EncodingPage | None:
    """How a part travels: as what media type, and bytes that are text as that text."""
    media_type = encoding.media_type if encoding else ""
    is_base64 = _item(typing, type_) == ir.Scalar(ir.ScalarKind.BASE64)
    if not media_type:
        text = Identifier("base64_text")
        return EncodingPage(literal(key), text) if is_base64 else None
    function = Identifier("base64_part" if is_base64 else "part")
    return EncodingPage(literal(key), function, literal(media_type))


def item_encodings(
    typing: Typing, type_: ir.Type, content: ir.Content, diagnostics: Diagnostics
) -> tuple[tuple[EncodingPage, ...], EncodingPage | None]:
    """The items of a multipart list that do not travel as usual: the first ones by
    their places, and all others.
    """
    meant = _meaning(typing, type_)
    first = meant.items if isinstance(meant, ir.Fixed) else ()
    other = meant.items if isinstance(meant, ir.Array) else ir.Anything()
    found: list[EncodingPage | None] = []
    for place in range(max(len(first), len(content.prefix))):
        item = first[place] if place < len(first) else other
        said = content.prefix[place] if place < len(content.prefix) else content.rest
        found.append(part_encoding(typing, place, said, item))
        if said:
            _warn_of_headers(typing, said, item, diagnostics)
    if content.rest and not content.encodings:
        _warn_of_headers(typing, content.rest, other, diagnostics)
    rest = part_encoding(typing, "", content.rest, other)
    return tuple(page for page in found if page), rest if content.rest else None


def _warn_of_headers(
    typing: Typing, encoding: ir.Encoding, type_: ir.Type, diagnostics: Diagnostics
) -> None:
    """A file brings its headers along; other values have no place for any."""
    if encoding.headers and not _is_file(_item(typing, type_)):
        names = ", ".join(encoding.headers)
        message = f"headers of parts that are no files are not sent: {names}"
        diagnostics.warning("part-headers", message, encoding.location / "headers")


def _warn_of_media_type(encoding: ir.Encoding, diagnostics: Diagnostics) -> None:
    if essence(encoding.media_type) not in _ALIKE:
        message = f"{encoding.media_type} inside a form: it is sent as usual"
        diagnostics.warning("encoding-ignored", message, encoding.location)


def _styled(
    typing: Typing, wire: str, style: ir.Style, type_: ir.Type
) -> EncodingPage | None:
    """A property in a style; None where that is what happens to it anyway."""
    key, meant = literal(wire), _meaning(typing, type_)
    page = paired(_OWN, style, is_scalar(meant))
    if page.style and page == ValuePage(_OWN.value, page.style):
        return EncodingPage(key, Identifier(f"styles.{page.style.source}"))
    if page.style:
        return EncodingPage(key, value=page)
    if is_scalar(meant) or (isinstance(meant, ir.Array) and is_scalar(meant.items)):
        return None
    return EncodingPage(key, Identifier("styles.exploded"))


def _fields(typing: Typing, type_: ir.Type | None) -> dict[str, ir.Type]:
    """The properties of a form by their names on the wire."""
    found = _meaning(typing, type_ or ir.Anything())
    if isinstance(found, ir.Union):
        every = [_fields(typing, member) for member in found.members]
        return {wire: type_ for fields in every for wire, type_ in fields.items()}
    definition = typing.definitions.get(found.id) if isinstance(found, ir.Ref) else None
    if isinstance(definition, ir.Object):
        return {field.wire: field.type for field in definition.fields}
    return {}


def _item(typing: Typing, type_: ir.Type) -> ir.Type:
    """What an encoding is applied to: of a list, its items one by one."""
    found = _meaning(typing, type_)
    return _meaning(typing, found.items) if isinstance(found, ir.Array) else found


def _meaning(typing: Typing, type_: ir.Type) -> ir.Type:
    """A type without null, behind its aliases."""
    for _ in range(len(typing.definitions) + 2):
        if isinstance(type_, ir.Nullable):
            type_ = type_.inner
            continue
        found = typing.definitions.get(type_.id) if isinstance(type_, ir.Ref) else None
        if not isinstance(found, ir.Alias):
            break
        type_ = found.type
    return type_


def _is_file(type_: ir.Type) -> bool:
    return type_ in (ir.Scalar(ir.ScalarKind.BINARY), ir.Anything())
