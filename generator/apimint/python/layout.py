"""Which module each definition goes to: the one of its resource where only one uses it,
else `shared`, which in a large document is a folder with a module per shared type.
"""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .. import ir
from ..graph import (
    definition_types,
    received_types,
    references,
    sent_types,
    webhook_types,
)
from .names import Names
from .partition import groups
from .words import snake, words

SHARED = "shared"
WEBHOOKS = "webhooks"
_LARGE = 100  # shared types; more would make every use of one of them load them all


@dataclass(frozen=True, slots=True)
class Layout:
    """`modules` goes from a definition's id to the dotted name of its module in `models`;
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
        types = (*sent_types(operation), *received_types(operation))
        for id_ in _reached(known, [id_ for each in types for id_ in references(each)]):
            users[id_].add(resource)
    for webhook in api.webhooks:
        roots = [id_ for each in webhook_types(webhook) for id_ in references(each)]
        for id_ in _reached(known, roots):
            users[id_].add(WEBHOOKS)
    _share_what_is_unused(known, users)
    modules = {
        id_: next(iter(used)) if len(used) == 1 else SHARED
        for id_, used in users.items()
    }
    shared = [id_ for id_, module in modules.items() if module == SHARED]
    if len(shared) > _LARGE:
        modules |= _divided(known, names, shared)
    return Layout(modules, {name: tuple(found) for name, found in resources.items()})


def _imported(definition: ir.Definition) -> list[str]:
    """The ids that a definition's module needs: what it refers to, and for a view for
    writing the one for reading.
    """
    twin = definition.twin if isinstance(definition, ir.Object) else ""
    found = [i for type_ in definition_types(definition) for i in references(type_)]
    return [*([twin] if twin else []), *found]


def _reached(known: Mapping[str, ir.Definition], roots: Iterable[str]) -> set[str]:
    """All ids that belong together with these: what they import, and what has been
    merged into them.
    """
    found: set[str] = set()
    queue = list(roots)
    while queue:
        id_ = queue.pop()
        if id_ in known and id_ not in found:
            found.add(id_)
            queue.extend(_beside(known[id_]))
    return found


def _beside(definition: ir.Definition) -> Iterable[str]:
    """The ids that belong together with a definition."""
    bases = definition.bases if isinstance(definition, ir.Object) else ()
    return (*_imported(definition), *bases)


def _share_what_is_unused(
    known: Mapping[str, ir.Definition], users: Mapping[str, set[str]]
) -> None:
    """A type that no operation uses is shared, with all that it refers to: then no
    module of a resource is ever imported by another.
    """
    for used in users.values():
        if not used:
            used.add(SHARED)
    queue = [id_ for id_, used in users.items() if len(used) > 1 or SHARED in used]
    while queue:
        mine = users[id_ := queue.pop()] | {SHARED}
        for other in _beside(known[id_]):
            if other in known and not mine <= users[other]:
                users[other].update(mine)
                queue.append(other)


def _divided(
    known: Mapping[str, ir.Definition], names: Names, shared: list[str]
) -> dict[str, str]:
    """A module of its own for each shared component, together with the types that only
    it uses; types that lead to each other are in one module.
    """
    graph = {id_: _imported(known[id_]) for id_ in shared}
    roots = [id_ for id_ in shared if not known[id_].place.owner]
    heads = groups(graph, roots)
    files: dict[str, str] = {}
    taken: set[str] = set()
    for head in dict.fromkeys(heads.values()):
        file = module_name(names.classes[head])
        while file in taken:
            file += "_"
        taken.add(file)
        files[head] = f"{SHARED}.{file}"
    return {id_: files[head] for id_, head in heads.items()}


def module_name(class_name: str) -> str:
    """The name of the module that is named after a class."""
    name = snake(words(class_name))[:80]
    name = name if name.isidentifier() else f"type_{name}"
    return name + "_" if keyword.iskeyword(name) else name
