"""Operations → the functions of a resource's module."""

from __future__ import annotations

from collections.abc import Sequence

from .. import ir
from ..diagnostics import Diagnostics
from .docs import docstring, sentence
from .media import body_argument, body_imports, media_imports, media_pages
from .models import default_mark, with_marks
from .pages import (
    ArgumentPage,
    BodyPage,
    EntryPage,
    FunctionPage,
    StatusPage,
    ValuePage,
)
from .requests import (
    argument,
    entry,
    path_items,
    result_type,
    security_pages,
    server_url,
)
from .text import Docstring, Identifier, Import, Literal, PyType, literal, py_type
from .types import RUNTIME, Typing, optional
from .values import is_json


def function_page(
    typing: Typing, operation: ir.Operation, diagnostics: Diagnostics
) -> tuple[FunctionPage, set[Import]]:
    """A function's content, and what it imports."""
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

    statuses, result = _successes(typing, operation)
    errors = _errors(typing, operation)
    agreed = {status.media for status in statuses}
    page = FunctionPage(
        name=Identifier(names.function),
        positional=(*path, *passed),
        keywords=tuple(sorted(keywords, key=lambda each: each.default is not None)),
        result=result,
        doc=_docstring(operation, named),
        method=literal(operation.method),
        path=path_items(operation, names.parameters),
        query=entries("query") + entries("querystring"),
        headers=entries("header"),
        cookies=entries("cookie"),
        body=body,
        returns=statuses[0].media if len(agreed) == 1 else (),
        statuses=statuses if len(agreed) > 1 else (),
        errors=errors,
        security=security_pages(operation),
        accept=_accept(operation),
        base_url=_own_server(operation),
        deprecated=literal(True) if operation.deprecated else None,
    )
    return page, _imports(page, [*arguments.values(), *passed], [*statuses, *errors])


def _imports(
    page: FunctionPage, arguments: Sequence[ArgumentPage], read: Sequence[StatusPage]
) -> set[Import]:
    found = {Import(RUNTIME, "Call"), *page.result.imports}
    for each in arguments:
        found |= each.annotation.imports
    for status in read:
        found |= media_imports(status.media)
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
    if page.nullable:  # null is a body: what is absent needs another value
        default = Identifier("UNSET")
        unset = [Import(RUNTIME, "UNSET"), Import(RUNTIME, "Unset")]
        type_ = py_type(f"{optional(type_).source} | Unset", type_, imports=unset)
        return page, (ArgumentPage(Identifier("body"), type_, default),)
    return page, (ArgumentPage(Identifier("body"), optional(type_), default),)


def _successes(
    typing: Typing, operation: ir.Operation
) -> tuple[tuple[StatusPage, ...], PyType]:
    """How each success is read, and the type of the result. Where no success is
    described, `default` stands for it; where nothing is, the answer has no content.
    """
    found = [r for r in operation.responses if r.status.startswith("2")]
    found = found or [r for r in operation.responses if r.status == "default"]
    pages: list[StatusPage] = []
    types: list[PyType] = []
    for response in found:
        contents = () if operation.method == "HEAD" else response.contents
        media, values = media_pages(typing, contents)
        pages.append(StatusPage(_status(response.status), media))
        types += values
    if not found:
        media, types = media_pages(typing, ())
        pages.append(StatusPage(_status("default"), media))
    return tuple(pages), result_type(types)


def _accept(operation: ir.Operation) -> Literal | None:
    """The media types to ask for, where a success has JSON under another name."""
    media = [
        content.media_type
        for response in operation.responses
        if response.status.startswith("2") or response.status == "default"
        for content in response.contents
    ]
    special = any(is_json(each) and each != "application/json" for each in media)
    return literal(", ".join(dict.fromkeys(media))) if special else None


def _errors(typing: Typing, operation: ir.Operation) -> tuple[StatusPage, ...]:
    """How the described errors are read; one without content needs no line."""
    pages: list[StatusPage] = []
    described = any(r.status.startswith("2") for r in operation.responses)
    for response in operation.responses:
        is_error = response.status[0] in "345" or (
            response.status == "default" and described
        )
        if is_error and response.contents:
            media, _ = media_pages(typing, response.contents)
            pages.append(StatusPage(_status(response.status), media))
    return tuple(pages)


def _status(status: str) -> Literal:
    return literal(int(status) if status.isdigit() else status)


def _own_server(operation: ir.Operation) -> Literal | None:
    url = server_url(operation.servers)
    return literal(url) if url else None


def _docstring(
    operation: ir.Operation, named: Sequence[tuple[str, ir.Parameter]]
) -> Docstring:
    """Summary, description, the HTTP line and the arguments."""
    path = "".join(
        f"{{{p.text}}}" if p.is_parameter else p.text for p in operation.path
    )
    summary, description = operation.summary, operation.description
    if not summary:
        summary, _, description = description.partition("\n\n")
    if description == summary:
        description = ""
    pieces = [sentence(summary), description, f"{operation.method} {path}"]
    pieces += ["Deprecated."] if operation.deprecated else []
    text = "\n\n".join(piece for piece in pieces if piece)
    return docstring(text, 4, _arguments(named, operation.body))


def _arguments(
    named: Sequence[tuple[str, ir.Parameter]], body: ir.Body | None
) -> list[tuple[str, str]]:
    """The documented arguments, in the order of the signature."""
    path = [(name, p) for name, p in named if p.place == "path"]
    others = [(name, p) for name, p in named if p.place != "path"]
    entries = [(name, _argument_doc(p)) for name, p in path]
    entries += [("body", sentence(body.doc))] if body else []
    entries += [(name, _argument_doc(p)) for name, p in others]
    return [(name, text) for name, text in entries if text]


def _argument_doc(parameter: ir.Parameter) -> str:
    return with_marks(
        sentence(parameter.doc), parameter.deprecated, *default_mark(parameter)
    )
