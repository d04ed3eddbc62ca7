"""The rules of the house, read from the sources: imports, sizes, words."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path
from statistics import median

import pytest
from house import (
    GENERATED,
    GENERATOR,
    ROOT,
    RUNTIME,
    TESTS,
    functions,
    imported,
    shown,
    sources,
    tree,
)

# What each part of the generator (a folder or a module of the package) may import of the
# others. A new part needs a row here, and thereby a decision.
MAY_IMPORT = {
    # the ground
    "diagnostics": "",
    "resources": "",
    "characters": "",
    # the frozen model, and questions about it
    "ir": "diagnostics",
    "graph": "ir",
    # the stages
    "source": "characters diagnostics",
    "dialects": "source diagnostics",
    "openapi": "characters dialects source ir graph diagnostics",
    "python": "characters ir graph diagnostics resources",
    "output": "diagnostics",
    "evolution": "ir graph diagnostics",
    # the small modules around them
    "config": "characters diagnostics paging_config specs",
    "paging_config": "diagnostics",
    "specs": "diagnostics",
    "messages": "source diagnostics",
    "initial": "config diagnostics dialects python source specs",
    # those that tell the whole story
    "pipeline": "config diagnostics dialects ir openapi output python resources source specs",
    "report": "diagnostics ir messages output pipeline source",
    "cli": "config diagnostics dialects initial messages output pipeline report source specs",
    "__main__": "cli",
}
# Each third-party library has one file that knows it.
LIBRARIES = {
    "black": "python/format.py",
    "click": "cli.py",
    "jinja2": "python/render.py",
    "markupsafe": "python/render.py",
    "yaml": "source/yaml_events.py",
}
LONGEST_FUNCTION = 50
LONGEST_FILE = 300
LONGEST_MEDIAN = 12

# What lies in the folders of cases is data: inputs, outputs, and a few lines of use.
TEST_FILES = [path for path in sources(TESTS) if "cases" not in path.parts]
OWN = sources(GENERATOR) + sources(RUNTIME) + TEST_FILES


def edges() -> dict[tuple[str, str], str]:
    """Imports between the parts of the generator: (from, to) → a file that has it."""
    found: dict[tuple[str, str], str] = {}
    for path in sources(GENERATOR):
        relative = path.relative_to(GENERATOR).with_suffix("").parts
        for name in imported(path, ("apimint", *relative[:-1])):
            if name[0] == "apimint" and name[1] != relative[0]:
                found[relative[0], name[1]] = shown(path)
    return found


def test_stages_import_one_way() -> None:
    wrong = {
        f"{file}: {part} imports {other}"
        for (part, other), file in edges().items()
        if other not in MAY_IMPORT.get(part, "").split()
    }
    assert not wrong


def test_every_part_of_the_generator_has_a_row_in_the_table() -> None:
    parts = {path.relative_to(GENERATOR).parts[0] for path in sources(GENERATOR)}
    assert {part.removesuffix(".py") for part in parts} - {"__init__"} <= set(
        MAY_IMPORT
    )


def test_the_table_itself_has_no_circle() -> None:
    TopologicalSorter({k: v.split() for k, v in MAY_IMPORT.items()}).prepare()


def test_the_model_takes_only_the_location_from_diagnostics() -> None:
    files = [path for path in sources(GENERATOR) if _module(path)[1:2] == ("ir",)]
    own = {
        name[1:]
        for path in files
        for name in imported(path, _package(path))
        if name[0] == "apimint" and name[1] != "ir"
    }
    assert own == {("diagnostics", "Location")}


def test_modules_never_import_in_a_circle() -> None:
    modules = {_module(path): path for path in sources(GENERATOR)}
    graph = {
        name: {_known(each, modules) for each in imported(path, _package(path))}
        for name, path in modules.items()
    }
    # A package's __init__ stands for its parts, and they never for it.
    own = {name: each - {name, ("apimint",), ()} for name, each in graph.items()}
    TopologicalSorter(own).prepare()


def _module(path: Path) -> tuple[str, ...]:
    parts = path.relative_to(GENERATOR.parent).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


def _package(path: Path) -> tuple[str, ...]:
    return path.relative_to(GENERATOR.parent).parts[:-1]


def _known(
    name: tuple[str, ...], modules: dict[tuple[str, ...], Path]
) -> tuple[str, ...]:
    """The module that a dotted name leads to; () where it is not the generator's."""
    return name if not name or name in modules else _known(name[:-1], modules)


def test_each_library_is_known_to_one_file() -> None:
    found: dict[str, set[str]] = {}
    for path in sources(GENERATOR):
        for name in imported(path, _package(path)):
            if name[0] not in sys.stdlib_module_names | {"apimint"}:
                found.setdefault(name[0], set()).add(
                    path.relative_to(GENERATOR).as_posix()
                )
    assert found == {library: {file} for library, file in LIBRARIES.items()}


@pytest.mark.parametrize("path", sources(RUNTIME) + sources(GENERATED), ids=shown)
def test_a_client_needs_nothing_but_the_standard_library(path: Path) -> None:
    root = RUNTIME if path.is_relative_to(RUNTIME) else GENERATED
    package = ("client", *path.relative_to(root).parts[:-1])
    standard = sys.stdlib_module_names | {"_typeshed", "client"}
    assert {name[0] for name in imported(path, package)} <= standard
    # A vendored client works under any name, so it never says its own.
    assert not {n[0] for n in _absolute(path)} & {p.name for p in GENERATED.iterdir()}


def _absolute(path: Path) -> list[list[str]]:
    imports = [n for n in ast.walk(tree(path)) if isinstance(n, ast.ImportFrom)]
    return [(each.module or "").split(".") for each in imports if not each.level]


@pytest.mark.parametrize("path", OWN, ids=shown)
def test_no_function_is_long(path: Path) -> None:
    assert [f for f in functions(path) if f.lines > LONGEST_FUNCTION] == []


@pytest.mark.parametrize("folder", [GENERATOR, RUNTIME, TESTS], ids=shown)
def test_most_functions_are_short(folder: Path) -> None:
    lengths = [each.lines for path in sources(folder) for each in functions(path)]
    assert median(lengths) <= LONGEST_MEDIAN


@pytest.mark.parametrize("path", OWN, ids=shown)
def test_no_file_is_long(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= LONGEST_FILE


@pytest.mark.parametrize("path", OWN, ids=shown)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    module = tree(path)
    if module.body:
        assert ast.get_docstring(module)
        futures = [n for n in module.body if isinstance(n, ast.ImportFrom)][:1]
        assert [n.names[0].name for n in futures if n.module == "__future__"] == [
            "annotations"
        ]


# In pieces, so that this file does not name them itself.
_FORBIDDEN = re.compile(
    "|".join(
        (
            r"(?<![\w.])/(?:wo" "rk|ro" r"ot)/",
            r"(?<![\w.])/t" r"mp/(?:venv|contract|bash_jobs)",
            r"farm-(?:be" "nch|st" "udio)",
            r"py"
            r"pi\.org|pythonho"
            r"sted\.org|registry\.np"
            r"mjs|registry\.ya"
            "rnpkg",
        )
    ),
    re.IGNORECASE,
)


def repository_files() -> list[Path]:
    """The files that are, or are about to be, in the repository."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    run = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    paths = [ROOT / name for name in run.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = {
        f"{shown(path)}: {match[0]}"
        for path in repository_files()
        for match in _FORBIDDEN.finditer(path.read_text("utf-8", "replace"))
    }
    assert not found


def test_the_top_level_is_the_agreed_one() -> None:
    folders = {"generator", "templates", "specs", "generated", "tests"}
    files = {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"}
    top = {path.relative_to(ROOT).parts[0] for path in repository_files()}
    assert {name for name in top if not name.startswith(".")} == folders | files
