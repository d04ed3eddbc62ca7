"""Clients of documents that tests make, generated and imported."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from apimint.cli import main
from click.testing import CliRunner

_folder = TemporaryDirectory(prefix="wire")
ROOT = Path(_folder.name)
sys.path.insert(0, str(ROOT))


def generated(name: str, document: dict[str, Any]) -> tuple[ModuleType, str]:
    """The package of a document, and the messages of making it."""
    (ROOT / f"{name}.json").write_text(json.dumps(document), "utf-8")
    arguments = ["generate", str(ROOT / f"{name}.json"), "-o", str(ROOT / name)]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    importlib.invalidate_caches()
    return importlib.import_module(name), result.stderr
