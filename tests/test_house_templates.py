"""Templates lay out, they do not decide; and they print nothing but checked texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import get_args

import pytest
from apimint.python.imports import ImportBlock
from apimint.python.package import Page, PythonModule
from apimint.python.pages import (
    ClientPage,
    FacePage,
    Header,
    IndexPage,
    ModelsPage,
    PackagePage,
    ResourcePage,
    WebhooksPage,
)
from apimint.python.render import render
from apimint.python.text import Comment, Docstring, Identifier, Literal, Module, Text
from house import TEMPLATES, shown
from jinja2 import Environment, UndefinedError, meta, nodes

PATHS = sorted(TEMPLATES.rglob("*.jinja"))
PAGES = {
    "__init__.py.jinja": FacePage,
    "api/__init__.py.jinja": PackagePage,
    "api/resource.py.jinja": ResourcePage,
    "client.py.jinja": ClientPage,
    "models/__init__.py.jinja": IndexPage,
    "models/module.py.jinja": ModelsPage,
    "only_models.py.jinja": PackagePage,
    "webhooks.py.jinja": WebhooksPage,
}
# What a template may consist of. No Set, AssignBlock, Concat, Add, Filter,
# Include, And, Or, conditional expression, …
STATEMENTS = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.For,
    nodes.If,
    nodes.Macro,
    nodes.FromImport,
)
EXPRESSIONS = (
    nodes.Name,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Call,
    nodes.Const,
    nodes.Not,
    nodes.Test,
    nodes.Compare,
    nodes.Operand,
)
LOOP = {"first", "last", "length"}
CONFIGURATION = {"config", "options", "policy", "settings", "environment", "self"}


def problems(source: str) -> list[str]:
    """What in a template goes beyond laying out."""
    template = Environment().parse(source)
    macros = _macros(template)
    return [
        f"line {node.lineno}: {problem}"
        for node in template.find_all(nodes.Node)
        for problem in _problems(node, macros)
    ]


def _macros(template: nodes.Template) -> set[str]:
    """The names of the macros that a template defines or imports."""
    own = {each.name for each in template.find_all(nodes.Macro)}
    imports = template.find_all(nodes.FromImport)
    return own | {name for each in imports for name in each.names if type(name) is str}


def _problems(node: nodes.Node, macros: set[str]) -> Iterator[str]:
    if not isinstance(node, STATEMENTS + EXPRESSIONS):
        yield f"{type(node).__name__} is no layout"
    if isinstance(node, nodes.Name | nodes.Getattr) and not _is_plain(node):
        yield "a name that is no content"
    match node:
        case nodes.Getitem(arg=nodes.Const(value=int())):
            pass
        case nodes.Getitem():
            yield "an item that is computed"
        case nodes.Call() if not _is_macro_call(node, macros):
            yield "a call of what is no macro"
        case nodes.If() if not _is_presence(node.test):
            yield "a decision"
        case nodes.For() if not _is_plain_loop(node):
            yield "a loop that does more than repeat"
        case nodes.FromImport() if not isinstance(node.template, nodes.Const):
            yield "an import of what is computed"
        case nodes.Macro() if node.defaults:
            yield "a macro with defaults"
        case nodes.Output() if any(isinstance(n, nodes.Const) for n in node.nodes):
            yield "an output of a constant"


def _is_plain(node: nodes.Name | nodes.Getattr) -> bool:
    name = node.name if isinstance(node, nodes.Name) else node.attr
    return not name.startswith("_") and name not in CONFIGURATION


def _is_content(node: nodes.Node | None) -> bool:
    """A name, an attribute or an item of it."""
    if isinstance(node, nodes.Getattr | nodes.Getitem):
        return _is_content(node.node)
    return isinstance(node, nodes.Name)


def _is_macro_call(node: nodes.Call, macros: set[str]) -> bool:
    """A macro, given content."""
    simple = not (node.kwargs or node.dyn_args or node.dyn_kwargs)
    known = isinstance(node.node, nodes.Name) and node.node.name in macros
    return simple and known and all(map(_is_content, node.args))


def _is_presence(test: nodes.Node) -> bool:
    """Is something there? Is this the first, the last or the only round of a loop?"""
    match test:
        case nodes.Not(node=inner):
            return _is_presence(inner)
        case nodes.Test(node=inner, name="defined"):
            return _is_content(inner)
        case nodes.Compare(expr=left, ops=[nodes.Operand(expr=nodes.Const())]):
            return _is_of_loop(left)
        case nodes.Getattr(node=nodes.Name(name="loop")):
            return _is_of_loop(test)
        case _:
            return _is_content(test)


def _is_of_loop(node: nodes.Node) -> bool:
    match node:
        case nodes.Getattr(node=nodes.Name(name="loop"), attr=name):
            return name in LOOP
        case _:
            return False


def _is_plain_loop(node: nodes.For) -> bool:
    plain = isinstance(node.target, nodes.Name) and _is_content(node.iter)
    return plain and not (node.test or node.recursive or node.else_)


@pytest.mark.parametrize("path", PATHS, ids=shown)
def test_templates_lay_out_and_do_not_decide(path: Path) -> None:
    assert problems(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "{% set a = b %}",
        "{% set a %}b{% endset %}",
        "{{ a ~ b }}",
        "{{ a + b }}",
        "{{ a | upper }}",
        "{{ a.b() }}",
        "{{ a() }}",
        "{{ 'text' }}",
        "{{ a if b else c }}",
        "{{ a.__class__ }}",
        "{{ config.a }}",
        "{{ self.a }}",
        "{{ a[b] }}",
        "{{ a['b'] }}",
        "{% include a %}",
        "{% from a import b %}",
        "{% extends 'a' %}",
        "{% block a %}{% endblock %}",
        "{% if a == b %}{% endif %}",
        "{% if a == 1 %}{% endif %}",
        "{% if a and b %}{% endif %}",
        "{% if a is string %}{% endif %}",
        "{% if loop.index == 1 %}{% endif %}",
        "{% if loop.index %}{% endif %}",
        "{% for a in b if a %}{% endfor %}",
        "{% for a, b in c %}{% endfor %}",
        "{% for a in b.items() %}{% endfor %}",
        "{% for a in range(3) %}{% endfor %}",
        "{% macro a(b) %}{% endmacro %}{{ a(b=c) }}",
        "{% macro a(b) %}{% endmacro %}{{ a(b.c()) }}",
        "{% macro a(b=1) %}{% endmacro %}",
        "{% macro a(b) %}{% endmacro %}{% call a(b) %}{% endcall %}",
        "{% filter upper %}{% endfilter %}",
        "{% with a = b %}{% endwith %}",
    ],
)
def test_the_check_of_templates_sees(source: str) -> None:
    assert problems(source)


@pytest.mark.parametrize("path", PATHS, ids=shown)
def test_a_template_prints_exactly_its_page(path: Path) -> None:
    used = meta.find_undeclared_variables(Environment().parse(path.read_text("utf-8")))
    page = PAGES.get(path.relative_to(TEMPLATES).as_posix())
    assert used == ({each.name for each in fields(page)} if page else set())


def test_every_page_has_a_template() -> None:
    assert set(PAGES.values()) == set(get_args(Page))


HEADER = Header(Comment("# A."), Docstring('"""B."""'), ImportBlock(None, (), ()))


def rendered(header: Header) -> str:
    return render(PythonModule("__init__.py", "api/__init__.py", PackagePage(header)))


def test_the_renderer_prints_checked_texts() -> None:
    assert rendered(HEADER) == '# A.\n"""B."""\n\n'


@pytest.mark.parametrize(
    "text",
    [
        Text("a"),
        Identifier("a"),
        Literal("a"),
        Module("a"),
        Comment("a"),
        Docstring("a"),
    ],
)
def test_the_renderer_takes_every_class_of_text(text: Text) -> None:
    changed = replace(HEADER, source=text)  # type: ignore[arg-type]
    assert rendered(changed).startswith("a\n")


@pytest.mark.parametrize("value", ["# A.", "", 1, None, True, b"# A.", ["# A."]])
def test_the_renderer_refuses_everything_else(value: object) -> None:
    with pytest.raises(TypeError, match=f"received {type(value).__name__}"):
        rendered(replace(HEADER, source=value))  # type: ignore[arg-type]


def test_the_renderer_refuses_what_a_page_lacks() -> None:
    with pytest.raises(UndefinedError, match="has no attribute 'future'"):
        rendered(replace(HEADER, imports=()))  # type: ignore[arg-type]


def test_a_text_is_never_escaped_for_html() -> None:
    assert rendered(replace(HEADER, source=Comment("# <&'>"))).startswith("# <&'>\n")
