"""The client's module: resources, constructor, credentials, server."""

from __future__ import annotations

from .. import ir
from ..diagnostics import Diagnostics
from .client_pages import ClientPage, ClientResourcePage
from .constructor import constructor
from .docs import docstring
from .imports import import_block
from .pages import Header
from .policy import Policy
from .reserved import RESOURCE_CLASS_NAMES
from .text import Comment, Identifier, Import, Module, is_identifier
from .types import RUNTIME, Typing
from .words import pascal, words


def resource_classes(typing: Typing, resource: str) -> tuple[str, str]:
    """The names of a resource's two classes; a type of that name keeps it."""
    names = typing.names
    taken = RESOURCE_CLASS_NAMES.union(names.reserved, names.classes.values())
    name = pascal(words(resource)) or "Root"
    name = name if name[:1].isupper() else f"Resource{name}"
    while name in taken or "Async" + name in taken or not is_identifier(name):
        name += "Resource"
    return name, "Async" + name


def client_page(
    typing: Typing,
    api: ir.Api,
    policy: Policy,
    source: Comment,
    diagnostics: Diagnostics,
) -> ClientPage:
    """The content of client.py."""
    resources = [_resource(typing, resource) for resource in typing.layout.resources]
    made = constructor(api, policy.environment, diagnostics)
    imports = {
        Import("__future__", "annotations"),
        *(Import(RUNTIME, name) for name in _RUNTIME_NAMES),
        *made.imports,
    }
    if resources:
        imports |= {Import("functools", "cached_property")}
        imports |= {Import("typing", "TYPE_CHECKING")}
    where = f"Calls {made.url or api.title or 'the API'}"
    docs = [*made.docs, *_transport_docs(api)]
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
        arguments=made.arguments,
        base_url=made.base_url,
        credentials=made.credentials,
        variables=made.variables,
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


def _transport_docs(api: ir.Api) -> list[tuple[str, str]]:
    """How to meet the schemes that no request carries."""
    kind = ir.SecurityKind.MUTUAL_TLS
    names = [f"`{each.name}`" for each in api.security_schemes if each.kind is kind]
    if not names:
        return []
    how = "`HttpClientTransport(ssl_context=…)` with the certificate in its context"
    text = f"For mutual TLS ({', '.join(names)}) {how}, or its `Async` twin, both from "
    return [("transport", f"{text}`_runtime.http_client_transport`.")]
