"""Aliases are evaluated, in order: each comes after those that it is made of, wherever
that can be. Where aliases lead to each other, the names of those that come later stand
between quotes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from .. import ir
from ..diagnostics import Diagnostics
from ..graph import mapped, references, unguarded
from .partition import components

Ids = frozenset[str]

# `typing.get_type_hints` writes such names out again inside each other: five take
# seconds, six minutes.
_MOST_QUOTED = 3


@dataclass(frozen=True, slots=True)
class Forward:
    """`quoted` are for each alias the ids that its text names before they are defined;
    `needed` those that whoever evaluates it must have the names of, since what it is
    made of quotes them.
    """

    quoted: Mapping[str, Ids]
    needed: Mapping[str, Ids]


def untangled(api: ir.Api, diagnostics: Diagnostics) -> ir.Api:
    """The same API, where of aliases that lead to each other only a few have to be
    quoted: beyond these an alias has `Any`, and a warning says so.
    """
    aliases = _aliases(api.definitions)
    quoted = _quoted(aliases)
    done: dict[str, ir.Alias] = {}
    for group in components(_uses(aliases)):
        names = dict.fromkeys(each for id_ in group for each in sorted(quoted[id_]))
        excess = set(list(names)[_MOST_QUOTED:])
        for id_ in group if excess else ():
            late = excess & quoted[id_]
            done[id_] = _without(aliases[id_], late, diagnostics)
    found = tuple(done.get(each.id, each) for each in api.definitions)
    return replace(api, definitions=found)


def _without(alias: ir.Alias, late: set[str], diagnostics: Diagnostics) -> ir.Alias:
    if not late:
        return alias
    message = "too many types are made of each other here: typed Any where they close"
    diagnostics.warning("endless-type", message, alias.location)
    type_ = mapped(alias.type, lambda ref: ir.Anything() if ref.id in late else ref)
    return replace(alias, type=type_)


def forward(definitions: Iterable[ir.Definition]) -> Forward:
    """What the aliases among these definitions have to quote."""
    aliases = _aliases(definitions)
    uses, quoted = _uses(aliases), _quoted(aliases)
    needed: dict[str, Ids] = {}
    for group in components(uses):
        used = {each for id_ in group for each in uses[id_]}
        own = {each for id_ in group for each in quoted[id_]}
        names = Ids(own.union(*(needed.get(each, Ids()) for each in used)))
        needed.update(dict.fromkeys(group, names))
    return Forward(quoted, needed)


def ordered(aliases: Iterable[ir.Alias]) -> list[ir.Alias]:
    """Aliases in an order in which each comes after those that it uses; the document's
    order otherwise.
    """
    known = _aliases(aliases)
    groups = components(_uses(known))
    return [known[id_] for group in groups for id_ in _in_sequence(known, group)]


def _in_sequence(known: Mapping[str, ir.Alias], group: list[str]) -> Iterator[str]:
    """Aliases that lead to each other, so that few of them are named before they are
    defined, and none where its name cannot be quoted: outside of a list or a map.
    """
    rest = dict.fromkeys(group)
    uses = {id_: set(references(known[id_].type)) & rest.keys() for id_ in group}
    itself = {id_: set(unguarded(known[id_].type)) & rest.keys() for id_ in group}
    quoted: set[str] = set()
    while rest:
        ready = [id_ for id_ in rest if itself[id_].isdisjoint(rest)]
        best = min(ready, key=lambda id_: len(uses[id_] & rest.keys() - quoted))
        quoted |= uses[best] & rest.keys()
        del rest[best]
        yield best


def _quoted(aliases: Mapping[str, ir.Alias]) -> dict[str, Ids]:
    """The aliases that each of these names, but does not come after."""
    order = {alias.id: place for place, alias in enumerate(ordered(aliases.values()))}
    return {
        id_: Ids(each for each in used if order[each] >= order[id_])
        for id_, used in _uses(aliases).items()
    }


def _aliases(definitions: Iterable[ir.Definition]) -> dict[str, ir.Alias]:
    return {each.id: each for each in definitions if isinstance(each, ir.Alias)}


def _uses(known: Mapping[str, ir.Alias]) -> dict[str, list[str]]:
    """The aliases that each of these refers to."""
    return {
        id_: [each for each in references(alias.type) if each in known]
        for id_, alias in known.items()
    }
