"""The constructor of both clients: its arguments, and what it makes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .. import ir
from ..diagnostics import Diagnostics
from .client_pages import CredentialPage, PassedPage, VariablePage
from .credentials import CredentialArgument, SchemeCredential, scheme_credentials
from .docs import sentence
from .pages import ArgumentPage
from .servers import ClientServer, client_server
from .text import Identifier, Import, Literal, PyType, is_identifier, literal, py_type
from .types import RUNTIME, optional
from .words import snake, words

_RESERVED = ("base_url", "timeout", "transport", "self")


@dataclass(frozen=True, slots=True)
class Argument:
    """`variable` is the environment variable that stands in for it, if one does."""

    name: str
    type: PyType
    default: Literal | None
    doc: str
    variable: str = ""


@dataclass(frozen=True, slots=True)
class Constructor:
    """`arguments` are all but those that are the same in every client; `docs` are by the
    names of arguments, and `url` is the server's, empty where there is none.
    """

    arguments: tuple[ArgumentPage, ...]
    docs: tuple[tuple[str, str], ...]
    url: str
    base_url: PassedPage
    credentials: tuple[CredentialPage, ...]
    variables: tuple[VariablePage, ...]
    imports: frozenset[Import]


def constructor(
    api: ir.Api, environment: Mapping[str, str], diagnostics: Diagnostics
) -> Constructor:
    """Credentials, then the variables of the first server, then the base URL."""
    server = client_server(api.servers, diagnostics)
    taken: set[str] = set(_RESERVED)
    schemes = scheme_credentials(api, taken)
    variables = {_variable_name(each, taken): each for each in server.variables}
    found = [
        *(_of_credential(each) for scheme in schemes for each in scheme.arguments),
        *(_of_variable(name, each) for name, each in variables.items()),
        _base_url(api, server),
    ]
    arguments = [
        replace(each, variable=environment.get(each.name, "")) for each in found
    ]
    passed = {each.name: _passed(each) for each in arguments}
    pages = [_page(each) for each in arguments]
    return Constructor(
        arguments=tuple(sorted(pages, key=lambda page: page.default is not None)),
        docs=tuple((each.name, _doc(each)) for each in arguments if _doc(each)),
        url=server.url,
        base_url=passed["base_url"],
        credentials=tuple(_credential_page(each, passed) for each in schemes),
        variables=tuple(
            VariablePage(
                key=literal(each.name),
                value=passed[name],
                choices=tuple(literal(choice) for choice in each.choices),
            )
            for name, each in variables.items()
        ),
        imports=_imports(schemes, arguments, pages),
    )


def _credential_page(
    scheme: SchemeCredential, passed: Mapping[str, PassedPage]
) -> CredentialPage:
    return CredentialPage(
        scheme=literal(scheme.scheme),
        kind=scheme.kind,
        literals=scheme.literals,
        arguments=tuple(passed[each.name] for each in scheme.arguments),
    )


def _imports(
    schemes: Sequence[SchemeCredential],
    arguments: Sequence[Argument],
    pages: Sequence[ArgumentPage],
) -> frozenset[Import]:
    found = {Import(RUNTIME, each.kind.source) for each in schemes}
    if any(each.variable for each in arguments):
        found.add(Import(RUNTIME, "from_environment"))
    return frozenset(found).union(*(page.annotation.imports for page in pages))


def constructor_arguments(api: ir.Api) -> tuple[str, ...]:
    """The names of the arguments that an environment variable may stand in for."""
    found = constructor(api, {}, Diagnostics())
    return tuple(page.name.source for page in found.arguments)


def _variable_name(variable: ir.ServerVariable, taken: set[str]) -> str:
    """An argument's name; one that is taken is qualified with what it belongs to."""
    name = snake(words(variable.name))
    if name in taken or not is_identifier(name):
        name = f"server_{name}".rstrip("_")
    while name in taken:
        name += "_"
    taken.add(name)
    return name


def _of_credential(argument: CredentialArgument) -> Argument:
    return Argument(argument.name, argument.type, literal(None), argument.doc)


def _of_variable(name: str, variable: ir.ServerVariable) -> Argument:
    type_ = py_type("str")
    if variable.choices:
        choices = ", ".join(literal(choice).source for choice in variable.choices)
        imports = [Import("typing", "Literal")]
        type_ = py_type(f"Literal[{choices}]", imports=imports)
    doc = sentence(variable.doc) or f"The `{{{variable.name}}}` of `base_url`."
    return Argument(name, type_, literal(variable.default), doc)


def _base_url(api: ir.Api, server: ClientServer) -> Argument:
    default = literal(server.url) if server.url else None
    doc = ""
    if len(api.servers) > 1:
        listed = [f"- {_listed(each)}" for each in api.servers]
        doc = "\n".join(("The document's servers:\n", *listed))
    return Argument("base_url", py_type("str"), default, doc)


def _listed(server: ir.Server) -> str:
    doc = sentence(" ".join(server.doc.split()))
    return f"`{server.url}`: {doc}" if doc else f"`{server.url}`"


def _page(argument: Argument) -> ArgumentPage:
    name = Identifier(argument.name)
    if not argument.variable:
        return ArgumentPage(name, argument.type, argument.default)
    return ArgumentPage(name, optional(argument.type), literal(None))


def _passed(argument: Argument) -> PassedPage:
    name = Identifier(argument.name)
    if not argument.variable:
        return PassedPage(name)
    may_be_none = argument.type.source.endswith("None")
    default = None if may_be_none else argument.default or literal("")
    return PassedPage(name, literal(argument.variable), default)


def _doc(argument: Argument) -> str:
    if not argument.variable:
        return argument.doc
    read = f"By default the environment variable `{argument.variable}`."
    return (
        f"{read} {argument.doc}"
        if argument.name == "base_url"
        else f"{argument.doc} {read}"
    )
