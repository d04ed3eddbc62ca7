"""Path items and operations: parameters are parted into parameters and a body."""

from __future__ import annotations

from collections.abc import Sequence

from ...source import Node
from ..canonical import Site, Tree, child
from ..paths import METHODS
from ..rename import renamed_security
from .bodies import Given, form_body, request_body
from .defaults import Defaults
from .responses import responses
from .servers import read_schemes, servers
from .shapes import texts, warn_of_newer

_BODY, _FORM = "body", "formData"
_NEWER = ("requestBody", "callbacks", "servers")


def path_item(node: Tree, site: Site) -> Tree:
    """A path item whose operations each have the body or form that it gives to all."""
    given = _given(node, site)
    carried = [each for each in given if each.place in (_BODY, _FORM)]
    if not carried:
        return node
    rest = [each for each in given if each.place not in (_BODY, _FORM)]
    result: Tree = {**node, "parameters": _list(rest, site)}
    for method in METHODS:
        item = node.get(method)
        if isinstance(item, dict):
            result[method] = _with(carried, item, site.below(f"/{method}"))
    return result


def _with(carried: Sequence[Given], node: Tree, site: Site) -> Tree:
    """An operation with what its path gives to it, but for what it gives itself."""
    own = _given(node, site)
    more = [each for each in carried if not _is_overridden(each, own)]
    if not more or not isinstance(node.get("parameters", []), list):
        return node
    return {**node, "parameters": _list([*own, *more], site)}


def _is_overridden(shared: Given, own: Sequence[Given]) -> bool:
    """An operation's parameter replaces that of the same name; a body any other."""
    if shared.place == _BODY:
        return any(each.place == _BODY for each in own)
    return any((each.place, each.name) == (_FORM, shared.name) for each in own)


def operation(node: Tree, site: Site, defaults: Defaults) -> Tree:
    """OpenAPI's operation (Swagger 2.0, Operation Object)."""
    warn_of_newer(node, _NEWER, site.location, site.diagnostics)
    consumes, produces, schemes = _own(node, site, defaults)
    result: Tree = {}
    for key, value in node.items():
        if key == "parameters" and isinstance(value, list):
            result.update(_inputs(node, site, consumes, defaults))
        elif key == "responses" and isinstance(value, dict):
            below, usual = site.below("/responses"), defaults.produces
            result[key] = responses(value, below, produces, usual)
        elif key == "security":
            result[key] = renamed_security(value, defaults.renames)
        elif key not in ("consumes", "produces", "schemes"):
            result[key] = value
    address = defaults.address
    if schemes and schemes != address.schemes and address.host:
        site.moved("/servers", "/schemes")
        result["servers"] = servers(address, schemes)
    return result


def _own(
    node: Tree, site: Site, defaults: Defaults
) -> tuple[Sequence[str], Sequence[str], tuple[str, ...]]:
    """What an operation consumes and produces, and its own schemes."""
    where, diagnostics = site.location, site.diagnostics
    consumes = texts(node, "consumes", where, diagnostics)
    produces = texts(node, "produces", where, diagnostics)
    return (
        consumes if "consumes" in node else defaults.consumes,
        produces if "produces" in node else defaults.produces,
        read_schemes(node, where, diagnostics),
    )


def _inputs(
    node: Tree, site: Site, consumes: Sequence[str], defaults: Defaults
) -> Tree:
    """`parameters` and `requestBody` of an operation, as far as it has them."""
    given = _given(node, site)
    bodies = [each for each in given if each.place == _BODY]
    fields = [each for each in given if each.place == _FORM]
    rest = [each for each in given if each.place not in (_BODY, _FORM)]
    result: Tree = {}
    if rest:
        result["parameters"] = _list(rest, site)
    _check_body(bodies, fields, site)
    below = site.below("/requestBody")
    if bodies:
        result["requestBody"] = _body(bodies[0], below, consumes, defaults)
    elif fields:
        result["requestBody"] = form_body(fields, below, consumes)
    return result


def _body(
    given: Given, site: Site, consumes: Sequence[str], defaults: Defaults
) -> Node:
    """A body; one shared by the document comes in the document's media types, and where
    the operation has its own, it gets a copy."""
    is_shared = given.target is not None
    if is_shared and list(consumes) == list(defaults.consumes):
        site.origins[site.pointer] = given.origin
        return given.node
    given.put(site, "")
    return request_body(given.value, site, consumes)


def _check_body(bodies: Sequence[Given], fields: Sequence[Given], site: Site) -> None:
    """A request has one body, or a form of fields with names of their own."""
    extra = [*bodies[1:], *(fields if bodies else ())]
    for each in extra:
        message = "this operation has a body already"
        hint = "give one `in: body` parameter, or only ones `in: formData`"
        site.error("several-bodies", message, each.origin, hint)
    names: set[str] = set()
    for each in fields:
        if not each.name:
            message = "this field of a form has no `name`"
            site.error("missing-name", message, each.origin)
        elif each.name in names:
            message = "the form has a field of this name already: this one is used"
            site.diagnostics.warning("duplicate-field", message, each.origin)
        names.add(each.name)


def _given(node: Tree, site: Site) -> list[Given]:
    nodes = node.get("parameters")
    return [
        Given(item, site.below(f"/parameters/{index}").location, site.follow(item))
        for index, item in enumerate(nodes if isinstance(nodes, list) else ())
    ]


def _list(given: Sequence[Given], site: Site) -> list[Node]:
    """A list of parameters as they were written, each with its origin."""
    for index, each in enumerate(given):
        site.origins[site.pointer + child("/parameters", index)] = each.origin
    return [each.node for each in given]
