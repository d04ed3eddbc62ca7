"""The module of webhooks: a function for each that decodes what the API sends."""

from __future__ import annotations

from .. import ir
from ..diagnostics import Diagnostics
from .docs import docstring, told
from .imports import import_block
from .kinds import carries_json
from .pages import Header, WebhookPage, WebhooksPage
from .scalars import ANY
from .text import Comment, Identifier, Import
from .types import RUNTIME, Typing, annotation


def webhooks_page(
    typing: Typing, api: ir.Api, source: Comment, diagnostics: Diagnostics
) -> WebhooksPage:
    """The content of webhooks.py. A body that is no JSON has no function: a warning."""
    imports = {Import("__future__", "annotations")}
    pages: list[WebhookPage] = []
    for webhook in api.webhooks:
        content = next(
            (c for c in webhook.contents if carries_json(typing.definitions, c)), None
        )
        if content is None:
            media = ", ".join(each.media_type for each in webhook.contents)
            message = f"this is sent as {media}, which no function decodes: JSON is"
            diagnostics.warning("webhook-media", message, webhook.location)
            continue
        type_ = annotation(typing, content.type) if content.type else ANY
        imports |= {Import(RUNTIME, "Json"), Import(RUNTIME, "decode_body")}
        imports |= type_.imports
        name = Identifier(typing.names.webhooks[webhook.id])
        pages.append(WebhookPage(name, type_, docstring(_doc(webhook), 4)))
    doc = docstring("What the API sends by itself, from the bodies of its requests.", 0)
    header = Header(source, doc, import_block(imports, ".webhooks"))
    return WebhooksPage(header, tuple(pages))


def _doc(webhook: ir.Webhook) -> str:
    summary, description = webhook.summary, webhook.description
    kind = "Callback" if webhook.owner else "Webhook"
    of = f" of {webhook.owner}" if webhook.owner else ""
    pieces = [
        *told(summary, description),
        f"{kind} `{webhook.name}`{of}. Raises DecodeError.",
        "Deprecated." if webhook.deprecated else "",
    ]
    return "\n\n".join(piece for piece in pieces if piece)
