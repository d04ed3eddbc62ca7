"""Operations → the functions of a resource's module."""

from __future__ import annotations

from collections.abc import Sequence

from .. import ir
from ..diagnostics import Diagnostics
from .bodies import body_argument, body_doc, body_imports
from .constraints import body_marks, remarks
from .docs import docstring, sentence, told, with_marks
from .pages import (
    ArgumentPage,
    BodyPage,
    EntryPage,
    FunctionPage,
    MethodPage,
    ValuePage,
)
from .paging import SENTENCE, paged
from .requests import (
    argument,
    entry,
    path_items,
    security_pages,
)
from .responses import Answer, accept_of, answer_of, error_imports, errors_of
from .text import Docstring, Identifier, Import, Literal, literal, py_type
from .types import RUNTIME, Typing, optional


def function_page(
    typing: Typing, operation: ir.Operation, diagnostics: Diagnostics
) -> tuple[FunctionPage, MethodPage, set[Import]]:
    """A function's content, how it becomes a method, and what it imports."""
    names = typing.names.operations[operation.id]
    named = list(zip(names.parameters, operation.parameters, strict=True))
    arguments = {name: argument(typing, name, p) for name, p in named}
    path = [arguments[name] for name, p in named if p.place == "path"]
    keywords = [arguments[name] for name, p in named if p.place != "path"]
    body, passed = _body(typing, operation, diagnostics)

    def entries(place: str) -> tuple[EntryPage, ...]:
        return tuple(
            entry(typing, name, p, diagnostics) for name, p in named if p.place == place
        )

    answer, paging = paged(typing, operation, answer_of(typing, operation))
    errors = errors_of(typing, operation)
    statuses = answer.statuses
    agreed = {status.media for status in statuses}
    page = FunctionPage(
        name=Identifier(names.function),
        positional=(*path, *passed),
        keywords=tuple(sorted(keywords, key=lambda each: each.default is not None)),
        call=answer.call,
        result=answer.result,
        doc=_docstring(typing, operation, named, answer),
        method=literal(operation.method),
        path=path_items(operation, names.parameters),
        query=entries("query") + entries("querystring"),
        headers=entries("header"),
        cookies=entries("cookie"),
        body=body,
        returns=statuses[0].media if len(agreed) == 1 else (),
        statuses=statuses if len(agreed) > 1 else (),
        items=answer.items,
        errors=errors,
        security=security_pages(operation),
        accept=accept_of(typing, operation),
        base_url=literal(operation.servers[0].url) if operation.servers else None,
        deprecated=literal(True) if operation.deprecated else None,
        paging=paging,
    )
    imports = _imports(page, [*arguments.values(), *passed])
    imports |= answer.imports | error_imports(errors)
    method = MethodPage(Identifier(names.method), page.name, answer.binder)
    return page, method, imports


def _imports(page: FunctionPage, arguments: Sequence[ArgumentPage]) -> set[Import]:
    """What the request needs; the answer knows its own imports."""
    found = {Import(RUNTIME, "paging")} if page.paging else set[Import]()
    for each in arguments:
        found |= each.annotation.imports
    values = [e.value for e in (*page.query, *page.headers, *page.cookies)]
    values += [item for item in page.path if isinstance(item, ValuePage)]
    if any(value.style for value in values):
        found.add(Import(RUNTIME, "styles"))
    if page.body:
        found |= body_imports(page.body)
    return found


def _body(
    typing: Typing, operation: ir.Operation, diagnostics: Diagnostics
) -> tuple[BodyPage | None, tuple[ArgumentPage, ...]]:
    """How the body is sent, and its argument."""
    body = operation.body
    if body is None or not body.contents:
        return None, ()
    type_, page = body_argument(typing, body, diagnostics)
    if body.required:
        return page, (ArgumentPage(Identifier("body"), type_, None),)
    default: Identifier | Literal = literal(None)
    type_ = optional(type_)
    if page.function and page.function.source == "nullable":
        default = Identifier("UNSET")  # null is a body
        unset = [Import(RUNTIME, "UNSET"), Import(RUNTIME, "Unset")]
        type_ = py_type(f"{type_.source} | Unset", type_, imports=unset)
    return page, (ArgumentPage(Identifier("body"), type_, default),)


def _docstring(
    typing: Typing,
    operation: ir.Operation,
    named: Sequence[tuple[str, ir.Parameter]],
    answer: Answer,
) -> Docstring:
    """Summary, description, the HTTP line, what streams, and the arguments."""
    path = "".join(
        f"{{{p.text}}}" if p.is_parameter else p.text for p in operation.path
    )
    summary, description = operation.summary, operation.description
    pieces = [*told(summary, description), f"{operation.method} {path}"]
    if answer.item:
        pieces.append(f"`client.stream` gives `{answer.item.source}` one by one.")
    pieces += [SENTENCE] if operation.paging else []
    pieces += _headers(typing, operation) + _relations(operation)
    pieces += ["Deprecated."] if operation.deprecated else []
    text = "\n\n".join(piece for piece in pieces if piece)
    return docstring(text, 4, _arguments(typing, named, operation.body))


def _headers(typing: Typing, operation: ir.Operation) -> list[str]:
    """Which types the headers of the successes have."""
    refs = dict.fromkeys(r.headers for r in operation.responses if r.headers)
    names = " or ".join(f"`{typing.names.classes[ref.id]}`" for ref in refs)
    return [f"Response headers: {names}."] if names else []


def _relations(operation: ir.Operation) -> list[str]:
    """What the document links to the answer, and what it calls back."""
    links = ", ".join(f"`{name}` ({to})" for name, to in operation.links)
    callbacks = ", ".join(f"`{name}`" for name in operation.callbacks)
    found = [f"Links: {links}."] if links else []
    return found + ([f"Callbacks: {callbacks}."] if callbacks else [])


def _arguments(
    typing: Typing,
    named: Sequence[tuple[str, ir.Parameter]],
    body: ir.Body | None,
) -> list[tuple[str, str]]:
    """The documented arguments, in the order of the signature."""
    path = [(name, p) for name, p in named if p.place == "path"]
    others = [(name, p) for name, p in named if p.place != "path"]
    entries = [(name, _argument_doc(p)) for name, p in path]
    if body:
        marks = [*body_marks(body), *filter(None, [body_doc(typing, body)])]
        entries.append(("body", with_marks(sentence(body.doc), False, *marks)))
    entries += [(name, _argument_doc(p)) for name, p in others]
    return [(name, text) for name, text in entries if text]


def _argument_doc(parameter: ir.Parameter) -> str:
    doc, marks = sentence(parameter.doc), remarks(parameter)
    return with_marks(doc, parameter.deprecated, *marks)
