"""Aliases are evaluated, in order: none may need itself, and each comes after those that
it is made of.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .. import ir
from ..diagnostics import Diagnostics
from ..graph import mapped, references


def cut_circles(api: ir.Api, diagnostics: Diagnostics) -> ir.Api:
    """The same API, where an alias that leads back to itself, with no class between,
    has `Any` at that point; a warning says so.
    """
    aliases = {each.id: each for each in api.definitions if isinstance(each, ir.Alias)}
    order = {id_: place for place, id_ in enumerate(_depth_first(aliases))}
    done = {id_: _cut(alias, order, diagnostics) for id_, alias in aliases.items()}
    return replace(
        api, definitions=tuple(done.get(each.id, each) for each in api.definitions)
    )


def _cut(alias: ir.Alias, order: dict[str, int], diagnostics: Diagnostics) -> ir.Alias:
    """The alias without references to what can only come after it."""
    late = {
        id_
        for id_ in references(alias.type)
        if id_ in order and order[id_] >= order[alias.id]
    }
    if not late:
        return alias
    message = "this type contains itself with no object between: typed Any there"
    diagnostics.warning("endless-type", message, alias.location)
    type_ = mapped(alias.type, lambda ref: ir.Anything() if ref.id in late else ref)
    return replace(alias, type=type_)


def ordered(aliases: Iterable[ir.Alias]) -> list[ir.Alias]:
    """Aliases in an order in which each comes after those that it uses; the document's
    order otherwise.
    """
    known = {alias.id: alias for alias in aliases}
    return [known[id_] for id_ in _depth_first(known)]


def _depth_first(aliases: dict[str, ir.Alias]) -> list[str]:
    """The ids so that each comes after those it refers to, wherever that can be."""
    done: dict[str, None] = {}
    entered: set[str] = set()
    for start in aliases:
        stack = [start]
        while stack:
            id_ = stack[-1]
            first = id_ not in entered
            entered.add(id_)
            inner = [i for i in references(aliases[id_].type) if i in aliases]
            waiting = [i for i in inner if i not in entered] if first else []
            if waiting:
                stack.extend(reversed(waiting))
            else:
                done.setdefault(stack.pop())
    return list(done)
