"""`generated/` is exactly what the generator writes, everywhere and every time; and the
project's own code and its output satisfy every tool, at its strictest.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from apimint import pipeline
from apimint.config import Client, read_config
from apimint.diagnostics import Diagnostics, Severity
from apimint.output import MANIFEST, read_manifest, verify
from apimint.source import Sources
from house import GENERATED, ROOT, RUNTIME

CLIENTS = read_config(ROOT / "pyproject.toml").clients


def name(client: Client) -> str:
    return client.package


def on_disk(folder: Path) -> dict[str, bytes]:
    """The files of a package, but for what importing it leaves behind."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not _is_cache(path.relative_to(folder))
    }


def _is_cache(path: Path) -> bool:
    return any(part == "__pycache__" or part.endswith("_cache") for part in path.parts)


def differences(found: dict[str, bytes], expected: dict[str, bytes]) -> list[str]:
    """The paths that one side lacks, or that the two sides do not agree on."""
    paths = sorted({*found, *expected})
    return [path for path in paths if found.get(path) != expected.get(path)]


def test_generated_holds_the_configured_clients_and_nothing_else() -> None:
    assert {path.name for path in GENERATED.iterdir() if not _is_cache(path)} == {
        client.package for client in CLIENTS
    }


@pytest.mark.parametrize("client", CLIENTS, ids=name)
def test_the_golden_output_is_what_the_generator_gives(client: Client) -> None:
    diagnostics = Diagnostics()
    package = pipeline.generate(client, Sources(), diagnostics, lambda stage: None)
    errors = [d for d in diagnostics.items if d.severity is Severity.ERROR]
    assert (errors, package.api.skipped) == ([], ())
    assert differences(on_disk(client.target), dict(package.files)) == []


@pytest.mark.parametrize("client", CLIENTS, ids=name)
def test_the_manifest_vouches_for_every_file(client: Client) -> None:
    manifest = read_manifest(client.target)
    assert manifest
    assert verify(client.target, manifest) == ()
    assert set(manifest.files) | {MANIFEST} == set(on_disk(client.target))


@pytest.mark.parametrize("client", CLIENTS, ids=name)
def test_the_runtime_is_copied_byte_for_byte(client: Client) -> None:
    assert on_disk(client.target / "_runtime") == on_disk(RUNTIME)


@pytest.mark.parametrize("seed", ["1", "4294967295"])
def test_the_output_does_not_depend_on_the_hash_seed(tmp_path: Path, seed: str) -> None:
    generate_in(tmp_path, {"PYTHONHASHSEED": seed})
    assert differences(on_disk(tmp_path / "generated"), on_disk(GENERATED)) == []


def test_the_output_does_not_depend_on_the_locale(tmp_path: Path) -> None:
    plain = {
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "TZ": "UTC-9",
    }
    generate_in(tmp_path, plain)
    assert differences(on_disk(tmp_path / "generated"), on_disk(GENERATED)) == []


def generate_in(folder: Path, environment: dict[str, str]) -> None:
    """Generate every configured client in a copy of the project's inputs."""
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copytree(ROOT / "specs", folder / "specs")
    command = [sys.executable, "-m", "apimint", "generate"]
    passes(command, folder, os.environ | environment)


def passes(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    """Run a command; what it prints is the message when it fails."""
    run = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    if run.returncode:
        pytest.fail(f"{' '.join(command[1:4])}\n{run.stdout[-6000:]}", pytrace=False)


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    shutil.copytree(GENERATED, tmp_path / "generated")
    times = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.py")}
    generate_in(tmp_path, {})
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.py")} == times
    assert not list(tmp_path.glob(".apimint-*"))


TOOLS = {
    "black": ["black", "--check", "."],
    "ruff": ["ruff", "check", "--no-cache", "--quiet", "."],
    "mypy": ["mypy", "--strict", "generator", "generated"],
    "pyright": ["pyright", "--pythonpath", sys.executable],
}


@pytest.mark.slow
@pytest.mark.parametrize("tool", TOOLS)
def test_every_tool_is_content_with_the_project_and_its_output(tool: str) -> None:
    """pyproject.toml says how strict they are; pyright's `include` names the folders."""
    passes([sys.executable, "-m", *TOOLS[tool]], ROOT, dict(os.environ))
