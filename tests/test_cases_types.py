"""What black, mypy and pyright say of all the cases' packages, and of their use.

Each runs once over everything. The runtime is the same in every package; here they
share one copy of it, so that it is checked once.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from case_files import NAMES, Run, run_case

TESTS = Path(__file__).parent
RUNTIME = TESTS.parent / "templates" / "_runtime"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def runs(case_root: Path) -> list[Run]:
    """The cases that make a package."""
    found = [run_case(case_root, name) for name in NAMES]
    made = [run for run in found if run.package.exists()]
    assert len(made) >= 30
    return made


@pytest.fixture(scope="module")
def tree(runs: list[Run], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every package under its case's name, and beside it the module that
    uses it.
    """
    root = tmp_path_factory.mktemp("types")
    shutil.copytree(RUNTIME, root / "runtime")
    shutil.copy(TESTS / "recorder.py", root)
    for run in runs:
        package = root / run.identifier
        shutil.copytree(run.package, package, ignore=shutil.ignore_patterns("_runtime"))
        for path in package.rglob("*.py"):
            path.write_text(_redirected(path.read_text("utf-8"), run), "utf-8")
        use = run.case / "use.py"
        if use.exists():
            text = _redirected(use.read_text("utf-8"), run)
            (root / f"use_{run.identifier}.py").write_text(text, "utf-8")
    return root


def _redirected(text: str, run: Run) -> str:
    """The source with imports of the package under its name here, and of the runtime."""
    text = re.sub(
        r"^( *)from (\.+|client\.)_runtime\b", r"\1from runtime", text, flags=re.M
    )
    return re.sub(r"^from client\b", f"from {run.identifier}", text, flags=re.M)


def _run(folder: Path, *command: str) -> None:
    words = [sys.executable, "-m", *command]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_black_changes_nothing(case_root: Path, runs: list[Run]) -> None:
    packages = [str(run.package) for run in runs]
    options = ("--check", "--quiet", "--target-version", "py311", "--exclude=_runtime")
    _run(case_root, "black", *options, *packages)


def test_mypy_strict_finds_nothing(tree: Path) -> None:
    _run(tree, "mypy", "--strict", "--python-version", "3.11", "--no-pretty", ".")


def test_pyright_strict_finds_nothing(tree: Path) -> None:
    settings = {
        "include": ["."],
        "exclude": ["runtime", "recorder.py"],
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
    }
    (tree / "pyrightconfig.json").write_text(json.dumps(settings))
    _run(tree, "pyright", "--pythonpath", sys.executable)
