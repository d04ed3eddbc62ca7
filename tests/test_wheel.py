"""The wheel is complete: installed elsewhere, it writes the same clients."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest
from apimint.config import Client
from house import GENERATED, GENERATOR, ROOT, TEMPLATES
from test_golden import CLIENTS, differences, name, on_disk, passes

pytestmark = pytest.mark.slow
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout as it is."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [*PIP, "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder)]
    if importlib.util.find_spec("hatchling"):
        command.append("--no-build-isolation")
    run = subprocess.run([*command, str(ROOT)], capture_output=True, text=True)
    if run.returncode and _lacks_backend(run.stdout + run.stderr):
        pytest.skip("hatchling, which builds the wheel, cannot be had")
    assert run.returncode == 0, run.stdout + run.stderr
    (built,) = folder.glob("*.whl")
    return built


def _lacks_backend(said: str) -> bool:
    return "No matching distribution found for hatchling" in said


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that has the wheel installed, and nothing else."""
    target = tmp_path_factory.mktemp("installed")
    command = [*PIP, "install", "--quiet", "--no-deps", "--no-index"]
    passes([*command, "--target", str(target), str(wheel)], target, dict(os.environ))
    return target


def test_the_wheel_holds_the_package_the_templates_and_nothing_else(
    wheel: Path,
) -> None:
    with ZipFile(wheel) as archive:
        names = {each for each in archive.namelist() if ".dist-info/" not in each}
    package = {f"apimint/{path}" for path in on_disk(GENERATOR)}
    templates = {f"apimint/templates/{path}" for path in on_disk(TEMPLATES)}
    assert names == package | templates


def test_the_wheel_says_what_the_project_says(wheel: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    with ZipFile(wheel) as archive:
        (place,) = (n for n in archive.namelist() if n.endswith("/METADATA"))
        lines = archive.read(place).decode().splitlines()
        licence = archive.read(place.replace("METADATA", "licenses/LICENSE"))
    assert f"Version: {project['version']}" in lines
    assert f"Requires-Python: {project['requires-python']}" in lines
    assert licence == (ROOT / "LICENSE").read_bytes()


@pytest.mark.parametrize("client", CLIENTS, ids=name)
def test_the_installed_generator_writes_the_golden_output(
    client: Client, installed: Path, tmp_path: Path
) -> None:
    """With the configuration's own options, from a folder that is no checkout."""
    options = [f'strip_prefix = "{client.strip_prefix}"'] if client.strip_prefix else []
    specs = ", ".join(f'"{(ROOT / each).as_posix()}"' for each in client.spec)
    lines = [
        "[[client]]",
        f"spec = [{specs}]",
        'output = "out"',
        f'package = "{client.package}"',
        *options,
    ]
    (tmp_path / "apimint.toml").write_text("\n".join(lines), "utf-8")
    environment = os.environ | {"PYTHONPATH": str(installed)}
    passes([sys.executable, "-m", "apimint", "generate"], tmp_path, environment)
    written = on_disk(tmp_path / "out" / client.package)
    assert differences(written, on_disk(GENERATED / client.package)) == []


def test_the_installed_generator_is_the_one_that_ran(
    installed: Path, tmp_path: Path
) -> None:
    """An editable checkout must not stand in for the wheel, nor its templates."""
    say = (
        "import apimint.resources as r; print(r.__file__, r.templates_dir(), sep='\\n')"
    )
    run = subprocess.run(
        [sys.executable, "-c", say],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(installed)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert all(
        Path(line).is_relative_to(installed / "apimint")
        for line in run.stdout.splitlines()
    )


def test_one_specification_becomes_a_client_without_configuration(
    installed: Path, tmp_path: Path
) -> None:
    spec = ROOT / "specs" / "drawing.json"
    command = [sys.executable, "-m", "apimint", "generate", str(spec)]
    environment = os.environ | {"PYTHONPATH": str(installed)}
    passes([*command, "-o", "somewhere/drawing"], tmp_path, environment)
    written = on_disk(tmp_path / "somewhere" / "drawing")
    assert differences(written, on_disk(GENERATED / "drawing")) == []
