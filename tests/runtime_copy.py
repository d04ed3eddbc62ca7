"""The vendored runtime as a client has it: a copy, inside a package."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

TEMPLATES = Path(__file__).parents[1] / "templates"
_folder = TemporaryDirectory(prefix="runtime")
ROOT = Path(_folder.name)

shutil.copytree(
    TEMPLATES / "_runtime",
    ROOT / "vendored" / "_runtime",
    ignore=shutil.ignore_patterns("__pycache__"),
)
(ROOT / "vendored" / "__init__.py").touch()
sys.path.insert(0, str(ROOT))
