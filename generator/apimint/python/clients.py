"""The client's module: resources, constructor, credentials, server."""

from __future__ import annotations

from collections import Counter

from .. import ir
from ..diagnostics import Diagnostics
from .docs import docstring, sentence
from .imports import import_block
from .pages import (
    ArgumentPage,
    ClientPage,
    ClientResourcePage,
    CredentialPage,
    Header,
)
from .requests import server_url
from .reserved import RESOURCE_CLASS_NAMES
from .text import Comment, Identifier, Import, Module, is_identifier, literal, py_type
from .types import RUNTIME, Typing
from .words import pascal, snake, words

_BEARER = (ir.SecurityKind.BEARER, ir.SecurityKind.OAUTH2, ir.SecurityKind.OPEN_ID)
_ARGUMENTS = {
    "Bearer": ("token",),
    "Basic": ("username", "password"),
    "ApiKey": ("api_key",),
}
_SECRET = py_type("str | None")
_RENEWED = py_type(
    "str | Callable[[], str] | None", imports=[Import("collections.abc", "Callable")]
)
_RESERVED = {"base_url", "timeout", "transport", "self"}


def resource_classes(typing: Typing, resource: str) -> tuple[str, str]:
    """The names of a resource's two classes; a type of that name keeps it."""
    taken = RESOURCE_CLASS_NAMES.union(typing.names.classes.values())
    name = pascal(words(resource)) or "Root"
    name = name if name[:1].isupper() else f"Resource{name}"
    while name in taken or "Async" + name in taken or not is_identifier(name):
        name += "Resource"
    return name, "Async" + name


def client_page(
    typing: Typing, api: ir.Api, source: Comment, diagnostics: Diagnostics
) -> ClientPage:
    """The content of client.py."""
    resources = [_resource(typing, resource) for resource in typing.layout.resources]
    given, credentials = _credentials(api)
    url = server_url(api.servers, diagnostics)
    base = literal(url) if url else None
    arguments = [*given, ArgumentPage(Identifier("base_url"), py_type("str"), base)]
    imports = {
        Import("__future__", "annotations"),
        *(Import(RUNTIME, name) for name in _RUNTIME_NAMES),
    }
    if credentials:
        kinds = {page.kind.source for page in credentials}
        imports |= {Import(RUNTIME, name) for name in kinds}
    for argument in given:
        imports |= argument.annotation.imports
    if resources:
        imports |= {Import("functools", "cached_property")}
        imports |= {Import("typing", "TYPE_CHECKING")}
    arguments.sort(key=lambda argument: argument.default is not None)
    where = f"Calls {url or api.title or 'the API'}"
    docs = _argument_docs(api, given)
    return ClientPage(
        header=Header(
            source,
            docstring(
                "The clients: one attribute per resource, loaded when first used.", 0
            ),
            import_block(imports, ".client"),
        ),
        doc=docstring("The constructor of both clients.", 4, docs),
        sync_doc=docstring(f"{where} and waits for the answer.", 4),
        async_doc=docstring(f"{where} from asyncio.", 4),
        resources=tuple(resources),
        imports=tuple(sorted(resources, key=lambda page: page.module.source)),
        arguments=tuple(arguments),
        credentials=credentials,
    )


_RUNTIME_NAMES = (
    *("AsyncClientBase", "AsyncTransport", "ClientBase", "SyncClient", "Transport"),
    "TransportT",
)


def _resource(typing: Typing, resource: str) -> ClientResourcePage:
    name, async_name = resource_classes(typing, resource)
    return ClientResourcePage(
        attribute=Identifier(resource),
        module=Module(f".api.{resource}"),
        name=Identifier(name),
        async_name=Identifier(async_name),
    )


def _kind(scheme: ir.SecurityScheme) -> str:
    if scheme.kind in _BEARER:
        return "Bearer"
    return {"basic": "Basic", "apiKey": "ApiKey"}.get(scheme.kind, "")


def _credentials(
    api: ir.Api,
) -> tuple[list[ArgumentPage], tuple[CredentialPage, ...]]:
    """The constructor's arguments, and the credentials made of them. One scheme of a
    kind has that kind's usual names; several have their own.
    """
    schemes = [scheme for scheme in api.security_schemes if _kind(scheme)]
    counts = Counter(map(_kind, schemes))
    arguments: list[ArgumentPage] = []
    pages: list[CredentialPage] = []
    taken = set(_RESERVED)
    for scheme in schemes:
        kind = _kind(scheme)
        names = [_name(scheme, name, counts[kind] == 1) for name in _ARGUMENTS[kind]]
        names = [_free(name, taken) for name in names]
        taken.update(names)
        type_ = _SECRET if kind == "Basic" else _RENEWED
        default = literal(None)
        arguments += [ArgumentPage(Identifier(n), type_, default) for n in names]
        fixed = (literal(scheme.carrier), literal(scheme.wire))
        pages.append(
            CredentialPage(
                scheme=literal(scheme.name),
                kind=Identifier(kind),
                literals=fixed if kind == "ApiKey" else (),
                arguments=tuple(Identifier(name) for name in names),
            )
        )
    return arguments, tuple(pages)


def _name(scheme: ir.SecurityScheme, usual: str, is_only: bool) -> str:
    if is_only:
        return usual
    own = snake(words(scheme.name)) or usual
    own = own if own[:1].isidentifier() else f"{usual}_{own}"
    return own if usual in ("token", "api_key") else f"{own}_{usual}"


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_"
    return name


def _argument_docs(api: ir.Api, given: list[ArgumentPage]) -> list[tuple[str, str]]:
    """What the arguments for credentials mean; the others are the runtime's."""
    docs: list[tuple[str, str]] = []
    names = [argument.name.source for argument in given]
    for scheme in api.security_schemes:
        count = len(_ARGUMENTS.get(_kind(scheme), ()))
        doc = scheme.doc or f"For the security scheme `{scheme.name}`"
        docs += [(name, sentence(doc)) for name in names[:count]]
        names = names[count:]
    return docs
