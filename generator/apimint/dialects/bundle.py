"""What a document takes in from other files: each part once, under one name."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from .. import source
from ..diagnostics import Diagnostics, Location
from ..source import Document, Node, Sources
from .canonical import Draft, Target, Trail, Tree, child, locate
from .grammar import SECTIONS, Kind, step
from .marks import marks
from .names import component_name, qualified
from .reach import schema_at, unreached
from .wording import did_you_mean


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


@dataclass(slots=True)
class Bundle:
    """The nodes that a document takes in from elsewhere, each under one name."""

    root: Document
    draft: Draft
    sources: Sources
    diagnostics: Diagnostics
    lifted: list[Lifted] = field(default_factory=list[Lifted])
    names: dict[tuple[Location, Kind], str] = field(
        default_factory=dict[tuple[Location, Kind], str]
    )
    taken: set[tuple[Kind, str]] = field(default_factory=set[tuple[Kind, str]])
    documents: dict[Location, Document] = field(
        default_factory=dict[Location, Document]
    )
    claims: dict[str, Lifted] | None = None
    marks: dict[Location, dict[str, list[str]]] = field(
        default_factory=dict[Location, dict[str, list[str]]]
    )

    _unreached: frozenset[str] | None = None

    def is_unreached(self, pointer: str) -> bool:
        """Does a place of the root lie in a schema that no operation leads to?"""
        if self._unreached is None:
            self._unreached = unreached(self.root.tree)
        return schema_at(pointer) in self._unreached

    def opened(self) -> tuple[Document, ...]:
        return tuple(self.documents.values())

    def remember(self, document: Document) -> None:
        if document is not self.root:
            self.documents.setdefault(document.location, document)

    def tree(self, document: Document) -> Node:
        if document is not self.root:
            return document.tree
        written = self.draft.written
        return self.draft.tree if written is None else written

    def marked(self, document: Document, name: str) -> list[str]:
        """The pointers of schemas with this `$id`, or with this anchor after #."""
        place = document.location
        if place not in self.marks:
            self.marks[place] = marks(self.tree(document))
        return self.marks[place].get(name, [])

    def find(self, base: Document, text: str) -> Target:
        """What a `$ref` in `base` leads to: by a pointer, an anchor or an `$id`.

        Raises:
            ReferenceFailure: it leads to nothing, or to what may not be read.
        """
        place, _, fragment = text.partition("#")
        document, pointer = base, unquote(fragment)
        resources = self.marked(base, place) if place else [""]
        if not resources:
            document, pointer = self.sources.open_reference(base, text)
        if pointer and not pointer.startswith("/"):
            anchors = self.marked(document, f"#{pointer}")
            pointer = anchors[0] if anchors else f"/{pointer}"
        elif resources:
            pointer = resources[0] + pointer
        value = self.tree(document)
        for token in source.pointer.split(pointer):
            found = step(value, token)
            if found is None:
                message = f"`{text}` leads nowhere: `{token}` is not there"
                near = did_you_mean(token, value if isinstance(value, dict) else ())
                raise source.ReferenceFailure(message, near)
            value = found[0]
        return Target(document, pointer, value)

    def origin(self, target: Target) -> Location:
        if target.document is self.root and self.draft.written is None:
            return locate(self.draft.origins, target.pointer)
        return target.location

    def opened_target(self, base: Document, text: str) -> Target | None:
        """What a `$ref` in `base` leads to; None, and nothing said, where it fails."""
        try:
            return self.find(base, text)
        except source.ReferenceFailure:
            return None

    def followed(self, base: Document, node: Node) -> Target | None:
        """What a node with a `$ref` stands for in the end; None for other nodes, and
        where the chain leads nowhere."""
        target: Target | None = None
        seen: set[Location] = set()
        while isinstance(node, dict) and isinstance(text := node.get("$ref"), str):
            target = self.opened_target(base, text)
            if target is None or target.location in seen:
                return None
            seen.add(target.location)
            base, node = target.document, target.value
            self.remember(base)
        return target

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
    key = (target.location, kind)
    if key not in bundle.names:
        tokens = source.pointer.split(target.pointer)
        wanted = tokens[-1] if tokens else document.name
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
        name = qualified(name, document.name)
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
        target = bundle.opened_target(bundle.root, text)
        if target is None or target.document is bundle.root:
            continue
        if (target.location, kind) in bundle.names:
            continue
        bundle.names[target.location, kind] = name
        bundle.remember(target.document)
        place, origin = child(f"/components/{section}", name), bundle.origin(target)
        claims[place] = Lifted(kind, name, target.value, target.document, origin, ())
