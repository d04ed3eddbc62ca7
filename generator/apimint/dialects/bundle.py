"""What a document takes in from other files: each part once, under one name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import quote

from .. import source
from ..diagnostics import Diagnostics, Location
from ..source import Document, Node, Sources
from .canonical import Draft, Tree, child, locate
from .grammar import SECTIONS, Kind
from .marks import marks
from .names import component_name, qualified

Trail: TypeAlias = tuple[Location, ...]


@dataclass(frozen=True, slots=True)
class Lifted:
    """A node from outside the document's own grammar, on its way into `components`."""

    kind: Kind
    name: str
    value: Node
    document: Document
    origin: Location
    trail: Trail

    @property
    def pointer(self) -> str:
        return child(f"/components/{SECTIONS[self.kind]}", self.name)


@dataclass(frozen=True, slots=True)
class Target:
    """What a `$ref` leads to."""

    document: Document
    pointer: str
    value: Node


@dataclass(slots=True)
class Bundle:
    """The nodes that a document takes in from elsewhere, each under one name."""

    root: Document
    draft: Draft
    sources: Sources
    diagnostics: Diagnostics
    lifted: list[Lifted] = field(default_factory=list[Lifted])
    names: dict[tuple[str, str, Kind], str] = field(
        default_factory=dict[tuple[str, str, Kind], str]
    )
    taken: set[tuple[Kind, str]] = field(default_factory=set[tuple[Kind, str]])
    documents: dict[str, Document] = field(default_factory=dict[str, Document])
    claims: dict[str, Lifted] | None = None
    marks: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])

    def opened(self) -> tuple[Document, ...]:
        return tuple(self.documents.values())

    def remember(self, document: Document) -> None:
        if document.file != self.root.file:
            self.documents.setdefault(document.file, document)

    def tree(self, document: Document) -> Node:
        own = document.file == self.root.file
        return self.draft.tree if own else document.tree

    def marked(self, document: Document, name: str) -> str | None:
        """The pointer of the schema with this `$id`, or with this `$anchor` after #."""
        if document.file not in self.marks:
            self.marks[document.file] = marks(self.tree(document))
        return self.marks[document.file].get(name)

    def origin(self, target: Target) -> Location:
        if target.document.file == self.root.file:
            return locate(self.draft.origins, target.pointer)
        return Location(target.document.file, target.pointer)

    def claimed(self, pointer: str) -> Lifted | None:
        """What a component that is nothing but a `$ref` into another file stands for."""
        if self.claims is None:
            self.claims = {}
            for kind, section in SECTIONS.items():
                _claim(self, self.claims, kind, section)
        return self.claims.get(pointer)


def lift(bundle: Bundle, kind: Kind, target: Target, trail: Trail) -> str:
    """Take a node into `components`, once, and say how to refer to it there."""
    document = target.document
    key = (document.file, target.pointer, kind)
    if key not in bundle.names:
        tokens = source.pointer.split(target.pointer)
        wanted = tokens[-1] if tokens else document.path.stem
        bundle.names[key] = name = _unique(bundle, kind, wanted, document)
        bundle.lifted.append(
            Lifted(kind, name, target.value, document, bundle.origin(target), trail)
        )
    return written(["components", SECTIONS[kind], bundle.names[key]])


def written(tokens: list[str]) -> str:
    """The `$ref` to a place of the document."""
    return "#" + quote(source.pointer.join(tokens), safe="/~!$&'()*+,;=:@?-._{}")


def _unique(bundle: Bundle, kind: Kind, wanted: str, document: Document) -> str:
    """A component name that is still free, qualified with the file's name if need be."""
    own = _section(bundle, kind)
    name = component_name(wanted)
    while name in own or (kind, name) in bundle.taken:
        name = qualified(name, document.path.stem)
    bundle.taken.add((kind, name))
    return name


def _section(bundle: Bundle, kind: Kind) -> Tree:
    components = bundle.draft.tree.get("components")
    section = components.get(SECTIONS[kind]) if isinstance(components, dict) else None
    return section if isinstance(section, dict) else {}


def _claim(bundle: Bundle, claims: dict[str, Lifted], kind: Kind, section: str) -> None:
    """A component that is nothing but a `$ref` into another file gives its name to the
    target, so that the target is not bundled under a second one."""
    for name, value in _section(bundle, kind).items():
        text = value.get("$ref") if isinstance(value, dict) else None
        if not isinstance(text, str) or text.startswith("#") or value != {"$ref": text}:
            continue
        target = _claimed_target(bundle, text)
        key = (target.document.file, target.pointer, kind) if target else None
        if target is None or key is None or key in bundle.names:
            continue
        bundle.names[key] = name
        bundle.remember(target.document)
        place, origin = child(f"/components/{section}", name), bundle.origin(target)
        claims[place] = Lifted(kind, name, target.value, target.document, origin, ())


def _claimed_target(bundle: Bundle, text: str) -> Target | None:
    """What a reference into another file leads to; the walk reports one that fails."""
    try:
        document, pointer = bundle.sources.open_reference(bundle.root, text)
        value = source.pointer.get(document.tree, pointer)
    except (source.ReferenceFailure, KeyError):
        return None
    if document.file == bundle.root.file:
        return None
    return Target(document, pointer, value)
