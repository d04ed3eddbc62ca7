"""What the tests of the house share: where things are, and how sources are read."""

from __future__ import annotations

import ast
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
GENERATOR = ROOT / "generator" / "apimint"
TEMPLATES = ROOT / "templates"
RUNTIME = TEMPLATES / "_runtime"
GENERATED = ROOT / "generated"
TESTS = ROOT / "tests"

# Of general category Lo, So or Mn, and yet nothing to be seen: fillers, the blank braille
# pattern, the grapheme joiner, Khmer's and Mongolian's invisible signs, and the variation
# selectors, in which any text can hide, but for the one that follows emoji.
_INVISIBLE = {
    *map(chr, (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0)),
    *map(chr, (0x180B, 0x180C, 0x180D, 0x180F)),
    *map(chr, range(0xFE00, 0xFE0F)),
    *map(chr, range(0xE0100, 0xE01F0)),
}
# Controls, formats (bidirectional and zero-width ones), private, surrogate, unassigned,
# and the separators of lines and paragraphs.
_HIDDEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}


class Function(NamedTuple):
    """A function of a source file: its place, for messages, and how many lines it has."""

    place: str
    lines: int


def sources(folder: Path) -> list[Path]:
    """The Python files below a folder, in the order of their paths."""
    return sorted(folder.rglob("*.py"))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_bytes(), str(path))


def shown(path: Path) -> str:
    """The path within the repository, with slashes."""
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> list[Function]:
    """Every function and method, nested ones too, from its `def` to its last line."""
    return [
        Function(
            f"{shown(path)}:{node.lineno} {node.name}",
            (node.end_lineno or node.lineno) - node.lineno + 1,
        )
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def hidden(text: str) -> set[str]:
    """The characters of a text, but for the newline, that cannot be seen."""
    found = {c for c in set(text) if unicodedata.category(c) in _HIDDEN}
    return (found | _INVISIBLE.intersection(text)) - {"\n"}


def imported(path: Path, package: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What a file imports, wherever it does so, as the parts of absolute dotted names.

    `package` is the dotted name of the package that the file is in.
    """
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (tuple(each.name.split(".")) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = (*base, *(node.module or "").split(".")) if node.module else base
            yield from ((*module, each.name) for each in node.names)
