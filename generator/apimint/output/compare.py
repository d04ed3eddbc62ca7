"""What writing a package would change."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from .manifest import MANIFEST, Manifest, read_manifest, sha256


@dataclass(frozen=True, slots=True)
class Changes:
    """Paths within the package, by what happens to them. `edited` were changed by hand
    since they were generated, `kept` are no longer generated but edited, and `foreign`
    are in the way without being the generator's.
    """

    created: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    edited: tuple[str, ...]
    kept: tuple[str, ...]
    foreign: tuple[str, ...]

    @property
    def is_current(self) -> bool:
        return not (self.created or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A package as it should be, beside what its folder holds."""

    folder: Path
    files: Mapping[str, bytes]
    present: Mapping[str, bytes | None]
    changes: Changes


def compare(folder: Path, files: Mapping[str, bytes]) -> Comparison:
    """Compare `files` (path within the package → bytes) with the folder.

    Raises:
        ValueError: a path leaves the folder, or something on its way is a link.
        OSError: the folder cannot be read.
    """
    manifest = read_manifest(folder)
    known = set(manifest.files) | {MANIFEST} if manifest else set[str]()
    paths = [*files, *sorted(path for path in known if path not in files)]
    present = {path: _read(folder, path) for path in paths}
    changed = [p for p in files if present[p] not in (None, files[p])]
    gone = [p for p in paths if p not in files and present[p] is not None]
    ours = [p for p in gone if _is_untouched(manifest, p, present[p])]
    touched = [
        p for p in changed if p in known and not _is_untouched(manifest, p, present[p])
    ]
    changes = Changes(
        created=tuple(p for p in files if present[p] is None),
        changed=tuple(changed),
        removed=tuple(ours),
        edited=tuple(p for p in touched if p != MANIFEST),
        kept=tuple(p for p in gone if p not in ours),
        foreign=tuple(p for p in changed if p not in known),
    )
    return Comparison(folder, files, present, changes)


def _is_untouched(manifest: Manifest | None, path: str, data: bytes | None) -> bool:
    return (
        manifest is not None
        and data is not None
        and manifest.files.get(path) == sha256(data)
    )


def _read(folder: Path, path: str) -> bytes | None:
    target = safe_path(folder, path)
    return target.read_bytes() if target.is_file() else None


def safe_path(folder: Path, path: str) -> Path:
    """The file of the package at `path`, which must stay inside its folder.

    Raises:
        ValueError: it does not, or it or a folder on the way is a symbolic link.
    """
    pure = PurePosixPath(path)
    if pure.is_absolute() or not pure.parts or ".." in pure.parts or "\\" in path:
        raise ValueError(f"{path!r} is not a path within the package")
    target = folder
    for part in pure.parts:
        target = target / part
        if target.is_symlink():
            raise ValueError(f"{target.as_posix()} is a symbolic link")
    return target


def unified_diff(comparison: Comparison, name: str) -> Iterator[str]:
    """The lines of a unified diff from what is there to what should be; `name` is what
    the headers call the folder.
    """
    changes = comparison.changes
    for path in sorted((*changes.created, *changes.changed, *changes.removed)):
        old = comparison.present[path]
        new = comparison.files.get(path)
        shown = f"{name}/{path}"
        yield from difflib.unified_diff(
            _lines(old),
            _lines(new),
            shown if old is not None else "/dev/null",
            shown if new is not None else "/dev/null",
        )


def _lines(data: bytes | None) -> list[str]:
    lines = (data or b"").decode("utf-8", "replace").split("\n")
    tail = lines.pop()
    return [line + "\n" for line in lines] + ([tail + "\n"] if tail else [])
