"""Types that would contain themselves with nothing between."""

from __future__ import annotations

from dataclasses import replace

from .. import ir
from ..graph import unguarded
from .context import Context


def report_endless(ctx: Context) -> None:
    """An alias that is itself, or a union of itself and others, means nothing: an error.
    Inside a list or a map it may come back.
    """
    aliases = {id_: d for id_, d in ctx.definitions.items() if isinstance(d, ir.Alias)}
    done: set[str] = set()
    for start in aliases:
        way = [(start, unguarded(aliases[start].type))] if start not in done else []
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
                cut = replace(aliases[inner], type=ir.Anything())
                ctx.definitions[inner] = aliases[inner] = cut
            elif inner not in done:
                above.add(inner)
                way.append((inner, unguarded(aliases[inner].type)))
