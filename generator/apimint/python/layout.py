"""Which module each definition goes to: the one of its resource where only one uses it,
else `shared`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .. import ir
from ..graph import reached, received_types, sent_types
from .names import Names

SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Layout:
    """`modules` goes from a definition's id to the name of its module under `models`;
    `resources` lists each resource's operations, in the document's order.
    """

    modules: Mapping[str, str]
    resources: Mapping[str, tuple[ir.Operation, ...]]


def lay_out(api: ir.Api, names: Names) -> Layout:
    """Place every definition and operation of an API."""
    known = {definition.id: definition for definition in api.definitions}
    users: dict[str, set[str]] = {id_: set() for id_ in known}
    resources: dict[str, list[ir.Operation]] = {}
    for operation in api.operations:
        resource = names.operations[operation.id].resource
        resources.setdefault(resource, []).append(operation)
        for id_ in reached(known, (*sent_types(operation), *received_types(operation))):
            users[id_].add(resource)
            for base in _bases(known[id_]):
                users.get(base, set[str]()).add(resource)
    _share_what_is_unused(known, users)
    modules = {
        id_: next(iter(used)) if len(used) == 1 else SHARED
        for id_, used in users.items()
    }
    return Layout(modules, {name: tuple(found) for name, found in resources.items()})


def _bases(definition: ir.Definition) -> tuple[str, ...]:
    return definition.bases if isinstance(definition, ir.Object) else ()


def _share_what_is_unused(
    known: Mapping[str, ir.Definition], users: Mapping[str, set[str]]
) -> None:
    """A type that no operation uses is shared, with all that it refers to: then no
    module of a resource is ever imported by another.
    """
    for used in users.values():
        if not used:
            used.add(SHARED)
    for id_ in [id_ for id_, used in users.items() if len(used) > 1 or SHARED in used]:
        for other in reached(known, [ir.Ref(id_)]):
            users[other].update((SHARED, *users[id_]))
