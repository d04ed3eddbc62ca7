"""Parameters, paths and security → the request that a function builds."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from .. import ir
from ..diagnostics import Diagnostics
from ..graph import is_json
from .encodings import form_encodings
from .pages import ArgumentPage, EntryPage, SchemesPage, ValuePage
from .styled import is_form, is_scalar, value
from .text import Identifier, Import, Literal, PyType, literal, py_type
from .types import Typing, annotation, optional

# RFC 3986: what may stand in a path as it is; '%' because the document may have encoded.
# A '?' is no part of a path, but documents that tell operations apart by it mean it so.
_PATH_SAFE = "/%:@!$&'()*+,;=-._~?"


def argument(typing: Typing, name: str, parameter: ir.Parameter) -> ArgumentPage:
    """A parameter's argument; an optional one is None by default."""
    type_ = _argument_type(typing, parameter)
    if parameter.required:
        return ArgumentPage(Identifier(name), type_, None)
    return ArgumentPage(Identifier(name), optional(type_), literal(None))


def _argument_type(typing: Typing, parameter: ir.Parameter) -> PyType:
    """What has neither a style nor a typed media type is text that the caller made."""
    is_typed = not parameter.media or is_json(parameter.media) or is_form(parameter)
    if not is_typed and not is_scalar(parameter.type):
        return py_type("str")
    type_ = annotation(typing, parameter.type)
    has_text = {"str", "Any"} & set(type_.source.split(" | "))
    is_form_style = parameter.style.name == "form" and not parameter.media
    if not parameter.allow_empty or has_text or not is_form_style:
        return type_
    empty = py_type('Literal[""]', imports=[Import("typing", "Literal")])
    parts = type_.source.removesuffix(" | None")
    null = " | None" if parts != type_.source else ""
    return py_type(f"{parts} | {empty.source}{null}", type_, empty)


def entry(
    typing: Typing, name: str, parameter: ir.Parameter, diagnostics: Diagnostics
) -> EntryPage:
    """A parameter under its name; the whole query has none."""
    key = "" if parameter.place == "querystring" else parameter.wire
    said = parameter.encodings
    pages = form_encodings(typing, parameter.type, said, diagnostics)
    return EntryPage(literal(key), value(name, parameter, pages))


def path_items(
    operation: ir.Operation, names: Sequence[str]
) -> tuple[Literal | ValuePage, ...]:
    """A path as `Call` takes it: literal texts, percent-encoded, at the even places and
    values at the odd ones.
    """
    parameters = {
        parameter.wire: (name, parameter)
        for name, parameter in zip(names, operation.parameters, strict=True)
        if parameter.place == "path"
    }
    items: list[Literal | ValuePage] = []
    for part in operation.path:
        if not part.is_parameter:
            items.append(literal(quote(part.text, safe=_PATH_SAFE)))
            continue
        if len(items) % 2 == 0:
            items.append(literal(""))
        name, parameter = parameters[part.text]
        items.append(value(name, parameter))
    return tuple(items)


def security_pages(operation: ir.Operation) -> tuple[SchemesPage, ...]:
    """An operation's alternatives, each a scheme or several that go together."""
    pages: list[SchemesPage] = []
    for requirement in operation.security:
        schemes = tuple(literal(name) for name in requirement)
        pages.append(SchemesPage(schemes, schemes[0] if len(schemes) == 1 else None))
    return tuple(pages) if any(operation.security) else ()


def result_type(types: Sequence[PyType]) -> PyType:
    """The type of a call's result: a union of what the successes give."""
    unique = {each.source: each for each in types}
    if "Any" in unique:
        return unique["Any"]
    plain = [each for source, each in unique.items() if source != "None"]
    joined = py_type(" | ".join(each.source for each in plain) or "None", *plain)
    return optional(joined) if "None" in unique and plain else joined
