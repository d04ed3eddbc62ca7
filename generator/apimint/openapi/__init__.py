"""Canonical OpenAPI → the intermediate model. Knows no Python."""

from __future__ import annotations

from collections.abc import Mapping

from .. import ir
from ..diagnostics import Diagnostics
from ..dialects import Canonical
from ..source.pointer import split
from .ambiguity import warn_of_ambiguity
from .context import Context, locate, node, text
from .inheritance import with_heirs
from .operations import read_operations
from .schemas import read_components
from .security import read_schemes
from .servers import read_servers
from .views import split_views
from .webhooks import read_webhooks

__all__ = ["read"]


def read(
    canonical: Canonical,
    diagnostics: Diagnostics,
    skip: Mapping[str, str] | None = None,
) -> ir.Api:
    """Read a canonical document into the intermediate model.

    `skip` names operations to leave out (operationId or "GET /path") with the reason.

    Raises:
        InputError: where the document cannot be expressed; every reason is reported.
    """
    ctx = Context(canonical, diagnostics)
    read_components(ctx)
    operations, skipped = read_operations(ctx, dict(skip or {}))
    webhooks = read_webhooks(ctx)
    _warn_of_unknown(ctx, dict(skip or {}), skipped)
    diagnostics.raise_errors()
    api = ir.Api(
        title=text(ctx, "/info/title").strip(),
        description=text(ctx, "/info/description").strip(),
        servers=read_servers(ctx, "/servers"),
        security_schemes=read_schemes(ctx),
        operations=operations,
        definitions=_in_document_order(ctx),
        skipped=skipped,
        webhooks=webhooks,
    )
    diagnostics.raise_errors()
    api = with_heirs(ctx, api)
    warn_of_ambiguity(api, diagnostics)
    return split_views(api)


def _warn_of_unknown(
    ctx: Context, skip: Mapping[str, str], skipped: tuple[ir.Skipped, ...]
) -> None:
    """A configured skip that matches no operation is a slip of the pen."""
    used = {reason for each in skipped for reason in (each.id, each.label)}
    for key in skip:
        if key not in used:
            message = (
                f"the configuration skips {key!r}, which the document does not have"
            )
            ctx.diagnostics.warning("unknown-skip", message, locate(ctx, "/paths"))


def _in_document_order(ctx: Context) -> tuple[ir.Definition, ...]:
    order: dict[str, dict[str, int]] = {}
    found = [each for each in ctx.definitions.values() if each is not None]
    return tuple(sorted(found, key=lambda each: _position(ctx, order, each.id[1:])))


def _position(
    ctx: Context, order: dict[str, dict[str, int]], pointer: str
) -> list[int]:
    """The index of each step on the way to a pointer; `order` remembers mappings."""
    steps: list[int] = []
    base = ""
    for key, token in zip(split(pointer), pointer.split("/")[1:], strict=True):
        here = node(ctx, base) if base not in order else None
        if isinstance(here, dict):
            order[base] = {name: index for index, name in enumerate(here)}
        is_index = base not in order
        steps.append(int(key) if is_index else order[base].get(key, 0))
        base = f"{base}/{token}"
    return steps
