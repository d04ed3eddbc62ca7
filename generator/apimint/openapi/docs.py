"""What a schema, parameter or operation says for people."""

from __future__ import annotations

import re

from ..source import Node

# A comment of protocol buffers for their editors, which some converters make a title.
_BOOKKEEPING = re.compile(r"next (available |free )?(id|tag|field)\b\W*\d+\.?", re.I)


def prose(schema: dict[str, Node]) -> str:
    """The description, else the title."""
    for key in ("description", "title"):
        found = schema.get(key)
        text = found.strip() if isinstance(found, str) else ""
        if text and not _BOOKKEEPING.fullmatch(text):
            return text
    return ""
