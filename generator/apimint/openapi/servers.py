"""Servers and their variables (OpenAPI 3.1 sections 4.8.5 and 4.8.6)."""

from __future__ import annotations

from .. import ir
from .context import Context, below, locate, mapping, node, sequence, text
from .docs import said


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
            doc = said(ctx, below(place, "description"))
            found.append(ir.Server(url, locate(ctx, place), read, doc))
    return tuple(found)


def _read_variable(ctx: Context, base: str, name: str) -> ir.ServerVariable:
    """Section 4.8.6: a default is required, and is one of the choices, if there are any."""
    pointer = below(base, name)
    values = sequence(ctx, below(pointer, "enum"))
    choices = [text(ctx, below(pointer, "enum", i)) for i in range(len(values))]
    if node(ctx, below(pointer, "default")) is None:
        message = f"the server variable {name!r} has no default"
        ctx.diagnostics.warning("invalid-server", message, locate(ctx, pointer))
    default = text(ctx, below(pointer, "default")) or (*choices, "")[0]
    if choices and default not in choices:
        message = f"the default of {name!r} is none of its values"
        ctx.diagnostics.warning("invalid-server", message, locate(ctx, pointer))
        choices.insert(0, default)
    return ir.ServerVariable(
        name=name,
        default=default,
        choices=tuple(dict.fromkeys(choices)),
        doc=said(ctx, below(pointer, "description")),
    )
