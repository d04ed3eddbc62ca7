"""Building a tree together with the places that its parts come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...diagnostics import Diagnostics, Location
from ...source import Node
from ..canonical import Tree, child
from ..wording import described


@dataclass(frozen=True, slots=True)
class Piece:
    """A lowered subtree. `origins` maps pointers relative to it; it holds `""`."""

    node: Node
    origins: Mapping[str, Location]


def leaf(node: Node, at: Location) -> Piece:
    """A subtree taken as it is from `at`."""
    return Piece(node, {"": at})


def group(pieces: Mapping[str, Piece], at: Location) -> Piece:
    """An object of pieces."""
    origins = {"": at}
    for key, piece in pieces.items():
        origins.update(_below(key, piece))
    return Piece({key: piece.node for key, piece in pieces.items()}, origins)


def row(pieces: Sequence[Piece], at: Location) -> Piece:
    """A list of pieces."""
    origins = {"": at}
    for index, piece in enumerate(pieces):
        origins.update(_below(index, piece))
    return Piece([piece.node for piece in pieces], origins)


def _below(key: str | int, piece: Piece) -> dict[str, Location]:
    prefix = child("", key)
    return {prefix + pointer: at for pointer, at in piece.origins.items()}


@dataclass(frozen=True, slots=True)
class Reader:
    """Takes parts out of a page; what has the wrong shape is reported and read as empty."""

    diagnostics: Diagnostics

    def as_map(self, node: Node, at: Location) -> Tree:
        if isinstance(node, dict):
            return node
        self._wrong(node, at, "a map")
        return {}

    def as_list(self, node: Node, at: Location) -> list[Node]:
        if isinstance(node, list):
            return node
        self._wrong(node, at, "a list")
        return []

    def as_text(self, node: Node, at: Location) -> str:
        if isinstance(node, str):
            return node
        self._wrong(node, at, "a text")
        return ""

    def part(self, node: Tree, key: str, at: Location) -> Tree:
        """The map under a key; a missing one is reported."""
        if key in node:
            return self.as_map(node[key], at / key)
        self.invalid(f"`{key}` is missing", at)
        return {}

    def invalid(self, message: str, at: Location, hint: str = "") -> None:
        self.diagnostics.error("invalid-page", message, at, hint=hint)

    def _wrong(self, node: Node, at: Location, wanted: str) -> None:
        if node is not None:
            found = described(node)
            self.invalid(f"{found} stands here, where {wanted} is due", at)
