"""The cases: folders of tests/cases, each a behaviour, run through the command line."""

from __future__ import annotations

import shutil
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

from apimint.cli import main
from click.testing import CliRunner

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.name for path in CASES.iterdir() if path.is_dir())
_OURS = ("expected", "diagnostics.txt", "use.py")
_SPECS = ("spec.yaml", "spec.json", "spec.md", "spec")


@dataclass(frozen=True, slots=True)
class Run:
    """What became of a case. `folder` holds copies of its inputs, and the package in
    `client`; `before` are the files that were there when the command began.
    """

    case: Path
    folder: Path
    before: tuple[str, ...]
    exit_code: int
    output: str
    messages: str

    @property
    def package(self) -> Path:
        return self.folder / "client"

    @property
    def identifier(self) -> str:
        return self.folder.name

    @property
    def failed(self) -> bool:
        return self.exit_code != 0


_runs: dict[tuple[Path, str], Run] = {}


def run_case(root: Path, name: str) -> Run:
    """Generate the case's package below `root`, once in a session."""
    key = (root, name)
    if key not in _runs:
        _runs[key] = _run(CASES / name, root / f"case_{name.replace('-', '_')}")
    return _runs[key]


def _run(case: Path, folder: Path) -> Run:
    ignored = shutil.ignore_patterns(*_OURS, "__pycache__")
    shutil.copytree(case, folder, ignore=ignored)
    before = listing(folder)
    with chdir(folder):
        result = CliRunner().invoke(main, _arguments(case), catch_exceptions=False)
    return Run(case, folder, before, result.exit_code, result.stdout, result.stderr)


def _arguments(case: Path) -> list[str]:
    """A case with an apimint.toml is generated as that says, which is into `client`."""
    if (case / "apimint.toml").exists():
        return ["generate"]
    [spec] = [name for name in _SPECS if (case / name).exists()]
    return ["generate", spec, "-o", "client"]


def listing(folder: Path) -> tuple[str, ...]:
    """Every file below a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return tuple(sorted(path.relative_to(folder).as_posix() for path in files))


def expected_files(case: Path) -> list[Path]:
    """The paths in the package whose content the case shows."""
    root = case / "expected"
    files = sorted(path for path in root.rglob("*") if path.is_file())
    return [path.relative_to(root) for path in files]


def expected_messages(case: Path) -> str:
    path = case / "diagnostics.txt"
    return path.read_text("utf-8") if path.exists() else ""


def update(run: Run) -> None:
    """Rewrite what the case expects. A file that it shall show is named by making it,
    empty, below `expected`.
    """
    path = run.case / "diagnostics.txt"
    if run.messages:
        path.write_text(run.messages, "utf-8")
    else:
        path.unlink(missing_ok=True)
    for shown in expected_files(run.case):
        made = (run.package / shown).read_bytes()
        (run.case / "expected" / shown).write_bytes(made)
