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
        path: list[str] = []
        queue = [start]
        while queue:
            id_ = queue.pop()
            if id_ in path:
                message = "this type is made of itself, with no list or object between"
                location = aliases[id_].location
                ctx.diagnostics.error("endless-type", message, location)
            elif id_ in aliases and id_ not in done:
                path.append(id_)
                queue.extend(_unguarded(aliases[id_].type))
        done.update(path)


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
