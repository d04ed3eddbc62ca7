"""What a schema, parameter or operation says for people."""

from __future__ import annotations

import re

from ..source import Node
from .context import Context, text

# A comment of protocol buffers for their editors, which some converters make a title.
_BOOKKEEPING = re.compile(r"next (available |free )?(id|tag|field)\b\W*\d+\.?", re.I)
_CODE = re.compile(r"(```.*?```|`[^`]*`)", re.S)
_LINK = re.compile(r'<a\s[^<>]*?href="([^"<>]*)"[^<>]*>([^<>]*)</a>', re.I)
# Tags that CommonMark lets through, and what they are in Markdown.
_TAGS = (
    (re.compile(r"\s*</?(?:p|div|ul|ol)(?:\s[^<>]*)?>\s*", re.I), "\n\n"),
    (re.compile(r"\s*<br\s*/?>\s*", re.I), "\n"),
    (re.compile(r"<li(?:\s[^<>]*)?>\s*", re.I), "\n- "),
    (re.compile(r"\s*</li>[^\S\n]*", re.I), ""),
    (re.compile(r"</?code>", re.I), "`"),
    (re.compile(r"</?(?:strong|b)>", re.I), "**"),
    (re.compile(r"</?(?:em|i)>", re.I), "*"),
)


def prose(schema: dict[str, Node], name: str = "") -> str:
    """The description, else the title; but not one that only spells the name again."""
    for key in ("description", "title"):
        found = schema.get(key)
        said = readable(found) if isinstance(found, str) else ""
        says_nothing = _BOOKKEEPING.fullmatch(said) or _letters(said) == _letters(name)
        if said and not says_nothing:
            return said
    return ""


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def said(ctx: Context, pointer: str) -> str:
    """The text for people at a pointer."""
    return readable(text(ctx, pointer))


def readable(markdown: str) -> str:
    """A text whose HTML is Markdown, but for what stands in code."""
    if "<" not in markdown:
        return markdown.strip()
    pieces = _CODE.split(markdown)
    pieces[::2] = map(_without_tags, pieces[::2])
    whole = re.sub(r"(\n- .*)\s*\n(?=- )", r"\1\n", "".join(pieces))
    return re.sub(r"\n{3,}", "\n\n", whole).strip()


def _without_tags(markdown: str) -> str:
    markdown = _LINK.sub(r"[\2](\1)", markdown)
    for tag, instead in _TAGS:
        markdown = tag.sub(instead, markdown)
    return markdown
