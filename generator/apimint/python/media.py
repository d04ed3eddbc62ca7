"""Media types → how the runtime sends and reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .. import ir
from ..diagnostics import Diagnostics
from .encodings import form_encodings, item_encodings, part_encodings
from .pages import BodyPage, MediaPage
from .scalars import ANY
from .text import Identifier, Import, PyType, literal, py_type
from .types import RUNTIME, Typing, annotation
from .values import FORM, essence, is_json

_MULTIPART = "multipart/form-data"
_ANY_MEDIA = ("*/*", "application/*")


def is_text(media_type: str) -> bool:
    return media_type.startswith("text/")


def _carries_json(typing: Typing, content: ir.Content) -> bool:
    """Is this JSON? Where any media type may come, an object or a list is."""
    if content.media_type in _ANY_MEDIA:
        return content.type is not None and _is_structured(typing, content.type)
    return is_json(content.media_type)


def _is_structured(typing: Typing, type_: ir.Type) -> bool:
    match type_:
        case ir.Array() | ir.Map() | ir.Fixed():
            return True
        case ir.Nullable(inner):
            return _is_structured(typing, inner)
        case ir.Union(members):
            return all(_is_structured(typing, each) for each in members)
        case ir.Ref(id_):
            found = typing.definitions[id_]
            if isinstance(found, ir.Alias):
                return _is_structured(typing, found.type)
            return isinstance(found, ir.Object)
        case _:
            return False


def _chosen_content(
    typing: Typing, contents: Sequence[ir.Content]
) -> ir.Content | None:
    """The media type that a body is sent as: JSON, else a form, else the first."""
    json = next((c for c in contents if _carries_json(typing, c)), None)
    form = next((c for c in contents if essence(c.media_type) == FORM), None)
    parts = next((c for c in contents if _is_multipart(c.media_type)), None)
    return json or form or parts or next(iter(contents), None)


def body_argument(
    typing: Typing, body: ir.Body, diagnostics: Diagnostics
) -> tuple[PyType, BodyPage]:
    """The type of the `body` argument, and how it is sent. A media type that has no
    typed form is taken as text or bytes that the caller has encoded.
    """
    content = _chosen_content(typing, body.contents)
    if content is None:
        return ANY, BodyPage(Identifier("json"))
    others = [c.media_type for c in body.contents if c is not content]
    if others:
        message = f"sent as {content.media_type}; also accepted: {', '.join(others)}"
        diagnostics.warning("one-media-type", message, body.location)
    type_ = annotation(typing, content.type) if content.type else ANY
    if _carries_json(typing, content):
        plain = content.media_type in ("application/json", *_ANY_MEDIA)
        media = None if plain else literal(content.media_type)
        nullable = isinstance(content.type, ir.Nullable | ir.Nothing)
        return type_, BodyPage(Identifier("json"), nullable, media)
    if essence(content.media_type) == FORM:
        return type_, _form_page(typing, body, content, diagnostics)
    if _is_multipart(content.media_type):
        return _parts_page(typing, body, content, diagnostics)
    page = BodyPage(Identifier("content"), media_type=literal(content.media_type))
    if is_text(content.media_type) or "xml" in content.media_type:
        return py_type("str | bytes"), page
    if "*" in essence(content.media_type):
        return py_type(f"File | {_STREAM.source}", _STREAM, imports=_FILE), page
    return _STREAM, page


_FILE = [Import(RUNTIME, "File")]
_STREAM = py_type(
    "bytes | BinaryIO | Iterable[bytes] | AsyncIterable[bytes]",
    imports=[
        Import("typing", "BinaryIO"),
        Import("collections.abc", "Iterable"),
        Import("collections.abc", "AsyncIterable"),
    ],
)


def _is_multipart(media_type: str) -> bool:
    return media_type.startswith("multipart/")


def _form_page(
    typing: Typing, body: ir.Body, content: ir.Content, diagnostics: Diagnostics
) -> BodyPage:
    """How an URL-encoded form is sent, with the encodings of its single properties."""
    pages = form_encodings(typing, content.type, content.encodings, diagnostics)
    is_plain = content.media_type == FORM
    return BodyPage(
        keyword=Identifier("form"),
        media_type=None if is_plain else literal(content.media_type),
        wrapper=Identifier("styles.restyled") if pages else None,
        encodings=pages,
        optional=not body.required,
    )


def _parts_page(
    typing: Typing, body: ir.Body, content: ir.Content, diagnostics: Diagnostics
) -> tuple[PyType, BodyPage]:
    """The type of a multipart body, and how it is sent: an object's properties are its
    parts by name, a list's items by position (OpenAPI 3.2).
    """
    items = ir.Array(content.item) if content.item else ir.Anything()
    type_ = content.type or items
    places, rest = item_encodings(typing, type_, content, diagnostics)
    is_list = bool(places or rest)
    names = part_encodings(typing, type_, content.encodings, diagnostics)
    wrapper = "parted_items" if is_list else "parted" if names else ""
    is_plain = content.media_type == _MULTIPART
    return annotation(replace(typing, view=ir.View.WRITE), type_), BodyPage(
        keyword=Identifier("multipart"),
        media_type=None if is_plain else literal(content.media_type),
        wrapper=Identifier(wrapper) if wrapper else None,
        encodings=places if is_list else names,
        rest=rest,
        optional=not body.required,
    )


def body_imports(page: BodyPage) -> set[Import]:
    """What sending a body needs, besides the type of its argument."""
    names = [page.wrapper.source] if page.wrapper else []
    pages = [*page.encodings, *([page.rest] if page.rest else [])]
    names += [each.function.source for each in pages if each.function]
    names += ["styles" for each in pages if each.value]
    names += ["nullable"] if page.nullable else []
    return {Import(RUNTIME, name.partition(".")[0]) for name in names}


def media_pages(
    typing: Typing, contents: Sequence[ir.Content]
) -> tuple[tuple[MediaPage, ...], list[PyType]]:
    """How a response is read, by each kind of media type that it may have, and the types
    of the values.
    """
    pages: dict[str, MediaPage] = {}
    types: dict[str, PyType] = {}
    for content in contents:
        page, type_ = _media_page(typing, content)
        key = page.media.source + (page.type.source if page.type else "")
        pages.setdefault(key, page)
        types.setdefault(type_.source, type_)
    if not contents:
        pages["NoContent"] = MediaPage(Identifier("NoContent"), None)
        types["None"] = py_type("None")
    return tuple(pages.values()), list(types.values())


def _media_page(typing: Typing, content: ir.Content) -> tuple[MediaPage, PyType]:
    if _carries_json(typing, content):
        type_ = annotation(typing, content.type) if content.type else ANY
        return MediaPage(Identifier("Json"), type_), type_
    if is_text(content.media_type):
        return MediaPage(Identifier("Text"), None), py_type("str")
    return MediaPage(Identifier("Binary"), None), py_type("bytes")


def media_imports(pages: Sequence[MediaPage]) -> set[Import]:
    found = {Import(RUNTIME, page.media.source) for page in pages}
    for page in pages:
        found |= page.type.imports if page.type else set()
    return found
