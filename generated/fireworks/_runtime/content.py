"""A body that the caller has encoded, and what to call it."""

from __future__ import annotations

import re

from .body import octets
from .errors import RequestError


def spelled(content: object, kind: str) -> tuple[object, str]:
    """A body's content and its media type; text as bytes in the media type's charset."""
    return (
        text_octets(content, kind or _TEXT)
        if isinstance(content, str)
        else (content, kind)
    )


_TEXT = "text/plain; charset=utf-8"
_CHARSET = r""";[ \t]*charset=("?)([^\s;"]+)\1"""


def text_octets(content: str, kind: str) -> tuple[bytes, str]:
    """Text in its media type's charset. Where none is said it is UTF-8, and the media
    type says so unless every charset would have it alike. Raises RequestError.
    """
    found = re.search(_CHARSET, kind, re.IGNORECASE)
    if found is None:
        plain = content.isascii() or not kind.startswith("text/")
        return octets(content), kind if plain else f"{kind}; charset=utf-8"
    try:
        is_utf_8 = found[2].lower() in ("utf-8", "utf8")
        return (octets(content) if is_utf_8 else content.encode(found[2])), kind
    except (LookupError, UnicodeError):
        raise RequestError(f"the text cannot be written in {found[2]!r}") from None
