"""What an operation's result has of a page: its items, and what leads to the next one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .. import ir
from ..graph import json_result, plain, properties
from .context import Context, below, node
from .references import target

# Objects of a page that speak of the page, and not of what is on it.
_ABOUT = {
    *("meta", "metadata", "responsemetadata", "listmeta", "resultinfo", "pageinfo"),
    *("paging", "pagination", "links", "cursor", "cursors", "next", "nextparams"),
    *("pages", "link"),
}
_DEPTH = 3

_TEXTS = (ir.ScalarKind.STRING, ir.ScalarKind.UUID)
_NUMBERS = (ir.ScalarKind.INTEGER, ir.ScalarKind.NUMBER)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar of a page. `words` are the names that lead to it, without case or signs;
    `kind` is `text`, `number` or `boolean`.
    """

    names: ir.Names
    words: ir.Names
    kind: str
    field: ir.Field
    owner: str


@dataclass(frozen=True, slots=True)
class Page:
    """An operation whose result may be a page of several. `items` leads to its only
    array, and `item` is the type of what is in that; `query` has the parameters that
    may be left out, by their words.
    """

    operation: ir.Operation
    known: Mapping[str, ir.Definition]
    items: ir.Names
    item: ir.Type
    query: Mapping[str, ir.Parameter]
    leaves: tuple[Leaf, ...]
    headers: frozenset[str]

    def find(self, kind: str, *words: str) -> Leaf | None:
        """The first scalar of this kind that is called by one of these words."""
        leaves = (leaf for leaf in self.leaves if leaf.kind == kind)
        return next((leaf for leaf in leaves if leaf.words[-1] in words), None)

    def asks(self, *words: str) -> ir.Parameter | None:
        """The first of these parameters that there is."""
        return next((self.query[word] for word in words if word in self.query), None)


def page_of(
    ctx: Context, known: Mapping[str, ir.Definition], operation: ir.Operation
) -> Page | None:
    """The result of an operation as a page; None where it cannot be one."""
    result = json_result(known, operation)
    arrays = array_paths(known, result) if result else []
    if result is None or len(arrays) != 1:
        return None
    array = result
    for name in arrays[0]:
        array = plain(known, properties(known, array)[name].type)
    query = [p for p in operation.parameters if p.place == "query" and not p.required]
    described = [each.headers for each in operation.responses if each.headers]
    headers = (name.lower() for each in described for name in properties(known, each))
    return Page(
        operation=operation,
        known=known,
        items=arrays[0],
        item=array.items if isinstance(array, ir.Array) else ir.Anything(),
        query={word(parameter.wire): parameter for parameter in query},
        leaves=tuple(_leaves(ctx, known, result, (), _DEPTH)),
        headers=frozenset(headers),
    )


def array_paths(known: Mapping[str, ir.Definition], result: ir.Type) -> list[ir.Names]:
    """Where the arrays of a result stand: it is one itself, or has them as properties."""
    if isinstance(result, ir.Array):
        return [()]
    fields = properties(known, result).values()
    arrays = [f for f in fields if isinstance(plain(known, f.type), ir.Array)]
    return [(field.wire,) for field in arrays]


def _leaves(
    ctx: Context,
    known: Mapping[str, ir.Definition],
    type_: ir.Type,
    above: ir.Names,
    depth: int,
) -> Iterator[Leaf]:
    """The scalars of a page and of its objects that speak of it, the outer ones first."""
    fields, owner = properties(known, type_), plain(known, type_)
    id_ = owner.id if isinstance(owner, ir.Ref) else ""
    for name, field in fields.items():
        kind = kind_of(known, field.type)
        if kind:
            names = (*above, name)
            yield Leaf(names, tuple(map(word, names)), kind, field, id_)
    for name, field in fields.items() if depth else ():
        if word(name) in _ABOUT:
            for each in (field.type, *_alternatives(ctx, known, id_, field)):
                yield from _leaves(ctx, known, each, (*above, name), depth - 1)


def _alternatives(
    ctx: Context, known: Mapping[str, ir.Definition], owner: str, field: ir.Field
) -> list[ir.Type]:
    """The components that an untyped property may be, among anything else."""
    pointer = below(owner[1:], "properties", field.wire, "anyOf")
    found, type_ = node(ctx, pointer), plain(known, field.type)
    if not isinstance(type_, ir.Anything) or not isinstance(found, list):
        return []
    places = (below(pointer, index) for index in range(len(found)))
    return [ir.Ref("#" + target(ctx, place)) for place in places]


def kind_of(known: Mapping[str, ir.Definition], type_: ir.Type) -> str:
    """`text`, `number`, `boolean`, or nothing."""
    match plain(known, type_):
        case ir.Scalar(kind) if kind in _TEXTS:
            return "text"
        case ir.Scalar(kind) if kind in _NUMBERS:
            return "number"
        case ir.Scalar(ir.ScalarKind.BOOLEAN):
            return "boolean"
        case _:
            return ""


def has_key(known: Mapping[str, ir.Definition], item: ir.Type, name: str) -> bool:
    """Does every item have this property, a text?"""
    item = plain(known, item)
    if isinstance(item, ir.Union):
        return all(has_key(known, each, name) for each in item.members)
    field = properties(known, item).get(name)
    return field is not None and kind_of(known, field.type) == "text"


def word(name: str) -> str:
    """A name without case and signs: `next_page_token` and `nextPageToken` are one."""
    return re.sub(r"[\W_]", "", name).lower()


def words_in(text: str, *patterns: str) -> bool:
    """Are all these patterns found in a text?"""
    return all(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)
