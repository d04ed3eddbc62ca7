"""What the readers of a canonical document share: the tree, its places, what was found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from .. import ir
from ..diagnostics import Diagnostics, Location
from ..dialects import Canonical
from ..source import Node
from ..source.pointer import get, join, split

Mapping: TypeAlias = dict[str, Node]

SCHEMAS = "/components/schemas/"


@dataclass(slots=True)
class Context:
    """`definitions` is filled as schemas are read; None stands for one in progress.
    `targets` remembers where references end, `variants` the words for the members of
    unions, and `nulls` what schemas say of null. `headers` goes from what the headers of
    a response are to the definition that stands for them.
    """

    canonical: Canonical
    diagnostics: Diagnostics
    definitions: dict[str, ir.Definition | None] = field(
        default_factory=dict[str, ir.Definition | None]
    )
    reading: set[str] = field(default_factory=set[str])
    targets: dict[str, str] = field(default_factory=dict[str, str])
    variants: dict[str, list[tuple[str, ...]]] = field(
        default_factory=dict[str, list[tuple[str, ...]]]
    )
    nulls: dict[str, bool | None] = field(default_factory=dict[str, bool | None])
    headers: dict[object, str] = field(default_factory=dict[object, str])


def locate(ctx: Context, pointer: str) -> Location:
    return ctx.canonical.locate(pointer)


def node(ctx: Context, pointer: str) -> Node:
    """The subtree at a canonical pointer; None where there is none."""
    try:
        return get(ctx.canonical.tree, pointer)
    except KeyError:
        return None


def below(pointer: str, *keys: str | int) -> str:
    """The pointer of a descendant: `below("/paths", "/pets", "get")`."""
    return pointer + join([str(key) for key in keys])


def mapping(ctx: Context, pointer: str) -> Mapping:
    """The mapping at a pointer; empty where there is nothing. Another kind of node is
    an error, reported once.
    """
    found = node(ctx, pointer)
    if isinstance(found, dict):
        return found
    if found is not None:
        wrong_kind(ctx, pointer, "a mapping", found)
    return {}


def sequence(ctx: Context, pointer: str) -> list[Node]:
    """The list at a pointer, by the same rules as `mapping`."""
    found = node(ctx, pointer)
    if isinstance(found, list):
        return found
    if found is not None:
        wrong_kind(ctx, pointer, "a list", found)
    return []


def text(ctx: Context, pointer: str) -> str:
    """The text at a pointer; a number is taken as its text, anything else is none:
    documentation never stops a build.
    """
    found = node(ctx, pointer)
    if isinstance(found, str):
        return found
    if isinstance(found, int | float) and not isinstance(found, bool):
        return str(found)
    return ""


def flag(ctx: Context, pointer: str) -> bool:
    return node(ctx, pointer) is True


def wrong_kind(ctx: Context, pointer: str, expected: str, found: Node) -> None:
    ctx.diagnostics.error(
        "wrong-kind",
        f"expected {expected} here, found {kind_of(found)}",
        locate(ctx, pointer),
    )


def kind_of(found: Node) -> str:
    """A node's kind in words, for messages."""
    match found:
        case None:
            return "nothing"
        case bool():
            return "a boolean"
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case str():
            return "a text"
        case _:
            return "a number"


def last(pointer: str) -> str:
    """The last key of a pointer."""
    return split(pointer)[-1]
