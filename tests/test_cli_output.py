"""What `apimint generate` does to a folder that holds more than it wrote itself."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from cli_project import (
    CONFIG,
    SPEC,
    Project,
    configured as configured,
    project as project,
)

ORDERS = SPEC.replace("/pets", "/orders").replace("list_pets", "list_orders")


def test_files_that_nobody_knows_are_not_overwritten(project: Project) -> None:
    mine = project.write("shop/models/pets.py", "MINE = 1\n")
    done = project.run("generate", "spec.yaml", "-o", "shop")
    assert done.exit_code == 2
    assert "shop has files that are not apimint's: models/pets.py" in done.messages
    assert mine.read_text() == "MINE = 1\n"
    assert list(project.state("shop")) == ["shop/models/pets.py"]


def test_what_is_in_the_way_of_one_client_stops_all(project: Project) -> None:
    project.write("apimint.toml", CONFIG + CONFIG.replace("shop", "other"))
    project.write("clients/other/client.py", "MINE = 1\n")
    before = project.state()
    assert project.run("generate").exit_code == 2
    assert project.state() == before


def test_files_beside_the_generated_ones_are_left_alone(configured: Project) -> None:
    own = [
        configured.write(f"clients/shop/{path}", "MINE = 1\n")
        for path in ("mine.py", "models/mine.py", "api/notes.txt", "more/mine.py")
    ]
    configured.write("clients/other.py", "MINE = 1\n")
    configured.write("spec.yaml", ORDERS)
    configured.generated()
    configured.write("spec.yaml", SPEC)
    configured.generated()
    assert all(path.read_text() == "MINE = 1\n" for path in own)


def test_a_file_that_was_edited_by_hand_is_named_and_written_anew(
    configured: Project,
) -> None:
    path = "clients/shop/models/pets.py"
    text = configured.read(path)
    configured.write(path, text + "# mine\n")
    done = configured.generated()
    assert done.messages == f"{path}: edited by hand; written anew\n"
    assert configured.read(path) == text


def test_the_files_of_removed_operations_go(configured: Project) -> None:
    cache = configured.write("clients/shop/api/__pycache__/pets.pyc", "")
    configured.write("spec.yaml", ORDERS)
    done = configured.generated()
    files = configured.state("clients/shop")
    assert "clients/shop/api/orders.py" in files
    assert not {"clients/shop/api/pets.py", "clients/shop/models/pets.py"} & set(files)
    assert "2 files removed" in done.output
    assert cache.parent.parent.is_dir()
    assert configured.run("check").exit_code == 0


def test_an_edited_file_that_is_no_longer_generated_is_kept(
    configured: Project,
) -> None:
    path = "clients/shop/api/pets.py"
    text = configured.read(path) + "# mine\n"
    configured.write(path, text)
    configured.write("spec.yaml", ORDERS)
    done = configured.generated()
    assert done.messages == f"{path}: no longer generated, but edited: kept\n"
    assert configured.read(path) == text


def test_a_folder_that_is_left_empty_goes(configured: Project) -> None:
    without = SPEC.partition("paths:")[0] + "paths: {}\n"
    configured.write("spec.yaml", without)
    configured.generated()
    folders = [path for path in configured.root.rglob("*") if path.is_dir()]
    assert all(any(folder.iterdir()) for folder in folders)


@pytest.mark.parametrize("path", ("models", "models/pets.py", "py.typed"))
def test_links_within_the_package_are_not_followed(
    configured: Project, path: str
) -> None:
    outside = configured.root / "outside"
    target = configured.root / "clients/shop" / path
    target.rename(outside)
    target.symlink_to(outside, target_is_directory=outside.is_dir())
    configured.write("spec.yaml", SPEC.replace("name:", "label:"))
    before = configured.state("outside") or outside.read_bytes()
    done = configured.run("generate")
    assert done.exit_code == 2
    assert f"clients/shop/{path} is a symbolic link" in done.messages
    assert (configured.state("outside") or outside.read_bytes()) == before
    assert target.is_symlink()


def test_a_manifest_that_names_files_outside_removes_nothing(
    configured: Project,
) -> None:
    outside = configured.write("precious.txt", "MINE\n")
    manifest = configured.json("clients/shop/.apimint.json")
    manifest["files"][
        "../../precious.txt"
    ] = "d22bf7bc1cfd9bd3b6ae3e2b6e8fcf61d0a7e7bd8e1b1f7c4f0c0d1a2b3c4d5e"
    configured.write("clients/shop/.apimint.json", json.dumps(manifest))
    done = configured.run("generate")
    assert done.exit_code == 2
    assert "precious.txt' is not a path within the package" in done.messages
    assert outside.read_text() == "MINE\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_an_error(project: Project) -> None:
    (project.root / "locked").mkdir(mode=0o500)
    done = project.run("generate", "spec.yaml", "-o", "locked/shop")
    assert done.exit_code == 2 and "locked" in done.messages


def test_a_failure_while_writing_leaves_the_package_as_it_was(
    configured: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything new is on the disk before the first file is replaced."""
    before = configured.state("clients")
    written = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.name == ".apimint.json":
            raise OSError(28, "No space left on device")
        return written(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    configured.write("spec.yaml", ORDERS)
    done = configured.run("generate")
    assert done.exit_code == 2
    assert "No space left on device" in done.messages
    assert configured.state("clients") == before


def test_a_package_that_is_a_file_is_an_error(project: Project) -> None:
    project.write("shop", "MINE\n")
    done = project.run("generate", "spec.yaml", "-o", "shop")
    assert done.exit_code == 2 and "shop" in done.messages
    assert project.read("shop") == "MINE\n"
