"""Writing a package: everything is on the disk before anything is replaced."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path

from .compare import Comparison, safe_path
from .manifest import MANIFEST


def write(comparison: Comparison) -> None:
    """Make the folder what it should be. Files that are the same keep their bytes and
    their times; those that are no longer generated go, unless they were edited.

    Raises:
        OSError: something cannot be written; what was there is still complete.
        ValueError: a path leaves the folder, or is a link.
    """
    changes = comparison.changes
    new = sorted((*changes.created, *changes.changed), key=lambda p: (p == MANIFEST, p))
    if new:
        folder = comparison.folder
        parent = _existing(folder.parent)
        staging = Path(tempfile.mkdtemp(prefix=".apimint-", dir=parent))
        try:
            for path in new:
                staged = staging / path
                staged.parent.mkdir(parents=True, exist_ok=True)
                staged.write_bytes(comparison.files[path])
            for path in new:
                target = safe_path(folder, path)
                target.parent.mkdir(parents=True, exist_ok=True)
                (staging / path).replace(target)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    for path in changes.removed:
        _remove(comparison.folder, path)


def _existing(folder: Path) -> Path:
    """The folder itself, or the nearest above it that exists: the same file system."""
    return folder if folder.is_dir() else _existing(folder.parent)


def _remove(folder: Path, path: str) -> None:
    """Remove a file, and the folders of the package that this leaves empty."""
    target = safe_path(folder, path)
    target.unlink(missing_ok=True)
    for parent in target.relative_to(folder).parents[:-1]:
        with contextlib.suppress(OSError):
            shutil.rmtree(folder / parent / "__pycache__", ignore_errors=True)
            (folder / parent).rmdir()
