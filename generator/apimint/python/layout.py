"""Which module each definition goes to: the one of its resource where only one uses it,
else `shared`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

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
        types = chain(sent_types(operation), received_types(operation))
        for id_ in reached(known, types):
            users[id_].add(resource)
    modules = {
        id_: next(iter(used)) if len(used) == 1 else SHARED
        for id_, used in users.items()
    }
    return Layout(modules, {name: tuple(found) for name, found in resources.items()})
