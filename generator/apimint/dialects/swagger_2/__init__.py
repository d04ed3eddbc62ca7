"""Swagger 2.0: a document whose parts stand in other places than OpenAPI's.

Its sections move to `components` at once; operations, parameters, responses and schemas
are rewritten by rules when the walk comes to them, in whichever file they stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ...diagnostics import Diagnostics, Location
from ...source import Document, Node
from ..canonical import Draft, Rule, Tree, child
from ..grammar import Kind
from ..openapi_3_1 import complete
from .bodies import request_body
from .defaults import Defaults, read_defaults
from .operations import operation, path_item
from .parameters import header, parameter
from .responses import response
from .schemas import schema
from .security import security_scheme
from .servers import servers
from .shapes import warn_of_newer

_SECTIONS = {
    "definitions": "schemas",
    "responses": "responses",
    "securityDefinitions": "securitySchemes",
}
_LOWERED = frozenset(
    {
        *("swagger", "host", "basePath", "schemes", "consumes", "produces"),
        *("parameters", "components", *_SECTIONS),
    }
)
_NEWER = ("components", "servers", "webhooks")
_REARRANGED = frozenset(
    {
        *(Kind.PATH_ITEM, Kind.OPERATION, Kind.PARAMETER),
        *(Kind.REQUEST_BODY, Kind.RESPONSE, Kind.HEADER),
    }
)


def draft(document: Document, diagnostics: Diagnostics) -> Draft:
    """The document in OpenAPI's sections, with the rules for the parts in them."""
    written = complete(document, diagnostics)
    top = document.location
    warn_of_newer(written, _NEWER, top, diagnostics)
    defaults = read_defaults(written, top, diagnostics)
    origins = {"": top}
    tree: Tree = {"openapi": "3.1.1", "info": written["info"]}
    found = servers(defaults.address)
    if found and "servers" not in written:
        tree["servers"] = found
        where = top / ("host" if defaults.address.host else "basePath")
        origins.update({f"/servers/{index}": where for index in range(len(found))})
    tree.update({key: v for key, v in written.items() if key not in _LOWERED})
    moves: dict[str, str] = {}
    components = _components(written, top, origins, moves)
    if components:
        tree["components"] = components
    return Draft(
        tree,
        origins,
        _rules(defaults),
        closed_refs=True,
        written=written,
        moves=moves,
        rearranged=_REARRANGED,
    )


def _rules(defaults: Defaults) -> Mapping[Kind, Rule]:
    return {
        Kind.PATH_ITEM: path_item,
        Kind.OPERATION: partial(operation, defaults=defaults),
        Kind.PARAMETER: parameter,
        Kind.REQUEST_BODY: partial(request_body, consumes=defaults.consumes),
        Kind.RESPONSE: partial(response, produces=defaults.produces),
        Kind.HEADER: header,
        Kind.SCHEMA: schema,
        Kind.SECURITY_SCHEME: security_scheme,
    }


def _components(
    tree: Tree, top: Location, origins: dict[str, Location], moves: dict[str, str]
) -> Tree:
    """The sections as `components`; where each comes from goes to `origins`, and which
    pointers change thereby to `moves`."""
    own = tree.get("components")
    result = dict(own) if isinstance(own, dict) else {}
    for key, section in _SECTIONS.items():
        if key in tree:
            place = child("/components", section)
            result[section] = _joined(tree[key], result.get(section))
            origins[place] = top / key
            moves[child("", key)] = place
    given = tree.get("parameters")
    for name, node in given.items() if isinstance(given, dict) else ():
        section = _section_of(given, node) if isinstance(given, dict) else None
        if section is not None:
            place = child(child("/components", section), name)
            result[section] = _joined({name: node}, result.get(section))
            origins[place] = top / "parameters" / name
            moves[child("/parameters", name)] = place
    return result


def _joined(node: Node, other: Node) -> Node:
    """A section with more entries; a document of mixed versions may have both."""
    if isinstance(node, dict) and isinstance(other, dict):
        return {**other, **node}
    return node


def _section_of(parameters: Tree, node: Node) -> str | None:
    """Where a parameter for the whole document goes. One of a form goes nowhere: it
    becomes a part of each body that it is used in. What a `$ref` into another file
    leads to is known only when it is used.
    """
    seen: list[Node] = []
    while isinstance(node, dict) and "$ref" in node:
        name = str(node["$ref"]).removeprefix("#/parameters/")
        seen.append(node)
        node = parameters.get(name)
        if node is None or any(node is each for each in seen):
            return None
    place = node.get("in") if isinstance(node, dict) else None
    return {"body": "requestBodies", "formData": None}.get(str(place), "parameters")
