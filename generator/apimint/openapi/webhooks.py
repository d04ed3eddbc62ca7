"""Requests that the API itself sends: webhooks (OpenAPI 3.1 section 4.8.1) and callbacks
(section 4.8.18).
"""

from __future__ import annotations

from .. import ir
from .context import Context, below, flag, locate, mapping
from .docs import said
from .operations import methods_of, read_contents
from .references import target


def read_webhooks(ctx: Context) -> tuple[ir.Webhook, ...]:
    """Those with a body: webhooks first, then the callbacks of each operation."""
    found: list[ir.Webhook] = []
    for name in mapping(ctx, "/webhooks"):
        found += _read_item(ctx, below("", "webhooks", name), name, "")
    for path in mapping(ctx, "/paths"):
        item = "" if path.startswith("x-") else target(ctx, below("", "paths", path))
        for method, operation in methods_of(ctx, item) if item else ():
            owner = f"{method.upper()} {path}"
            found += _read_callbacks(ctx, below(operation, "callbacks"), owner)
    return tuple(found)


def _read_callbacks(ctx: Context, pointer: str, owner: str) -> list[ir.Webhook]:
    found: list[ir.Webhook] = []
    for name in mapping(ctx, pointer):
        place = target(ctx, below(pointer, name)) if not name.startswith("x-") else ""
        for expression in mapping(ctx, place) if place else ():
            if not expression.startswith("x-"):
                found += _read_item(ctx, below(place, expression), name, owner)
    return found


def _read_item(ctx: Context, pointer: str, name: str, owner: str) -> list[ir.Webhook]:
    """The requests of a path item that have a body to decode."""
    item = target(ctx, pointer)
    operations = methods_of(ctx, item) if item else []
    read = (_read_webhook(ctx, name, owner, m, place) for m, place in operations)
    return [webhook for webhook in read if webhook]


def _read_webhook(
    ctx: Context, name: str, owner: str, method: str, pointer: str
) -> ir.Webhook | None:
    body = target(ctx, below(pointer, "requestBody"))
    contents = read_contents(ctx, below(body, "content")) if body else ()
    if not contents:
        return None
    return ir.Webhook(
        id="#" + pointer,
        name=name,
        method=method.upper(),
        contents=contents,
        location=locate(ctx, pointer),
        owner=owner,
        summary=said(ctx, below(pointer, "summary")),
        description=said(ctx, below(pointer, "description")),
        deprecated=flag(ctx, below(pointer, "deprecated")),
    )
