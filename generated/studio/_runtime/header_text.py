"""What a header field may hold."""

from __future__ import annotations

import re

from .errors import RequestError

TOKEN = frozenset(
    "!#$%&'*+-.^_`|~0123456789" "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
)  # RFC 9110, section 5.6.2
_NAME = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_MEDIA_TYPE = rf'{_NAME}/{_NAME}([ \t]*;[ \t]*({_NAME}=({_NAME}|"[^"\\\x7f]*"))?)*'


def checked(header: str, value: str) -> str:
    """The value, if a header can carry it. Raises RequestError, which never shows it."""
    if not header or not TOKEN.issuperset(header):
        raise RequestError(f"{header!r} is not the name of a header")
    text = value.strip(" \t")
    try:
        octets = text.encode("latin-1")
    except UnicodeEncodeError:
        raise RequestError(
            f"the header {header} has characters beyond Latin-1"
        ) from None
    if any((octet < 32 and octet != 9) or octet == 127 for octet in octets):
        raise RequestError(f"the header {header} has control characters")
    return text


def media_type(text: str) -> str:
    """A media type (RFC 9110, section 8.3.1), as it is. Raises RequestError."""
    found = checked("Content-Type", text)
    if not re.fullmatch(_MEDIA_TYPE, found):
        raise RequestError(f"{found[:80]!r} is not a media type")
    return found
