"""Is a vendored package exactly what was generated? Needs no specification."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .compare import safe_path
from .manifest import MANIFEST, Manifest, sha256


@dataclass(frozen=True, slots=True)
class Difference:
    """A file that is `changed`, `missing`, or `unknown` (not the generator's)."""

    path: str
    kind: str


def verify(folder: Path, manifest: Manifest) -> tuple[Difference, ...]:
    """Every difference between a folder and its manifest, sorted by path."""
    found = [
        Difference(path, kind)
        for path, hash_ in manifest.files.items()
        if (kind := _kind(folder, path, hash_))
    ]
    for file in folder.rglob("*"):
        path = file.relative_to(folder).as_posix()
        known = path in manifest.files or path == MANIFEST
        if file.is_file() and not known and "__pycache__" not in file.parts:
            found.append(Difference(path, "unknown"))
    return tuple(sorted(found, key=lambda each: each.path))


def _kind(folder: Path, path: str, hash_: str) -> str:
    try:
        target = safe_path(folder, path)
    except ValueError:
        return "changed"
    if not target.is_file():
        return "missing"
    return "" if sha256(target.read_bytes()) == hash_ else "changed"
