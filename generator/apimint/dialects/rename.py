"""Renaming components: every `$ref`, mapping and security requirement follows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, cast

from ..source import Node, pointer
from .canonical import Tree
from .grammar import GRAMMAR, SECTIONS, Form, Kind, Slot, slot_at

Renames: TypeAlias = Mapping[tuple[str, str], str]
"""(section of `components`, name) → new name."""


def renamed(value: Node, slot: Slot, names: Renames) -> Node:
    """A copy of a canonical subtree with the new names; the same subtree where there
    are none."""
    if not names or slot.kind not in GRAMMAR:
        return value
    inner = Slot(slot.kind)
    if slot.form is Form.LIST and isinstance(value, list):
        return [renamed(item, inner, names) for item in value]
    if not isinstance(value, dict):
        return value
    if slot.form is Form.MAP:
        return {key: renamed(item, inner, names) for key, item in value.items()}
    return {key: _part(slot.kind, key, item, names) for key, item in value.items()}


def _part(kind: Kind, key: str, value: Node, names: Renames) -> Node:
    if key == "$ref" and kind in SECTIONS:
        return _reference(value, names)
    if kind is Kind.DISCRIMINATOR and key == "mapping" and isinstance(value, dict):
        return {name: _reference(item, names) for name, item in value.items()}
    if key == "security":
        return renamed_security(value, names)
    slot = slot_at(kind, key)
    return value if slot is None else renamed(value, slot, names)


def _reference(value: Node, names: Renames) -> Node:
    if not isinstance(value, str) or not value.startswith("#/components/"):
        return value
    tokens = value[1:].split("/")
    key = (tokens[2], pointer.unescape(tokens[3])) if len(tokens) > 3 else None
    if key is None or key not in names:
        return value
    return "#" + "/".join([*tokens[:3], pointer.join([names[key]])[1:], *tokens[4:]])


def renamed_security(value: Node, names: Renames) -> Node:
    """Security requirements with the new names of the schemes."""
    if not isinstance(value, list):
        return value
    return [_requirement(item, names) for item in value]


def _requirement(value: Node, names: Renames) -> Node:
    if not isinstance(value, dict):
        return value
    section = SECTIONS[Kind.SECURITY_SCHEME]
    return {names.get((section, name), name): item for name, item in value.items()}


def renamed_tree(tree: Tree, names: Renames) -> Tree:
    """A whole document with the new names, its components under them."""
    if not names:
        return tree
    result = cast(Tree, renamed(tree, Slot(Kind.DOCUMENT), names))
    components = cast(Tree, result.get("components") or {})
    for section, entries in components.items():
        if isinstance(entries, dict):
            components[section] = {
                names.get((section, name), name): item for name, item in entries.items()
            }
    return result
