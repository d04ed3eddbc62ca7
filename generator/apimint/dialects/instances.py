"""`$ref`s of schemas, and what they lead to in their dynamic scope: where a schema looks
something up there and finds another thing than it would alone, a copy of it stands in the
place of the reference. So a template becomes what it is filled with.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TypeAlias

from .. import source
from ..diagnostics import Location
from ..source import Document, Node
from .bundle import written
from .canonical import Site, Target, Tree, child
from .dynamic import (
    DYNAMIC,
    Scope,
    Scopes,
    bound,
    entered,
    is_open,
    looked_up,
    meanings,
)
from .marks import NAMING
from .references import Reference, found, localized

Instance: TypeAlias = tuple[Location, frozenset[tuple[str, Location]]]

_BESIDE = {"title", "description", "$defs", "definitions", "$comment", *NAMING}
_MOST_COPIED = 200_000  # nodes


@dataclass(slots=True)
class Instances:
    """The copies made so far, each with its place; `inner` are the scopes at the places
    where copies stand.
    """

    scopes: Scopes
    places: dict[Instance, str] = field(default_factory=dict[Instance, str])
    inner: dict[str, Scope] = field(default_factory=dict[str, Scope])
    copied: int = 0


def in_scope(
    instances: Instances, scope: Scope | None, node: Node, site: Site, home: Document
) -> Scope:
    """The dynamic scope inside of the schema at a site. `scope` is that around it; None
    where it stands in no other schema.
    """
    if scope is not None and not (isinstance(node, dict) and "$id" in node):
        return scope
    return entered(instances.scopes, scope or {}, _here(node, site, home))


def _here(node: Node, site: Site, home: Document) -> Target:
    pointer = site.location.pointer[len(home.location.pointer) :]
    return Target(home, pointer, node)


def referred(
    instances: Instances, scope: Scope, node: Tree, site: Site, reference: Reference
) -> Tree:
    """The node without names for others, its reference made local, or left out where it
    leads nowhere; one of `$ref` and `$dynamicRef` beside another becomes an `allOf`.
    """
    keyword, *others = [key for key in ("$ref", *DYNAMIC) if key in node] or [""]
    rest = {k: v for k, v in node.items() if k != keyword and k not in NAMING}
    if not keyword:
        return rest
    reference = replace(reference, text=node[keyword])
    for other in others:
        member: Tree = {other: rest.pop(other)}
        rest, place = _composed(rest, member)
        site.moved(place)
    where = site.location / keyword
    bundle = instances.scopes.bundle
    target = found(bundle, reference, where)
    if target is None:
        return rest
    here = _here(node, site, reference.home)
    means = bound(instances.scopes, scope, here, keyword, target)
    if means is None:
        message = f"several schemas have the anchor of `{reference.text}`, none of them on the way here: any value is taken"
        hint = "declare the `$dynamicAnchor` in a schema that leads here"
        site.diagnostics.warning("dynamic-scope", message, where, hint=hint)
        return rest
    if scope and is_open(instances.scopes, means):
        copy = _copied(instances, scope, rest, site, means, where)
        if copy is not None:
            return copy
    local = localized(bundle, reference, means, where)
    return rest if local is None else {"$ref": local, **rest}


def _copied(
    instances: Instances,
    scope: Scope,
    rest: Tree,
    site: Site,
    target: Target,
    where: Location,
) -> Tree | None:
    """What stands beside a reference together with a copy of what it leads to; None
    where that means the same here as everywhere.
    """
    scopes = instances.scopes
    looked, alone = looked_up(scopes, scope, target), looked_up(scopes, {}, target)
    if looked == alone is not None:
        return None
    used = {name: scope[name] for name in looked or () if name in scope}
    key = target.location, meanings(used)
    if key in instances.places:
        return {"$ref": written(source.pointer.split(instances.places[key])), **rest}
    instances.copied += _size(target.value)
    if looked is None or instances.copied > _MOST_COPIED:
        message = "what this leads to depends on too much around it: any value is taken"
        site.diagnostics.warning("dynamic-scope", message, where)
        return rest
    result, place = _composed(rest, target.value)
    site.adopted(place, target, where)
    instances.inner[site.pointer + place] = entered(scopes, scope, target)
    is_all = _BESIDE.issuperset(key for key in rest if not key.startswith("x-"))
    instances.places[key] = site.pointer if is_all else site.pointer + place
    return {**_documentation(target.value), **result} if is_all else result


def _composed(node: Tree, member: Node) -> tuple[Tree, str]:
    """The node with one more member of its `allOf`, and the member's place in it."""
    members = node.get("allOf")
    known = members if isinstance(members, list) else []
    return {**node, "allOf": [*known, member]}, child("/allOf", len(known))


def _documentation(schema: Node) -> Tree:
    words = ("title", "description")
    known = schema if isinstance(schema, dict) else {}
    return {key: known[key] for key in words if key in known}


def _size(value: Node) -> int:
    """How many nodes a subtree has."""
    count, waiting = 0, [value]
    while waiting:
        here = waiting.pop()
        count += 1
        if isinstance(here, dict):
            waiting.extend(here.values())
        elif isinstance(here, list):
            waiting.extend(here)
    return count
