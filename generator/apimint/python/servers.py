"""Servers → base URLs: which of their variables are the caller's to choose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .. import ir
from ..diagnostics import Diagnostics

# What the runtime lets a caller put into a URL: nothing that ends a part of it.
_PLAIN = r"[A-Za-z0-9_.~:-]+"


@dataclass(frozen=True, slots=True)
class ClientServer:
    """The URL of the first server, with a place in braces for each of `variables`; empty
    where there is no server that can be called.
    """

    url: str = ""
    variables: tuple[ir.ServerVariable, ...] = ()


def client_server(
    servers: Sequence[ir.Server], diagnostics: Diagnostics
) -> ClientServer:
    """The server that a client calls, unless it is told otherwise. A path alone is too
    little for it, and `diagnostics` says so.
    """
    for server in servers[:1]:
        if not _is_whole(_filled(server, ())):
            message = f"the server {server.url[:60]!r} is not a whole URL: "
            message += "base_url is required"
            diagnostics.warning("relative-server", message, server.location)
            continue
        used = [each for each in server.variables if _place(each) in server.url]
        open_ = tuple(each for each in used if _is_plain(each))
        for each in used:
            if each not in open_:
                message = f"{each.name!r} has a value that is more than one part of a "
                message += "URL: it is no argument; give base_url for another"
                diagnostics.warning("server-variable", message, server.location)
        return ClientServer(_filled(server, open_).rstrip("/"), open_)
    return ClientServer()


def with_own_servers(api: ir.Api, diagnostics: Diagnostics) -> ir.Api:
    """The API with one server at most for each operation, whose URL has no variables but
    those that the client has as well. A path alone is a URL on the client's host.
    """
    chosen = client_server(api.servers, Diagnostics()).variables
    operations = [
        replace(each, servers=_own(api, each, chosen, diagnostics))
        for each in api.operations
    ]
    return replace(api, operations=tuple(operations))


def _own(
    api: ir.Api,
    operation: ir.Operation,
    chosen: tuple[ir.ServerVariable, ...],
    diagnostics: Diagnostics,
) -> tuple[ir.Server, ...]:
    for server in operation.servers[:1]:
        default = _filled(server, ())
        if not _is_whole(default) and not re.match(r"/[^{}]*$", default):
            message = f"the server {server.url[:60]!r} is not a whole URL: "
            message += "the client's own is called"
            diagnostics.warning("relative-server", message, server.location)
            continue
        if api.servers and _same(server, api.servers[0]):
            continue
        shared = [v for v in chosen if any(_equal(v, own) for own in server.variables)]
        url = _filled(server, shared)
        return (replace(server, url=url if url == "/" else url.rstrip("/")),)
    return ()


def _filled(server: ir.Server, but: Sequence[ir.ServerVariable]) -> str:
    """The URL with the defaults of the variables, but for some."""
    url = server.url
    names = [each.name for each in but]
    for variable in server.variables:
        if variable.name not in names:
            url = url.replace(_place(variable), variable.default)
    return url


def _place(variable: ir.ServerVariable) -> str:
    return "{" + variable.name + "}"


def _is_whole(url: str) -> bool:
    return url.startswith(("https://", "http://")) and "{" not in url


def _is_plain(variable: ir.ServerVariable) -> bool:
    """Can the runtime put each of its known values into a URL?"""
    values = (variable.default, *variable.choices)
    return all(re.fullmatch(_PLAIN, value) for value in values)


def _same(one: ir.Server, other: ir.Server) -> bool:
    """Do two servers differ in nothing but what is said of them?"""
    pairs = zip(one.variables, other.variables, strict=False)
    return (
        one.url == other.url
        and len(one.variables) == len(other.variables)
        and all(_equal(a, b) for a, b in pairs)
    )


def _equal(one: ir.ServerVariable, other: ir.ServerVariable) -> bool:
    return replace(one, doc="") == replace(other, doc="")
