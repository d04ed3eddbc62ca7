"""The names of the functions that decode webhooks and callbacks."""

from __future__ import annotations

from collections import Counter

from .. import ir
from .reserved import WEBHOOK_NAMES
from .words import snake, words


def webhook_names(api: ir.Api) -> dict[str, str]:
    """A name for each: that of the webhook, where several have it with the operation
    that it belongs to and its method as well.
    """
    counts = Counter(_name(webhook.name) for webhook in api.webhooks)
    found: dict[str, str] = {}
    for webhook in api.webhooks:
        name = _name(webhook.name)
        if counts[name] > 1:
            name = _name(f"{webhook.owner} {webhook.name} {webhook.method}")
        while name in found.values() or name in WEBHOOK_NAMES:
            name += "_"
        found[webhook.id] = name
    return found


def _name(text: str) -> str:
    return f"decode_{snake(words(text))[:80] or 'webhook'}"
