"""Request bodies: the type of the `body` argument, and how it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .. import ir
from ..diagnostics import Diagnostics
from .encodings import form_encodings, item_encodings, part_encodings
from .kinds import (
    FORM,
    MULTIPART,
    carries_json,
    chosen_content,
    class_of,
    essence,
    is_multipart,
    is_text,
    is_wildcard,
)
from .pages import BodyPage, CodingPage, EncodingPage
from .scalars import ANY
from .text import Identifier, Import, PyType, literal, py_type
from .types import RUNTIME, Typing, annotation

_STREAM = py_type(
    "bytes | BinaryIO | Iterable[bytes] | AsyncIterable[bytes]",
    imports=[
        Import("typing", "BinaryIO"),
        Import("collections.abc", "AsyncIterable"),
        Import("collections.abc", "Iterable"),
    ],
)
_CONTENT = py_type("Content", imports=[Import(RUNTIME, "Content")])


def body_argument(
    typing: Typing, body: ir.Body, diagnostics: Diagnostics
) -> tuple[PyType, BodyPage]:
    """The type of the `body` argument, and how it is sent. The usual media type takes its
    value as it is; each other one has a class of the runtime that says what it is.
    """
    content = chosen_content(typing.definitions, body.contents)
    if content is None:
        return ANY, BodyPage(Identifier("json"))
    others = [each for each in body.contents if each is not content]
    encodings = {each: _encodings(typing, each, diagnostics) for each in body.contents}
    type_, page = _usual(typing, body, content, encodings[content])
    if is_multipart(content.media_type):
        type_, page = _positions(typing, content, type_, page, diagnostics)
    if not others or type_ is ANY:
        return type_, page
    named = [each for each in _named(typing, others) if not _says(type_, each)]
    types = {each.source: each for each in (type_, *named)}
    joined = py_type(" | ".join(types), *types.values())
    return joined, _with_codings(page, others, encodings)


def _says(type_: PyType, named: PyType) -> bool:
    """Is `Content` among the alternatives of the usual type already?"""
    return named is _CONTENT and _CONTENT.imports <= type_.imports


def _usual(
    typing: Typing,
    body: ir.Body,
    content: ir.Content,
    encodings: tuple[EncodingPage, ...],
) -> tuple[PyType, BodyPage]:
    """The type of a body's usual form, and how it is sent."""
    media_type = content.media_type
    if content.item is not None:
        return _lines(typing, content, content.item)
    type_ = annotation(typing, content.type) if content.type else ANY
    if carries_json(typing.definitions, content):
        plain = media_type == "application/json" or is_wildcard(media_type)
        nullable = isinstance(content.type, ir.Nullable | ir.Nothing)
        function = Identifier("nullable") if nullable else None
        media = None if plain else literal(media_type)
        return type_, BodyPage(Identifier("json"), function, media)
    if essence(media_type) == FORM or is_multipart(media_type):
        return type_, _form(body, media_type, encodings)
    page = BodyPage(Identifier("content"), media_type=literal(media_type))
    if is_text(media_type) or "xml" in media_type:
        return py_type("str | bytes"), page
    if media_type == "*/*":
        type_ = py_type(f"{_STREAM.source} | Content", _STREAM, _CONTENT)
        return type_, BodyPage(Identifier("content"))
    if is_wildcard(media_type):
        return _CONTENT, BodyPage(Identifier("content"))
    return _STREAM, page


def _form(
    body: ir.Body, media_type: str, encodings: tuple[EncodingPage, ...]
) -> BodyPage:
    has_parts = is_multipart(media_type)
    function = Identifier("parted" if has_parts else "styles.restyled")
    is_plain = media_type in (FORM, MULTIPART)
    return BodyPage(
        keyword=Identifier("multipart" if has_parts else "form"),
        function=function if encodings else None,
        media_type=None if is_plain else literal(media_type),
        encodings=encodings,
        optional=bool(encodings) and not body.required,
    )


def _positions(
    typing: Typing,
    content: ir.Content,
    type_: PyType,
    page: BodyPage,
    diagnostics: Diagnostics,
) -> tuple[PyType, BodyPage]:
    """The type and the page of a multipart body that is a list; any other as it is."""
    listed = content.type or ir.Anything()
    places, rest = item_encodings(typing, listed, content, diagnostics)
    if isinstance(listed, ir.Array | ir.Fixed):
        type_ = annotation(replace(typing, view=ir.View.WRITE), listed)
    if not places and not rest:
        return type_, page
    function = Identifier("parted_items")
    return type_, replace(page, function=function, encodings=places, rest=rest)


def _lines(
    typing: Typing, content: ir.Content, item: ir.Type
) -> tuple[PyType, BodyPage]:
    """JSON texts, one after the other, from whatever gives their values."""
    inner = annotation(typing, item)
    rows = [Import("collections.abc", "Iterable")]
    is_sequence = "json-seq" in content.media_type
    page = BodyPage(
        keyword=Identifier("content"),
        function=Identifier("json_lines"),
        media_type=literal(content.media_type),
        sequence=literal(True) if is_sequence else None,
    )
    return py_type(f"Iterable[{inner.source}]", inner, imports=rows), page


def _named(typing: Typing, contents: Sequence[ir.Content]) -> list[PyType]:
    """The types of the media types that are not the usual one."""
    return [_named_type(typing, content) for content in contents]


def _named_type(typing: Typing, content: ir.Content) -> PyType:
    name = class_of(typing.definitions, content)
    if name == "Content":
        return _CONTENT
    inner = annotation(typing, content.type) if content.type else ANY
    return py_type(f"{name}[{inner.source}]", inner, imports=[Import(RUNTIME, name)])


def body_doc(typing: Typing, body: ir.Body) -> str:
    """Which media types the classes stand for that do not say it by their name."""
    usual = chosen_content(typing.definitions, body.contents)
    found: dict[str, list[str]] = {}
    for content in body.contents:
        name = class_of(typing.definitions, content)
        if content is not usual and name in ("JsonAs", "Content"):
            found.setdefault(name, []).append(content.media_type)
    return " ".join(
        f"`{name}` is for {', '.join(types)}." for name, types in found.items()
    )


def _with_codings(
    page: BodyPage,
    others: Sequence[ir.Content],
    encodings: dict[ir.Content, tuple[EncodingPage, ...]],
) -> BodyPage:
    """The page with the encodings of the forms that are not the usual body."""
    kinds = {FORM: "form", MULTIPART: "multipart"}
    codings = [
        CodingPage(Identifier(kinds[each.media_type]), encodings[each])
        for each in others
        if encodings[each] and each.media_type in kinds
    ]
    return replace(page, codings=tuple(codings))


def _encodings(
    typing: Typing, content: ir.Content, diagnostics: Diagnostics
) -> tuple[EncodingPage, ...]:
    """The encodings of a form's single properties."""
    if is_multipart(content.media_type):
        return part_encodings(typing, content.type, content.encodings, diagnostics)
    if essence(content.media_type) == FORM:
        return form_encodings(typing, content.type, content.encodings, diagnostics)
    return ()


def body_imports(page: BodyPage) -> set[Import]:
    """What sending a body needs, besides the type of its argument."""
    names = [page.function.source] if page.function else []
    encodings = [*page.encodings, *(e for c in page.codings for e in c.encodings)]
    encodings += [page.rest] if page.rest else []
    names += [each.function.source for each in encodings if each.function]
    names += ["styles" for each in encodings if each.value]
    names += ["coded"] if page.codings else []
    return {Import(RUNTIME, name.partition(".")[0]) for name in names}
