"""`schemes`, `host` and `basePath` → servers."""

from __future__ import annotations

from dataclasses import dataclass

from ...diagnostics import Diagnostics, Location
from ...source import Node
from ..canonical import Tree
from ..wording import described, did_you_mean
from .shapes import texts

_HTTP = ("https", "http")
_SOCKETS = ("wss", "ws")


@dataclass(frozen=True, slots=True)
class Address:
    """Where an API is served; `host` is empty where the document does not say, and
    `base_path` where it is the root."""

    host: str
    base_path: str
    schemes: tuple[str, ...]


def read_address(tree: Tree, top: Location, diagnostics: Diagnostics) -> Address:
    host = _text(tree, "host", top, diagnostics).strip().rstrip("/")
    if "://" in host:
        message = "`host` names no scheme: `schemes` does"
        diagnostics.warning("ignored-value", message, top / "host")
        host = host.rpartition("://")[2]
    path = _text(tree, "basePath", top, diagnostics).strip().strip("/")
    schemes = read_schemes(tree, top, diagnostics)
    return Address(host, f"/{path}" if path else "", schemes)


def read_schemes(node: Tree, at: Location, diagnostics: Diagnostics) -> tuple[str, ...]:
    """The schemes that HTTP requests can use, `https` before `http`: the first one is
    what a client uses, and it sends credentials."""
    found = texts(node, "schemes", at, diagnostics)
    for index, scheme in enumerate(found):
        where = at / "schemes" / index
        if scheme in _SOCKETS:
            message = f"`{scheme}` is dropped: web sockets are no part of a client"
            diagnostics.warning("dropped-scheme", message, where)
        elif scheme not in _HTTP:
            message = f"`{scheme[:40]}` is no scheme: http or https"
            hint = did_you_mean(scheme.lower(), _HTTP)
            diagnostics.error("unknown-scheme", message, where, hint=hint)
    return tuple(scheme for scheme in _HTTP if scheme in found)


def servers(address: Address, schemes: tuple[str, ...] = ()) -> list[Node]:
    """OpenAPI's servers, for `schemes` of an operation's own if there are any. Without
    a scheme it is https; without a host, the path alone."""
    if not address.host:
        return [{"url": address.base_path}] if address.base_path else []
    rest = address.host + address.base_path
    chosen = schemes or address.schemes or _HTTP[:1]
    return [{"url": f"{scheme}://{rest}"} for scheme in chosen]


def _text(tree: Tree, key: str, top: Location, diagnostics: Diagnostics) -> str:
    value = tree.get(key)
    if value is None or isinstance(value, str):
        return value or ""
    message = f"{described(value)} stands here, where a text is due"
    diagnostics.error("wrong-shape", message, top / key)
    return ""
