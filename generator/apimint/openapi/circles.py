"""Types that would contain themselves with nothing between."""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from .context import Context


def report_endless(ctx: Context) -> None:
    """An alias that is itself, or a union of itself and others, means nothing: an error.
    Inside a list or a map it may come back.
    """
    aliases = {id_: d for id_, d in ctx.definitions.items() if isinstance(d, ir.Alias)}
    done: set[str] = set()
    for start in aliases:
        way = [(start, _unguarded(aliases[start].type))] if start not in done else []
        above = {start}
        while way:
            id_, rest = way[-1]
            inner = next((each for each in rest if each in aliases), None)
            if inner is None:
                way.pop()
                above.discard(id_)
                done.add(id_)
            elif inner in above:
                message = "this type is made of itself, with no list or object between"
                location = aliases[inner].location
                ctx.diagnostics.error("endless-type", message, location)
            elif inner not in done:
                above.add(inner)
                way.append((inner, _unguarded(aliases[inner].type)))


def _unguarded(type_: ir.Type) -> Iterator[str]:
    """The ids that a type is, or may be, itself."""
    match type_:
        case ir.Ref(id_):
            yield id_
        case ir.Nullable(inner):
            yield from _unguarded(inner)
        case ir.Union(members):
            for member in members:
                yield from _unguarded(member)
        case _:
            return
