"""Import lines: collected from what a module uses, sorted as isort does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .text import Identifier, Import, Module


@dataclass(frozen=True, slots=True)
class ImportLine:
    """`from module import names`."""

    module: Module
    names: tuple[Identifier, ...]


@dataclass(frozen=True, slots=True)
class ImportBlock:
    """A module's imports: the future's, the standard library's, the package's own."""

    future: ImportLine | None
    standard: tuple[ImportLine, ...]
    own: tuple[ImportLine, ...]


def import_block(imports: Iterable[Import], module: str) -> ImportBlock:
    """The lines that a module needs. `module` is its path from the package's root, with
    a leading dot; what is imported from itself needs no line.
    """
    found: dict[str, set[str]] = {}
    for each in imports:
        if each.module != module:
            found.setdefault(each.module, set()).add(each.name)
    future = found.pop("__future__", None)
    standard = sorted(name for name in found if not name.startswith("."))
    own = [(relative(name, module), found[name]) for name in found if name[0] == "."]
    own.sort(key=lambda line: (-_dots(line[0]), line[0]))
    return ImportBlock(
        import_line("__future__", future) if future else None,
        tuple(import_line(name, found[name]) for name in standard),
        tuple(import_line(name, names) for name, names in own),
    )


def relative(target: str, module: str) -> str:
    """The relative spelling, within `module`, of another module of the package; both are
    paths from the root: `relative(".models.shared", ".api.pets")` is "..models.shared".
    """
    there, here = target.split(".")[1:], module.split(".")[1:-1]
    while there[:-1] and here and there[0] == here[0]:
        there, here = there[1:], here[1:]
    return "." * (len(here) + 1) + ".".join(there)


def _dots(module: str) -> int:
    return len(module) - len(module.lstrip("."))


def import_line(module: str, names: Iterable[str]) -> ImportLine:
    """The line that imports these names."""
    ordered = sorted(names, key=isort_key)
    return ImportLine(Module(module), tuple(Identifier(name) for name in ordered))


def isort_key(name: str) -> tuple[int, str]:
    """Constants, then classes, then the rest."""
    if name.isupper() and len(name) > 1:
        return 0, name
    return (1 if name[:1].isupper() else 2), name
