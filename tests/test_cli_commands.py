"""`lower`, `verify`, `init`, and what is wrong with a configuration."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from cli_project import (
    BROKEN,
    CONFIG,
    SPEC,
    Project,
    configured as configured,
    project as project,
)
from openapi_spec_validator import validate

PAGE = (
    Path(__file__).parents[1] / "specs/fireworks/create-supervised-fine-tuning-job.md"
)


def lowered(project: Project, *specs: str) -> str:
    done = project.run("lower", *specs)
    assert done.exit_code == 0, done.messages
    return done.output


@pytest.mark.parametrize("name", ("spec.yaml", "old.yaml", "page.md"))
def test_lowering_gives_a_standard_document_and_is_settled(
    project: Project, name: str
) -> None:
    project.write("old.yaml", SPEC.replace("3.1.0", "3.0.3"))
    project.write("page.md", PAGE.read_text("utf-8"))
    text = lowered(project, name)
    document: Any = yaml.safe_load(text)
    assert document["openapi"].startswith("3.1")
    validate(document)
    project.write("lowered.yaml", text)
    assert lowered(project, "lowered.yaml") == text


def test_lowering_merges_several_documents(project: Project) -> None:
    project.write("b.yaml", SPEC.replace("/pets", "/orders").replace("list_", "get_"))
    document: Any = yaml.safe_load(lowered(project, "spec.yaml", "b.yaml"))
    assert list(document["paths"]) == ["/pets", "/orders"]
    validate(document)


def test_lowering_what_is_broken_prints_no_document(project: Project) -> None:
    project.write("spec.yaml", BROKEN)
    done = project.run("lower", "spec.yaml")
    assert (done.exit_code, done.output) == (2, "")
    assert done.messages.startswith("spec.yaml:11:49: error:")


def test_verify_is_content_with_an_untouched_package(configured: Project) -> None:
    (configured.root / "spec.yaml").unlink()
    configured.write("clients/shop/models/__pycache__/pets.pyc", "")
    done = configured.run("verify", "clients/shop")
    assert done.exit_code == 0
    assert done.output.endswith(" files, 0 differences\n")


def test_verify_names_every_difference(configured: Project) -> None:
    configured.write("clients/shop/models/pets.py", "")
    (configured.root / "clients/shop/py.typed").unlink()
    configured.write("clients/shop/mine.py", "")
    done = configured.run("verify", "clients/shop")
    assert done.exit_code == 1
    *lines, last = done.output.splitlines()
    assert lines == [
        "unknown: clients/shop/mine.py",
        "changed: clients/shop/models/pets.py",
        "missing: clients/shop/py.typed",
    ]
    assert last.endswith(" files, 3 differences")


def test_verify_needs_a_generated_package(project: Project) -> None:
    done = project.run("verify", ".")
    assert done.exit_code == 2
    assert "not a generated package" in done.messages


def test_init_in_a_project_without_a_configuration(project: Project) -> None:
    project.write("apis/petShop.json", '{"openapi": "3.1.0"}')
    project.write("notes.md", "# Notes\n")
    project.write("node_modules/x/openapi.yaml", SPEC)
    done = project.run("init")
    assert done.exit_code == 0
    assert "spec.yaml -> clients/spec\n" in done.output
    assert "apis/petShop.json -> clients/pet_shop\n" in done.output
    text = project.read("apimint.toml")
    assert text.count("[[client]]") == 2
    (project.root / "apis/petShop.json").unlink()
    project.write("apimint.toml", text[text.index('[[client]]\nspec = "spec') :])
    project.generated()
    assert (project.root / "clients/spec/client.py").is_file()


def test_init_adds_to_an_existing_pyproject(project: Project) -> None:
    start = '# A project.\n[project]\nname = "mine"\n'
    project.write("pyproject.toml", start)
    assert project.run("init").exit_code == 0
    text = project.read("pyproject.toml")
    assert text.startswith(start)
    assert '\n[[tool.apimint.client]]\nspec = "spec.yaml"\n' in text
    assert not (project.root / "apimint.toml").exists()
    project.generated()
    again = project.run("init")
    assert again.exit_code == 2
    assert "pyproject.toml configures clients already" in again.messages
    assert project.read("pyproject.toml") == text


def test_init_without_a_specification_writes_nothing(project: Project) -> None:
    (project.root / "spec.yaml").unlink()
    done = project.run("init")
    assert done.exit_code == 2 and "no specification was found" in done.messages
    assert project.state() == {}


@pytest.mark.parametrize(
    ("line", "place", "message"),
    [
        ('ouput = "x"', "5:1", "there is no option 'ouput'"),
        ("package = 3", "4:1", "'package' is a text"),
        ('lenient = "yes"', "5:1", "'lenient' is true or false"),
        ("names = 3", "5:1", "'names' is a table of texts"),
        ("spec = [1]", "2:1", "'spec' is a text or a list of texts"),
        ("spec = 3", "2:1", "'spec' is a text or a list of texts"),
        ('output = ""', "3:1", "a client needs 'output': a folder"),
        ('package = "my-shop"', "4:1", "'my-shop'"),
        ("lenient = maybe", "5:11", "Invalid value"),
        ('names = { "GET /a" = "b c" }', "5:12", "'b c' is no name"),
        ('names = { Pet = "class" }', "5:11", "'class' is no name"),
        ("paging = 3", "5:1", "'paging' is a table"),
        ("paging = { a = 3 }", "5:12", "'a' is a table, a style, or false"),
        ("paging = { a = true }", "5:12", "'a' is a table, a style, or false"),
        ("paging = { a = {} }", "5:12", "needs a style: one of token, last-item"),
        ('paging = { b = "x" }', "5:12", "needs a style: one of token, last-item"),
        ('paging = { b = "offset" }', "5:12", "the paging of 'b' needs 'parameter'"),
        ('paging.b = { style = "link", more = "x" }', "5:8", "'b' has no 'more'"),
        ('paging.b = { style = "link", next = 1 }', "5:8", "'next' in the paging"),
    ],
)
def test_a_wrong_configuration_is_located(
    project: Project, line: str, place: str, message: str
) -> None:
    key = re.split(r"[ .]", line)[0]
    kept = [each for each in CONFIG.splitlines() if not each.startswith(key)]
    index = next(
        (i for i, each in enumerate(CONFIG.splitlines()) if each.startswith(key)),
        len(kept),
    )
    kept.insert(index, line)
    project.write("apimint.toml", "\n".join(kept) + "\n")
    done = project.run("generate")
    assert done.exit_code == 2
    assert done.messages.startswith(f"apimint.toml:{place}: error: ")
    assert message in done.messages
    assert line in done.messages.splitlines()[1]


def test_an_unknown_option_suggests_the_nearest(project: Project) -> None:
    project.write("apimint.toml", CONFIG + 'strip_prefx = "a"\n')
    done = project.run("check")
    assert done.exit_code == 2
    assert "hint: did you mean 'strip_prefix'?" in done.messages


def test_what_is_wrong_is_found_in_the_right_client(project: Project) -> None:
    text = CONFIG + CONFIG.replace('"shop"', "3") + "# package\n" + CONFIG
    project.write("apimint.toml", text)
    assert project.run("check").messages.startswith(
        "apimint.toml:8:1: error: 'package'"
    )
    project.write("apimint.toml", CONFIG + '[[client]]\nspec = "output"\n')
    assert project.run("check").messages.startswith("apimint.toml:5:3: error: a client")


def test_the_nearest_configuration_counts(project: Project) -> None:
    project.write("pyproject.toml", '[tool.other]\nname = "x"\n')
    project.write("apimint.toml", CONFIG)
    (project.root / "sub").mkdir()
    inner = Project(project.root / "sub")
    assert inner.generated().output.startswith(f"{project.root}/clients/shop: ")
    moved = (project.root / "apimint.toml").rename(project.root / "other.toml")
    assert project.run("check", "--config", moved.name).exit_code == 0
    assert project.run("check").exit_code == 2


def test_python_dash_m_is_the_same_command(project: Project) -> None:
    words = [sys.executable, "-m", "apimint"]
    done = subprocess.run(
        [*words, "generate", "spec.yaml", "-o", "shop"],
        cwd=project.root,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == "" and done.stdout.startswith("shop: 1 operation found")
    named = subprocess.run([*words, "--version"], capture_output=True, text=True)
    assert named.stdout.startswith("apimint ")
