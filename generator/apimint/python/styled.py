"""Styles and encodings → what a request does with an argument."""

from __future__ import annotations

from .. import ir
from ..graph import is_json
from .kinds import FORM, essence
from .pages import EncodingPage, ValuePage
from .text import Identifier, literal


def is_form(parameter: ir.Parameter) -> bool:
    """Is the value of a parameter a form? A whole query is one unless it says more."""
    is_query = parameter.place == "querystring" and not parameter.media
    return is_query or essence(parameter.media) == FORM


def value(
    name: str, parameter: ir.Parameter, encodings: tuple[EncodingPage, ...] = ()
) -> ValuePage:
    """An argument as the request takes it: plain where its style is the usual one for
    its place, else through the function of that style. `encodings` are those of a form.
    """
    own = ValuePage(Identifier(name))
    if is_form(parameter):
        inner = ValuePage(own.value, Identifier("restyled"), encodings=encodings)
        is_whole = parameter.place == "querystring"
        style = Identifier("querystring" if is_whole else "form_text")
        return ValuePage(inner if encodings else own.value, style)
    if is_json(parameter.media):
        is_header = parameter.place == "header"
        style = Identifier("json_header" if is_header else "json_text")
        return ValuePage(own.value, style)
    return own if parameter.media else _styled(own, parameter)


def _styled(own: ValuePage, parameter: ir.Parameter) -> ValuePage:
    style, scalar = parameter.style, is_scalar(parameter.type)
    if parameter.place == "header":
        return _simple(own, style, scalar)
    if style.name == "cookie":
        return ValuePage(own.value, Identifier("verbatim"))
    if parameter.place != "path":
        return paired(own, style, scalar)
    inner = _reserved(own, style)
    explode = literal(style.explode)
    match style.name:
        case "matrix":
            before = (literal(parameter.wire),)
            return ValuePage(_bare(inner), Identifier("matrix"), before, (explode,))
        case "label":
            return ValuePage(_bare(inner), Identifier("label"), after=(explode,))
        case _:
            return _simple(inner, style, scalar)


def _simple(inner: ValuePage, style: ir.Style, scalar: bool) -> ValuePage:
    if scalar or not (style.explode or style.delimiter != ","):
        return inner
    delimiter = [literal(style.delimiter)] if style.delimiter != "," else []
    after = (literal(style.explode), *delimiter)
    return ValuePage(_bare(inner), Identifier("simple"), after=after)


def paired(own: ValuePage, style: ir.Style, scalar: bool) -> ValuePage:
    """A value of the query, of a cookie or of a form."""
    inner = _reserved(own, style)
    if style.name == "deepObject":
        return ValuePage(_bare(inner), Identifier("deep"))
    if style.explode or scalar:
        return inner
    before = (literal(style.delimiter),)
    return ValuePage(_bare(inner), Identifier("delimited"), before)


def _reserved(own: ValuePage, style: ir.Style) -> ValuePage:
    return ValuePage(own.value, Identifier("reserved")) if style.allow_reserved else own


def _bare(page: ValuePage) -> Identifier | ValuePage:
    return page if page.style else page.value


def is_scalar(type_: ir.Type) -> bool:
    """Is this one text, whatever its style?"""
    if isinstance(type_, ir.Nullable):
        return is_scalar(type_.inner)
    return isinstance(type_, ir.Scalar | ir.Constant)
