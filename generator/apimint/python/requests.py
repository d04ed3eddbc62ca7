"""Parameters, paths and security → the request that a function builds."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from .. import ir
from .pages import ArgumentPage, EntryPage, SchemesPage, ValuePage
from .text import Identifier, Literal, PyType, literal, py_type
from .types import Typing, annotation, optional

_DELIMITERS = {"form": ",", "spaceDelimited": " ", "pipeDelimited": "|"}
# RFC 3986: what may stand in a path as it is; '%' because the document may have encoded.
# A '?' is no part of a path, but documents that tell operations apart by it mean it so.
_PATH_SAFE = "/%:@!$&'()*+,;=-._~?"


def argument(typing: Typing, name: str, parameter: ir.Parameter) -> ArgumentPage:
    """A parameter's argument; an optional one is None by default."""
    type_ = annotation(typing, parameter.type)
    if parameter.required:
        return ArgumentPage(Identifier(name), type_, None)
    return ArgumentPage(Identifier(name), optional(type_), literal(None))


def entry(name: str, parameter: ir.Parameter) -> EntryPage:
    return EntryPage(literal(parameter.wire), value(name, parameter))


def value(name: str, parameter: ir.Parameter) -> ValuePage:
    """An argument as the request takes it: plain where its style is the usual one for
    its place, else through the function of that style.
    """
    own = Identifier(name)
    if parameter.media:
        return ValuePage(own, Identifier("json_text"))
    style, explode = parameter.style, parameter.explode
    if parameter.place == "path":
        return _path_value(own, parameter)
    if parameter.place == "header":
        if explode and not _is_scalar(parameter.type):
            return ValuePage(own, Identifier("simple"), after=(literal(True),))
        return ValuePage(own)
    if style == "deepObject":
        return ValuePage(own, Identifier("deep"))
    if style in _DELIMITERS and not explode and not _is_scalar(parameter.type):
        return ValuePage(own, Identifier("delimited"), (literal(_DELIMITERS[style]),))
    return ValuePage(own, Identifier("reserved") if parameter.allow_reserved else None)


def _path_value(own: Identifier, parameter: ir.Parameter) -> ValuePage:
    explode = literal(parameter.explode)
    match parameter.style:
        case "matrix":
            before = (literal(parameter.wire),)
            return ValuePage(own, Identifier("matrix"), before, (explode,))
        case "label":
            return ValuePage(own, Identifier("label"), after=(explode,))
        case _ if parameter.explode and not _is_scalar(parameter.type):
            return ValuePage(own, Identifier("simple"), after=(explode,))
        case _:
            return ValuePage(own)


def _is_scalar(type_: ir.Type) -> bool:
    if isinstance(type_, ir.Nullable):
        return _is_scalar(type_.inner)
    return isinstance(type_, ir.Scalar | ir.Constant)


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
