"""Splitting names into words, and the ways in which Python writes them together."""

from __future__ import annotations

import re

from ..characters import nfkc
from .text import INVISIBLE

_WORD = re.compile(
    r"OAuth\d*(?![a-z])"  # a word that only looks like two
    r"|[A-Z]{2,}s(?![a-z])"  # plural acronyms: IDs, URLs
    r"|[A-Z]+\d*(?=[A-Z][a-z])"  # an acronym before a word: HTTPServer
    r"|[A-Z]?[^\WA-Z_]+"  # a word with its digits: Config, oauth2, größe
    r"|[A-Z]+[\d]*"  # capitals: API, US, V2
)

_VANISHING = INVISIBLE | {"'", "\u2019"}
_SYMBOLS = {
    "+": "plus",
    "-": "minus",
    "*": "star",
    "/": "slash",
    "<": "less",
    ">": "greater",
    "=": "equals",
    "!": "not",
    "%": "percent",
    "&": "and",
    "|": "or",
    "@": "at",
    "#": "number",
    "$": "dollar",
    "~": "tilde",
    "^": "caret",
    ".": "dot",
    ",": "comma",
    ":": "colon",
    "?": "question",
    "_": "underscore",
    " ": "space",
}


def words(text: str) -> list[str]:
    """The words of a name in any casing: "gatewayHTTPConfig_v2" → gateway, HTTP, Config,
    v2. Apostrophes and what cannot be seen vanish, other signs part words; a name of
    signs alone is spelt out.
    """
    plain = "".join(c for c in nfkc(text) if c not in _VANISHING)
    found = [
        word for word in _WORD.findall(plain) if word.isidentifier() or _tail(word)
    ]
    return found or [_SYMBOLS[sign] for sign in plain if sign in _SYMBOLS]


def _tail(word: str) -> bool:
    """May this stand within an identifier, if not at its beginning?"""
    return f"x{word}".isidentifier()


def pascal(parts: list[str]) -> str:
    """PascalCase; acronyms keep their capitals but for names that are all capitals,
    and digits in a row stay apart.
    """
    if len(parts) > 1 and all(part.upper() == part for part in parts):
        parts = [part.lower() for part in parts]
    joined = ""
    for part in parts:
        gap = "_" if joined[-1:].isdigit() and part[:1].isdigit() else ""
        joined += gap + part[:1].upper() + part[1:]
    return nfkc(joined)


def snake(parts: list[str]) -> str:
    """snake_case."""
    return nfkc("_".join(part.lower() for part in parts))


def singular(word: str) -> str:
    """The singular of an English plural, by its ending."""
    lower = word.lower()
    if lower.endswith(("ss", "us", "is", "news", "series", "data")) or len(word) < 4:
        return word
    if lower.endswith("ies"):
        return word[:-3] + "y"
    if lower.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    return word[:-1] if lower.endswith("s") else word


def plural(word: str) -> str:
    """The plural of an English singular; a plural stays what it is."""
    if singular(word) != word:
        return word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")
