"""The walk over a draft, by OpenAPI's grammar: copy, check, rewrite, bundle.

No recursion: a document may be as deep as the source stage allows.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import cast

from ..diagnostics import Diagnostics, Location
from ..source import Document, Node, Sources
from .bundle import Bundle, Lifted
from .canonical import Canonical, Draft, Site, Trail, Tree, child, locate
from .checks import checked
from .dynamic import Scope, Scopes
from .grammar import (
    ANY_KEY,
    CLOSED,
    GRAMMAR,
    ONLY_3_2,
    SECTIONS,
    Form,
    Kind,
    Slot,
    slot_at,
)
from .instances import Instances, in_scope, referred
from .references import Reference, mapping_reference, resolve
from .wording import described


@dataclass(frozen=True, slots=True)
class Task:
    """A value still to be visited, and the place in the new tree that waits for it.

    `optional` says that the place can be left out: its key is the grammar's own, not a
    name that the document's author gave or a place in a list. `scope` is the dynamic
    scope that a schema's parts stand in.
    """

    value: Node
    slot: Slot
    holder: Tree | list[Node]
    key: str | int
    pointer: str
    home: Document
    trail: Trail = ()
    optional: bool = True
    scope: Scope | None = None

    def put(self, value: Node) -> None:
        cast("dict[str | int, Node]", self.holder)[self.key] = value

    def drop(self) -> None:
        """Leave the value out, or something empty in its place."""
        if isinstance(self.holder, dict) and self.optional:
            del self.holder[cast(str, self.key)]
        else:
            self.put("" if self.slot.kind is Kind.TEXT else {})


@dataclass(slots=True)
class Walk:
    draft: Draft
    diagnostics: Diagnostics
    bundle: Bundle
    instances: Instances
    tasks: list[Task] = field(default_factory=list["Task"])
    homes: dict[str, tuple[Document, Trail]] = field(
        default_factory=dict[str, tuple[Document, Trail]]
    )
    needs_3_2: bool = False

    def location(self, pointer: str) -> Location:
        return locate(self.draft.origins, pointer)


def walk(
    draft: Draft, document: Document, sources: Sources, diagnostics: Diagnostics
) -> Canonical:
    """Copy the draft into a canonical document with local `$ref`s only."""
    bundle = Bundle(document, draft, sources, diagnostics)
    state = Walk(draft, diagnostics, bundle, Instances(Scopes(bundle)))
    top: Tree = {}
    state.tasks.append(Task(draft.tree, Slot(Kind.DOCUMENT), top, "", "", document))
    _run(state)
    tree = cast(Tree, top[""])
    while bundle.lifted:
        _start_lifted(state, tree, bundle.lifted.pop(0))
        _run(state)
    newest = state.needs_3_2 and str(draft.tree.get("openapi")).startswith("3.2")
    tree["openapi"] = "3.2.0" if newest else "3.1.1"
    return Canonical(tree, draft.origins, (document, *bundle.opened()))


def _run(state: Walk) -> None:
    while state.tasks:
        task = state.tasks.pop()
        if task.slot.form is Form.ONE:
            _visit_one(state, task)
        elif task.slot.form is Form.MAP:
            _visit_map(state, task)
        else:
            _visit_list(state, task)


def _start_lifted(state: Walk, tree: Tree, lifted: Lifted) -> None:
    components = cast(Tree, tree.setdefault("components", {}))
    section = cast(Tree, components.setdefault(SECTIONS[lifted.kind], {}))
    state.draft.origins[lifted.pointer] = lifted.origin
    state.tasks.append(
        Task(
            *(lifted.value, Slot(lifted.kind), section, lifted.name, lifted.pointer),
            *(lifted.document, lifted.trail, False),
        )
    )


def _visit_map(state: Walk, task: Task) -> None:
    if not isinstance(task.value, dict):
        _wrong_shape(state, task)
        return
    copy: Tree = dict.fromkeys(task.value)
    task.put(copy)
    slot = Slot(task.slot.kind, documentation=task.slot.documentation)
    optional = slot.kind is Kind.TARGET
    items = task.value.items()
    _push(state, [_under(state, task, k, v, slot, copy, optional) for k, v in items])


def _visit_list(state: Walk, task: Task) -> None:
    if not isinstance(task.value, list):
        _wrong_shape(state, task)
        return
    copy: list[Node] = [None] * len(task.value)
    task.put(copy)
    if task.slot.kind is Kind.VALUE:
        copy[:] = [copied(item) for item in task.value]
        return
    slot = Slot(task.slot.kind, documentation=task.slot.documentation)
    items = enumerate(task.value)
    _push(state, [_under(state, task, i, v, slot, copy, False) for i, v in items])


def _visit_one(state: Walk, task: Task) -> None:
    kind, value = task.slot.kind, task.value
    if kind is Kind.VALUE:
        task.put(copied(value))
    elif kind is Kind.TEXT:
        _visit_text(state, task)
    elif kind is Kind.TARGET:
        _visit_target(state, task)
    elif kind is Kind.SCHEMA and isinstance(value, bool):
        task.put(value)
    elif not isinstance(value, dict):
        _wrong_shape(state, task)
    elif "$ref" not in value or not _visit_claimed(state, task):
        _visit_object(state, task, dict(value))


def _visit_text(state: Walk, task: Task) -> None:
    if isinstance(task.value, str):
        task.put(task.value)
    elif isinstance(task.value, bool):
        task.put(str(task.value).lower())
    elif isinstance(task.value, int | float):
        task.put(str(task.value))
    else:
        _wrong_shape(state, task)


def _visit_claimed(state: Walk, task: Task) -> bool:
    """Put what a component refers to in its place, if that stands in another file."""
    at_root = task.home is state.bundle.root
    claimed = state.bundle.claimed(task.pointer) if at_root else None
    if claimed is None:
        return False
    trail = (*task.trail, state.location(task.pointer))
    state.draft.origins[task.pointer] = claimed.origin
    home, value = claimed.document, claimed.value
    _visit_one(state, replace(task, value=value, home=home, trail=trail))
    return True


def _visit_target(state: Walk, task: Task) -> None:
    """A discriminator refers to schemas by `$ref`s or names, without a `$ref` key."""
    reference = Reference(task.value, Kind.SCHEMA, task.home, task.trail)
    location = state.location(task.pointer)
    target = mapping_reference(state.bundle, reference, location)
    if target is None:
        task.drop()
    else:
        task.put(target)


def _visit_object(state: Walk, task: Task, node: Tree) -> None:
    """Rewrite and check a shallow copy, then copy what the grammar does not name and
    push the rest."""
    kind = task.slot.kind
    site = Site(
        *(task.pointer, state.draft.origins, state.diagnostics, task.trail),
        *(partial(state.bundle.followed, task.home), state.homes),
    )
    if kind in state.draft.rules:
        node = state.draft.rules[kind](node, site)
    node = checked(kind, node, site)
    if kind is Kind.SCHEMA:
        scope = in_scope(state.instances, task.scope, node, site, task.home)
        task = replace(task, scope=scope)
        reference = Reference(None, kind, task.home, task.trail)
        node = referred(state.instances, scope, node, site, reference)
    elif "$ref" in node and kind in SECTIONS:
        node = _resolved(state, task, node)
    state.needs_3_2 = state.needs_3_2 or _is_3_2(kind, node)
    copy: Tree = dict.fromkeys(node)
    task.put(copy)
    inner: list[Task] = []
    for key, value in node.items():
        slot = slot_at(kind, key)
        if slot is None:
            copy[key] = copied(value)
            _unknown_key(state, task, key)
        else:
            optional = ANY_KEY not in GRAMMAR[kind]
            inner.append(_under(state, task, key, value, slot, copy, optional))
    _push(state, inner)


def _resolved(state: Walk, task: Task, node: Tree) -> Tree:
    """The node with its `$ref` made local; without it if it leads nowhere."""
    reference = Reference(node["$ref"], task.slot.kind, task.home, task.trail)
    target = resolve(state.bundle, reference, state.location(task.pointer) / "$ref")
    rest = {key: value for key, value in node.items() if key != "$ref"}
    return rest if target is None else {"$ref": target, **rest}


def _is_3_2(kind: Kind, node: Tree) -> bool:
    if kind is Kind.PARAMETER and node.get("in") == "querystring":
        return True
    return not ONLY_3_2.get(kind, frozenset()).isdisjoint(node)


def _under(
    state: Walk,
    task: Task,
    key: str | int,
    value: Node,
    slot: Slot,
    holder: Tree | list[Node],
    optional: bool,
) -> Task:
    pointer = child(task.pointer, key)
    home, trail = state.homes.get(pointer, (task.home, task.trail))
    scope = state.instances.inner.get(pointer, task.scope)
    return Task(value, slot, holder, key, pointer, home, trail, optional, scope)


def _push(state: Walk, tasks: list[Task]) -> None:
    state.tasks.extend(reversed(tasks))


def _unknown_key(state: Walk, task: Task, key: str) -> None:
    if task.slot.kind in CLOSED and not key.startswith("x-"):
        message = f"`{key}` is no HTTP method and no other key of a {task.slot.kind}"
        hint = "write an HTTP method in lower case, or a key that begins with `x-`"
        location = state.location(child(task.pointer, key))
        state.diagnostics.error("unknown-key", message, location, hint=hint)


def _wrong_shape(state: Walk, task: Task) -> None:
    location = state.location(task.pointer)
    value, slot = task.value, task.slot
    wanted = "a text" if slot.kind is Kind.TEXT else f"an object ({slot.kind})"
    if slot.form is not Form.ONE:
        wanted = f"{slot.form} (of {slot.kind}s)"
    message = f"{described(value)} stands here, where {wanted} is due"
    task.drop()
    if value is None or slot.documentation:
        state.diagnostics.warning("ignored-value", message, location)
    else:
        state.diagnostics.error("wrong-shape", message, location, trail=task.trail)


def copied(value: Node) -> Node:
    """A deep copy of plain data."""
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    if isinstance(value, list):
        return [copied(item) for item in value]
    return value
