"""Servers (OpenAPI 3.1 section 4.8.5)."""

from __future__ import annotations

from .. import ir
from .context import Context, below, locate, mapping, sequence, text


def read_servers(ctx: Context, pointer: str) -> tuple[ir.Server, ...]:
    """The servers listed at `pointer`."""
    found: list[ir.Server] = []
    for index in range(len(sequence(ctx, pointer))):
        place = below(pointer, index)
        url = text(ctx, below(place, "url"))
        if url:
            variables = mapping(ctx, below(place, "variables"))
            base = below(place, "variables")
            read = tuple(_read_variable(ctx, base, name) for name in variables)
            doc = text(ctx, below(place, "description")).strip()
            found.append(ir.Server(url, locate(ctx, place), read, doc))
    return tuple(found)


def _read_variable(ctx: Context, base: str, name: str) -> ir.ServerVariable:
    pointer = below(base, name)
    choices = sequence(ctx, below(pointer, "enum"))
    return ir.ServerVariable(
        name=name,
        default=text(ctx, below(pointer, "default")),
        choices=tuple(str(choice) for choice in choices),
        doc=text(ctx, below(pointer, "description")).strip(),
    )
