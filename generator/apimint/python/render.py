"""Pages → source text. The only module that knows Jinja."""

from __future__ import annotations

from dataclasses import fields
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ..resources import templates_dir
from .package import PythonModule
from .text import Text


def render(module: PythonModule) -> str:
    """The source text of a module, not yet formatted.

    Definitions are parted by exactly two blank lines, and nothing else is.
    """
    page = module.page
    context = {each.name: getattr(page, each.name) for each in fields(page)}
    return _environment().get_template(f"{module.template}.jinja").render(context)


@cache
def _environment() -> Environment:
    """Templates get checked texts only: a bare `str` raises, and were it to slip through
    it would be escaped for HTML, which no Python survives.
    """
    return Environment(
        loader=FileSystemLoader(templates_dir()),
        undefined=StrictUndefined,
        finalize=_finalize,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _finalize(value: object) -> Markup:
    if isinstance(value, Text):
        return Markup(value.source)
    if isinstance(value, Markup):  # what a macro has rendered
        return value
    raise TypeError(f"a template received {type(value).__name__}, not a checked text")
