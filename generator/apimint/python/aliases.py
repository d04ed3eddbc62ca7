"""Aliases are evaluated, so none may need itself: a circle of them is cut open."""

from __future__ import annotations

from dataclasses import replace

from .. import ir
from ..diagnostics import Diagnostics
from ..graph import mapped, references


def cut_circles(api: ir.Api, diagnostics: Diagnostics) -> ir.Api:
    """The same API, where an alias that leads back to itself, with no class between,
    has `Any` at that point; a warning says so.
    """
    aliases = {each.id: each for each in api.definitions if isinstance(each, ir.Alias)}
    done: dict[str, ir.Alias] = {}
    for alias in aliases.values():
        _cut(alias, aliases, done, (), diagnostics)
    return replace(
        api, definitions=tuple(done.get(each.id, each) for each in api.definitions)
    )


def _cut(
    alias: ir.Alias,
    aliases: dict[str, ir.Alias],
    done: dict[str, ir.Alias],
    above: tuple[str, ...],
    diagnostics: Diagnostics,
) -> None:
    if alias.id in done:
        return
    path = (*above, alias.id)
    circular = {id_ for id_ in references(alias.type) if id_ in path}
    for id_ in references(alias.type):
        if id_ in aliases and id_ not in path:
            _cut(aliases[id_], aliases, done, path, diagnostics)
    if circular:
        message = "this type contains itself with no object between: typed Any there"
        diagnostics.warning("endless-type", message, alias.location)
        type_ = mapped(
            alias.type,
            lambda ref: ir.Anything() if ref.id in circular else ref,
        )
        alias = replace(alias, type=type_)
    done[alias.id] = alias
