"""From what a configuration or a command line names to the specifications' files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from .diagnostics import Diagnostic, InputError, Location, Severity

SUFFIXES = (".json", ".yaml", ".yml", ".md", ".mdx", ".txt")


def find_specs(patterns: Sequence[str], root: Path) -> list[tuple[Path, str]]:
    """The files that patterns (files, folders, globs) name, each with the name that
    messages give it: as written where it was named, relative to where the command runs.

    Raises:
        InputError: a pattern names nothing.
    """
    found: dict[Path, str] = {}
    for pattern in patterns:
        named = root / pattern
        matches = [named] if named.exists() else _matches(named)
        for path in matches:
            for file in _files(path):
                found.setdefault(file, shown(file))
        if not matches:
            message = "there is no such file, folder or pattern"
            raise InputError(
                Diagnostic(
                    Severity.ERROR, "file-missing", message, Location(shown(named))
                )
            )
    return list(found.items())


def _matches(pattern: Path) -> list[Path]:
    if not any(sign in str(pattern) for sign in "*?["):
        return []
    try:
        base = Path(pattern.anchor)
        return sorted(base.glob(str(pattern.relative_to(base))))
    except (ValueError, OSError):
        return []


def _files(path: Path) -> list[Path]:
    """The file itself, or the specifications in a folder."""
    if not path.is_dir():
        return [path]
    inside = sorted(each for each in path.rglob("*") if each.suffix in SUFFIXES)
    return [each for each in inside if each.is_file()]


def shown(path: Path) -> str:
    """The path relative to the working folder, where it lies below it."""
    absolute = Path(os.path.normpath(path.absolute()))
    try:
        return absolute.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
