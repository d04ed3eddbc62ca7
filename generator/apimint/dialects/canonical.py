"""The canonical form of an API description, and the way back to the user's text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from ..diagnostics import Diagnostics, Location
from ..source import Document, Node
from .grammar import Kind

Tree: TypeAlias = dict[str, Node]
Trail: TypeAlias = tuple[Location, ...]


@dataclass(frozen=True)
class Canonical:
    """One plain OpenAPI document (3.1.1, or 3.2.0 where it needs 3.2) whose schemas are
    JSON Schema 2020-12 and whose `$ref`s are all local.

    `origins` maps canonical pointers to the places in the user's files where those
    subtrees stand; it always holds the root pointer `""`.
    """

    tree: Tree
    origins: Mapping[str, Location]
    documents: tuple[Document, ...]

    def locate(self, pointer: str) -> Location:
        """The place in the user's files of a canonical pointer (`""`, `"/paths/…"`)."""
        return locate(self.origins, pointer)


def locate(origins: Mapping[str, Location], pointer: str) -> Location:
    """The origin of the longest known prefix of `pointer`, plus the rest of it."""
    prefix = pointer
    while prefix not in origins:
        prefix = prefix.rpartition("/")[0]
    home = origins[prefix]
    return Location(home.file, home.pointer + pointer[len(prefix) :])


def child(pointer: str, key: str | int) -> str:
    """The pointer one level deeper (RFC 6901 escapes)."""
    token = str(key)
    if "~" in token or "/" in token:
        token = token.replace("~", "~0").replace("/", "~1")
    return f"{pointer}/{token}"


@dataclass(frozen=True, slots=True)
class Target:
    """What a `$ref` leads to."""

    document: Document
    pointer: str
    value: Node

    @property
    def location(self) -> Location:
        home = self.document.location
        return Location(home.file, home.pointer + self.pointer)


@dataclass(frozen=True, slots=True)
class Site:
    """A node that a rule rewrites: where it stands, the `$ref`s that led there, how to
    see what a node with a `$ref` stands for, and how to tell of moved parts."""

    pointer: str
    origins: dict[str, Location]
    diagnostics: Diagnostics
    trail: Trail
    follow: Callable[[Node], Target | None]
    homes: MutableMapping[str, tuple[Document, Trail]]

    @property
    def location(self) -> Location:
        return locate(self.origins, self.pointer)

    def error(self, code: str, message: str, where: Location, hint: str = "") -> None:
        trail = self.trail
        self.diagnostics.error(code, message, where, hint=hint, trail=trail)

    def moved(self, to: str, origin: str = "") -> None:
        """Note that the part at `to` came from `origin`; both are relative to the node."""
        source = locate(self.origins, self.pointer + origin)
        self.origins[self.pointer + to] = source

    def adopted(self, to: str, target: Target, reference: Location) -> None:
        """Note that at `to` stands what the `$ref` at `reference` leads to; the `$ref`s
        inside it are those of its own document."""
        self.origins[self.pointer + to] = target.location
        self.homes[self.pointer + to] = (target.document, (*self.trail, reference))

    def below(self, to: str) -> Site:
        """The site of a part of the node."""
        return replace(self, pointer=self.pointer + to)


Rule: TypeAlias = Callable[[Tree, Site], Tree]
"""Rewrites a shallow copy of a node, before its children are visited."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a dialect makes of a document: a tree in OpenAPI's grammar, where its parts
    come from, and the rules that the walk still applies to each kind of node.

    `closed_refs` says that the rules drop what else a node with a `$ref` holds.
    `written` is the tree that the document's `$ref`s mean, where it is another one;
    `moves` maps its pointers to those of `tree` where the two differ. `rearranged` are
    the kinds of nodes whose parts the rules move: no `$ref` can lead to a part there.
    """

    tree: Tree
    origins: dict[str, Location]
    rules: Mapping[Kind, Rule]
    closed_refs: bool = False
    written: Tree | None = None
    moves: Mapping[str, str] = field(default_factory=dict[str, str])
    rearranged: frozenset[Kind] = frozenset()

    def moved(self, pointer: str) -> str:
        """The pointer in `tree` of what stands at a pointer of the written tree."""
        prefix = pointer
        while prefix and prefix not in self.moves:
            prefix = prefix.rpartition("/")[0]
        return self.moves.get(prefix, prefix) + pointer[len(prefix) :]
