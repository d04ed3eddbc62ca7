"""The sections of a document → those of `components`, under names that OpenAPI allows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ...diagnostics import Location
from ...source import Node
from ..canonical import Tree, child
from ..names import component_name, qualified

SECTIONS = {
    "definitions": "schemas",
    "parameters": "parameters",
    "responses": "responses",
    "securityDefinitions": "securitySchemes",
}
_ALLOWED = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(slots=True)
class Sections:
    """`components`, where its parts come from, which pointers of the document lead
    there, and the names that are others now (by section and name)."""

    components: Tree = field(default_factory=dict[str, Node])
    origins: dict[str, Location] = field(default_factory=dict[str, Location])
    moves: dict[str, str] = field(default_factory=dict[str, str])
    renames: dict[tuple[str, str], str] = field(
        default_factory=dict[tuple[str, str], str]
    )


def read_sections(tree: Tree, top: Location, stem: str) -> Sections:
    """The sections of a document that is called `stem`. A document of mixed versions
    may have `components` too."""
    result = Sections()
    own = tree.get("components")
    for section, entries in own.items() if isinstance(own, dict) else ():
        copy = {**entries} if isinstance(entries, dict) else entries
        result.components[section] = copy
    for key, section in SECTIONS.items():
        entries = tree.get(key)
        if isinstance(entries, dict):
            _move(result, key, section, entries, top / key, stem)
        elif entries is not None:
            result.components[section] = entries
            result.origins[child("/components", section)] = top / key
    return result


def _move(
    result: Sections, key: str, section: str, entries: Tree, at: Location, stem: str
) -> None:
    taken = {name for name in entries if _ALLOWED.fullmatch(name)}
    for name, node in entries.items():
        kind = _section_of(entries, node) if key == "parameters" else section
        if kind is None:
            continue
        new = _allowed(name, taken, stem)
        taken.add(new)
        there = result.components.setdefault(kind, {})
        if isinstance(there, dict):
            there[new] = node
        place = child(child("/components", kind), new)
        result.origins[place] = at / name
        result.moves[child(child("", key), name)] = place
        if new != name:
            result.renames[kind, name] = new


def _allowed(name: str, taken: set[str], stem: str) -> str:
    """The name, or one like it of the characters that OpenAPI allows."""
    if _ALLOWED.fullmatch(name):
        return name
    new = component_name(name)
    while new in taken:
        new = qualified(new, stem)
    return new


def _section_of(parameters: Tree, node: Node) -> str | None:
    """Where a parameter for the whole document goes. One of a form goes nowhere: it
    becomes a part of each body that it is used in. What a `$ref` into another file
    leads to is known only when it is used.
    """
    seen: list[Node] = []
    while isinstance(node, dict) and "$ref" in node:
        seen.append(node)
        node = parameters.get(str(node["$ref"]).removeprefix("#/parameters/"))
        if node is None or any(node is each for each in seen):
            return None
    place = node.get("in") if isinstance(node, dict) else None
    if place == "formData":
        return None
    return "requestBodies" if place == "body" else "parameters"
