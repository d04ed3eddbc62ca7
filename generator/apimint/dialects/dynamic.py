"""The dynamic scope of schemas (JSON Schema 2020-12 core, sections 7.1, 8.2.2, 8.2.3.2).

A `$dynamicRef` means, of all schema resources on the way to it, the outermost that
declares its anchor. `$recursiveRef` of 2019-09 is the same with an anchor without a name.
A resource is what has an `$id`, else a component or another schema that is in no schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import unquote

from .. import source
from ..diagnostics import Location
from ..source import Node
from .bundle import Bundle
from .canonical import Target, child
from .grammar import GRAMMAR, Form, Kind, Slot, slot_at, step
from .marks import NAMING

Scope: TypeAlias = Mapping[str, Target]
"""Names of dynamic anchors, each with the outermost schema that has it."""

Looked: TypeAlias = Mapping[str, frozenset[Location]]
"""Names of dynamic anchors that a schema looks up, and what it finds."""

Part: TypeAlias = tuple[str, dict[str, Node]]
"""A mapping in a schema, and its pointer in the document."""

DYNAMIC = ("$dynamicRef", "$recursiveRef")
_UNNAMED = ""  # the anchor of `$recursiveAnchor: true`
_ANYTHING = Location("")  # where all schemas that say nothing count as one
_OF_PLACEHOLDERS = {"title", "description", "$comment", "not", *NAMING}
_MOST = 20_000  # references that are followed to know what schemas look up


@dataclass(slots=True)
class Scopes:
    """What is known of the dynamic anchors of a document and of those it refers to, and
    how many references have been followed for it.
    """

    bundle: Bundle
    followed: int = 0
    present: dict[Location, bool] = field(default_factory=dict[Location, bool])
    declared: dict[Location, Scope] = field(default_factory=dict[Location, Scope])
    parts: dict[Location, list[Part]] = field(
        default_factory=dict[Location, list["Part"]]
    )
    open: dict[Location, bool] = field(default_factory=dict[Location, bool])


def entered(scopes: Scopes, scope: Scope, target: Target) -> Scope:
    """The scope inside of a schema: that around it, then the anchors of its resource."""
    document = target.document
    if document.location not in scopes.present:
        words = ("$dynamicAnchor", "$recursiveAnchor")
        scopes.present[document.location] = any(word in document.text for word in words)
    if not scopes.present[document.location]:
        return scope
    place = target.location
    if place not in scopes.declared:
        scopes.declared[place] = _declared(_resource(scopes.bundle, target))
    return {**scopes.declared[place], **scope}


def _resource(bundle: Bundle, target: Target) -> Target:
    """The schema resource that a schema is part of."""
    keys = source.pointer.split(target.pointer)
    values = [bundle.tree(target.document)]
    for key in keys:
        found = step(values[-1], key)
        if found is None:
            return target  # made by a rule: the document does not have it so
        values.append(found[0])
    named = [depth for depth, value in enumerate(values) if _is_named(value)]
    depth = named[-1] if named else _outermost(keys)
    pointer = source.pointer.join(keys[:depth])
    return Target(target.document, pointer, values[depth])


def _is_named(value: Node) -> bool:
    return isinstance(value, dict) and isinstance(value.get("$id"), str)


def _outermost(keys: list[str]) -> int:
    """How many of these keys lead to the first schema on the way, by the grammar of an
    OpenAPI document or else of a schema; all of them where neither has such a place.
    """
    for start in (Kind.DOCUMENT, Kind.SCHEMA):
        slots = [Slot(start)]
        for key in keys:
            slot = _under(slots[-1], key)
            if slot is None:
                break
            slots.append(slot)
        if len(slots) > len(keys) and Slot(Kind.SCHEMA) in slots:
            return slots.index(Slot(Kind.SCHEMA))
    return len(keys)


def _under(slot: Slot, key: str) -> Slot | None:
    if slot.form is not Form.ONE:
        return Slot(slot.kind)
    return slot_at(slot.kind, key) if slot.kind in GRAMMAR else None


def _declared(root: Target) -> Scope:
    """The dynamic anchors of a resource; of a name the first."""
    found: dict[str, Target] = {}
    if isinstance(root.value, dict) and root.value.get("$recursiveAnchor") is True:
        found[_UNNAMED] = root
    for pointer, value in _mappings(root):
        name = value.get("$dynamicAnchor")
        is_own = pointer == root.pointer or not _is_named(value)
        if isinstance(name, str) and is_own:
            found.setdefault(name, Target(root.document, pointer, value))
    return found


def _mappings(root: Target) -> Iterator[Part]:
    """Every mapping in a schema, in order, down to other resources inside."""
    waiting: list[tuple[str, Node]] = [(root.pointer, root.value)]
    while waiting:
        pointer, value = waiting.pop()
        inner: list[tuple[str, Node]] = []
        if isinstance(value, list):
            inner = [(child(pointer, i), item) for i, item in enumerate(value)]
        elif isinstance(value, dict):
            yield pointer, value
            if pointer == root.pointer or not _is_named(value):
                inner = [(child(pointer, key), item) for key, item in value.items()]
        waiting.extend(reversed(inner))


def bound(
    scopes: Scopes, scope: Scope, here: Target, keyword: str, target: Target
) -> Target | None:
    """What a reference of the schema `here` means in a scope, where `target` is what it
    leads to by its text. None where no schema on the way declares its anchor, and
    several others do.
    """
    if keyword == "$ref":
        return target
    if keyword == "$recursiveRef":
        root = _resource(scopes.bundle, here)
        is_open = isinstance(root.value, dict) and "$recursiveAnchor" in root.value
        return scope.get(_UNNAMED, root) if is_open else root
    text = here.value.get(keyword) if isinstance(here.value, dict) else None
    place, _, fragment = str(text).partition("#")
    name = unquote(fragment)
    if name in scope and (not place or _declares(target, name)):
        return scope[name]
    others = scopes.bundle.marked(here.document, f"#{name}") if not place else []
    return target if len(others) < 2 else None


def _declares(target: Target, name: str) -> bool:
    return isinstance(target.value, dict) and target.value.get("$dynamicAnchor") == name


def is_open(scopes: Scopes, start: Target) -> bool:
    """Does a schema, or what it refers to, look anything up in its dynamic scope?"""
    users: dict[Location, list[Location]] = {}
    new: set[Location] = set()
    found: list[Location] = []
    waiting = [start]
    while waiting:
        root = waiting.pop()
        place = root.location
        if scopes.open.get(place) or _looks(scopes, root):
            found.append(place)
        if place in scopes.open or place in new:
            continue
        new.add(place)
        for _, _, target in _references(scopes, {}, root):
            users.setdefault(target.location, []).append(place)
            waiting.append(target)
    above: set[Location] = set()
    while found:
        place = found.pop()
        if place not in above:
            above.add(place)
            found.extend(users.get(place, ()))
    scopes.open.update((place, place in above) for place in new)
    return scopes.open[start.location]


def _looks(scopes: Scopes, root: Target) -> bool:
    return any(key in value for _, value in _parts(scopes, root) for key in DYNAMIC)


def looked_up(scopes: Scopes, scope: Scope, start: Target) -> Looked | None:
    """The names that a schema, with all that it refers to, looks up in its dynamic scope,
    and what each finds; `scope` is the one around it. None where that is too much work.
    """
    found: dict[str, set[Location]] = {}
    seen: set[tuple[Location, frozenset[tuple[str, Location]]]] = set()
    waiting = [(start, entered(scopes, scope, start))]
    while waiting:
        root, inner = waiting.pop()
        key = root.location, meanings(inner)
        if key in seen:
            continue
        seen.add(key)
        for keyword, text, target in _references(scopes, inner, root):
            scopes.followed += 1
            if scopes.followed > _MOST:
                return None
            if keyword in DYNAMIC:
                name = unquote(text.partition("#")[2])
                place = _ANYTHING if _is_placeholder(target.value) else target.location
                found.setdefault(name, set()).add(place)
            waiting.append((target, entered(scopes, inner, target)))
    return {name: frozenset(places) for name, places in found.items()}


def _is_placeholder(schema: Node) -> bool:
    """Does a schema say nothing, or that there is no value until it is replaced?"""
    return isinstance(schema, dict) and _OF_PLACEHOLDERS.issuperset(schema)


def meanings(scope: Scope) -> frozenset[tuple[str, Location]]:
    return frozenset((name, target.location) for name, target in scope.items())


def _references(
    scopes: Scopes, scope: Scope, root: Target
) -> Iterator[tuple[str, str, Target]]:
    """What a schema refers to, by which keyword and text, and the resources inside it."""
    for pointer, value in _parts(scopes, root):
        here = Target(root.document, pointer, value)
        if pointer != root.pointer and _is_named(value):
            yield "$id", "", here
            continue
        for keyword in ("$ref", *DYNAMIC):
            text = value.get(keyword)
            if isinstance(text, str):
                target = scopes.bundle.opened_target(root.document, text)
                means = target and bound(scopes, scope, here, keyword, target)
                if means is not None:
                    yield keyword, text, means


def _parts(scopes: Scopes, root: Target) -> list[Part]:
    """The mappings in a schema that refer to something, and the resources inside."""
    if root.location not in scopes.parts:
        words = {"$id", "$ref", *DYNAMIC}
        parts = [part for part in _mappings(root) if not words.isdisjoint(part[1])]
        scopes.parts[root.location] = parts
    return scopes.parts[root.location]
