"""What a schema, parameter or operation says for people."""

from __future__ import annotations

import re

from ..source import Node

# A comment of protocol buffers for their editors, which some converters make a title.
_BOOKKEEPING = re.compile(r"next (available |free )?(id|tag|field)\b\W*\d+\.?", re.I)


def prose(schema: dict[str, Node], name: str = "") -> str:
    """The description, else the title; but not one that only spells the name again."""
    for key in ("description", "title"):
        found = schema.get(key)
        text = found.strip() if isinstance(found, str) else ""
        says_nothing = _BOOKKEEPING.fullmatch(text) or _letters(text) == _letters(name)
        if text and not says_nothing:
            return text
    return ""


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
