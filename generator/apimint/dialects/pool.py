"""Components of several documents → one namespace.

Equal ones are shared, a subset of the properties is filled up, documentation is the
later document's, and what truly conflicts gets a name of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

from ..diagnostics import Diagnostics
from ..source import Node
from .canonical import Canonical, Tree, child
from .essence import essence, schema_essence
from .grammar import GRAMMAR, SECTIONS, Kind
from .names import qualified
from .rename import renamed
from .union import united

_KINDS = {section: kind for kind, section in SECTIONS.items()}


@dataclass(slots=True)
class Pool:
    """What merging remembers: the other names that a component's conflicting
    definitions got, oldest first."""

    variants: dict[tuple[str, str], list[str]] = field(
        default_factory=dict[tuple[str, str], list[str]]
    )


def sections(tree: Tree) -> dict[str, Tree]:
    """The maps of a document's components."""
    components = tree.get("components")
    if not isinstance(components, dict):
        return {}
    return {name: v for name, v in components.items() if isinstance(v, dict)}


def new_names(
    pool: Pool, tree: Tree, other: Canonical, diagnostics: Diagnostics
) -> dict[tuple[str, str], str]:
    """The names that components of `other` take in `tree` where they differ from their
    own. A component that refers to a renamed one no longer equals its namesake, so
    this goes on until nothing changes; each step moves on to a name not yet tried.
    """
    mine = sections(tree)
    chosen: dict[tuple[str, str], str] = {}
    tried: dict[tuple[str, str], int] = {}
    changed = True
    while changed:
        changed = False
        for section, name, node in _shared(mine, sections(other.tree)):
            key = (section, name)
            current = chosen.get(key, name)
            slot = GRAMMAR[Kind.COMPONENTS][section]
            moved = renamed({name: node}, slot, chosen)
            candidate = cast(Tree, moved)[name]
            entries = mine[section]
            if current not in entries or _fits(section, entries[current], candidate):
                continue
            changed = True
            chosen[key] = _next(pool, key, tried, entries, other)
    _remember(pool, mine, chosen, other, diagnostics)
    return chosen


def _shared(
    mine: dict[str, Tree], theirs: dict[str, Tree]
) -> Iterator[tuple[str, str, Node]]:
    for section, entries in theirs.items():
        for name, node in entries.items():
            if section in _KINDS and name in mine.get(section, {}):
                yield section, name, node


def _next(
    pool: Pool,
    key: tuple[str, str],
    tried: dict[tuple[str, str], int],
    entries: Tree,
    other: Canonical,
) -> str:
    """The next name to try: those of earlier conflicts, then one of its own."""
    variants = pool.variants.get(key, [])
    index = tried.get(key, 0)
    tried[key] = index + 1
    if index < len(variants):
        return variants[index]
    section, name = key
    taken = {*entries, *sections(other.tree)[section]}
    while name in taken:
        name = qualified(name, other.documents[0].name)
    return name


def _remember(
    pool: Pool,
    mine: dict[str, Tree],
    chosen: dict[tuple[str, str], str],
    other: Canonical,
    diagnostics: Diagnostics,
) -> None:
    for (section, name), new in chosen.items():
        if new in mine[section]:
            continue  # the same conflict as an earlier one
        pool.variants.setdefault((section, name), []).append(new)
        message = f"`{name}` differs from another document's: it is called `{new}` here"
        hint = "give one of the two another name"
        where = other.locate(child(f"/components/{section}", name))
        diagnostics.warning("component-conflict", message, where, hint=hint)


def _fits(section: str, mine: Node, theirs: Node) -> bool:
    """Whether two definitions can be one component."""
    if section != SECTIONS[Kind.SCHEMA] or mine == theirs:
        return mine == theirs
    if essence(mine) == essence(theirs):
        return True
    if not isinstance(mine, dict) or not isinstance(theirs, dict):
        return False
    if _frame(mine) != _frame(theirs):
        return False
    one, two = mine.get("properties"), theirs.get("properties")
    if not isinstance(one, dict) or not isinstance(two, dict):
        return False
    nested = one.keys() <= two.keys() or two.keys() <= one.keys()
    shared = one.keys() & two.keys()
    return nested and all(essence(one[name]) == essence(two[name]) for name in shared)


def _frame(schema: Tree) -> Node:
    """What a schema says besides its properties."""
    own = ("properties", "required")
    return schema_essence({k: v for k, v in schema.items() if k not in own})


def pooled(section: str, name: str, tree: Tree, other: Tree) -> Node:
    """The one component made of two that fit; of the second document's words first."""
    mine, theirs = sections(tree)[section][name], sections(other)[section][name]
    if section != SECTIONS[Kind.SCHEMA] or mine == theirs:
        return mine
    if not isinstance(mine, dict) or not isinstance(theirs, dict):
        return theirs
    return united(name, mine, theirs, tree, other)
