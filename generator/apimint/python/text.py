"""The only texts that reach a template: checked identifiers, literals made by `repr`,
escaped docstrings and comments, and type annotations made of these.

A specification is hostile input. Whatever comes from one becomes one of these classes,
each of which stands for one syntactic position and cannot leave it; the renderer refuses
a bare `str`.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable
from dataclasses import dataclass

from .. import characters

# Besides what `is_printable` refuses: characters that look like nothing at all.
# Fillers, invisible signs of Khmer and Mongolian, and the variation selectors, in which
# any text can hide, but for the one that follows emoji.
INVISIBLE = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
) | frozenset(map(chr, (*range(0xFE00, 0xFE0F), *range(0xE0100, 0xE01F0))))
_EMOJI_STYLE = "\ufe0f"
# A comment that begins so, or names an encoding anywhere, is an order to some tool.
_ORDER = re.compile(
    r"((?:^|\#)\s*)(?=(?:type|mypy|pyright|ruff|fmt|isort|yapf|pylint|flake8|pragma)\s*"
    r"[:=]|no(?:qa|sec|pep8)\b)|(?<=coding)(?=[:=])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Text:
    """Source code that is safe where its class belongs."""

    source: str

    def __post_init__(self) -> None:
        """Every constructor calls this: the classes that check their text override it."""

    def __html__(self) -> str:
        """Jinja's protocol for text that needs no escaping."""
        return self.source


class Identifier(Text):
    """A Python identifier, or a dotted name, that is its own NFKC form."""

    def __post_init__(self) -> None:
        for part in self.source.lstrip(".").split("."):
            if not is_identifier(part):
                raise ValueError(f"not an identifier: {self.source!r}")


class Module(Text):
    """What stands between `from` and `import`: dots, then perhaps a dotted name."""

    def __post_init__(self) -> None:
        name = self.source.lstrip(".")
        if name and not all(is_identifier(part) for part in name.split(".")):
            raise ValueError(f"not a module: {self.source!r}")


class Kept(Text):
    """A name that is imported under itself, which says that it is meant to be there."""

    def __post_init__(self) -> None:
        name, _, again = self.source.partition(" as ")
        if name != again or not is_identifier(name):
            raise ValueError(f"not a name under itself: {self.source!r}")


class Literal(Text):
    """A literal of a JSON value, made by `literal`."""


class Docstring(Text):
    """A whole docstring with its quotes, made by `docs.docstring`."""


class Comment(Text):
    """One comment line with its `#`, made by `comment`."""


@dataclass(frozen=True, slots=True, order=True)
class Import:
    """`from module import name`; `module` is relative to the package's root where it
    begins with a dot. `quoted` says that no code of the importing module uses the name,
    but what it imports besides does, between quotes.
    """

    module: str
    name: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class PyType(Text):
    """A type annotation, with the imports that it needs."""

    imports: frozenset[Import] = frozenset()


def is_identifier(text: str) -> bool:
    return (
        characters.is_name(text)
        and not keyword.iskeyword(text)
        and _EMOJI_STYLE not in text
        and INVISIBLE.isdisjoint(text)
    )


def visible(text: str) -> str:
    """The text with everything that does not show (control, bidirectional, zero-width
    and unassigned characters) written as a backslash escape; newlines stay.
    """
    if characters.is_printable(text) and not INVISIBLE.intersection(text):
        return text
    return "".join(c if _shows(c) else _escape(c) for c in text)


def _shows(character: str) -> bool:
    printable = characters.is_printable(character) and character not in INVISIBLE
    return printable or character == "\n"


def _escape(character: str) -> str:
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def literal(value: str | int | float | bool | None) -> Literal:
    """A value as a literal: `repr`, in double quotes where that needs no more escapes."""
    if isinstance(value, float) and not (value == value and abs(value) < float("inf")):
        raise ValueError("NaN and the infinities have no literal")
    text = repr(value)
    if isinstance(value, str):
        if text.startswith("'") and '"' not in value:
            text = f'"{text[1:-1]}"'
        text = "".join(c if _shows(c) else _escape(c) for c in text)
    return Literal(text)


def literals(values: Iterable[str]) -> Literal:
    """A text as a literal; of several a tuple, also of none."""
    texts = [literal(value).source for value in values]
    return Literal(texts[0] if len(texts) == 1 else f"({', '.join(texts)})")


def comment(text: str) -> Comment:
    """A text as one comment line. A backslash disarms what would be an order to a type
    checker, a linter, a formatter, or to Python itself (`coding:`).
    """
    line = visible(re.sub(r"\s+", " ", text).strip())
    return Comment(("# " + _ORDER.sub(r"\1\\", line)).rstrip())


def py_type(source: str, *parts: PyType, imports: Iterable[Import] = ()) -> PyType:
    """An annotation with the imports of its parts, and more of its own."""
    inherited = (part.imports for part in parts)
    return PyType(source, frozenset(imports).union(*inherited))
