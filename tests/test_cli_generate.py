"""`apimint generate` and `apimint check`: what they print, and what they write."""

from __future__ import annotations

import re

import pytest
from cli_project import (
    BROKEN,
    CONFIG,
    SPEC,
    Project,
    configured as configured,
    project as project,
)

SECOND = SPEC.replace("/pets", "/orders").replace("list_pets", "list_orders")


def test_generating_twice_changes_neither_bytes_nor_times(project: Project) -> None:
    first = project.generated("spec.yaml", "-o", "shop")
    before = project.state()
    second = project.generated("spec.yaml", "-o", "shop")
    assert project.state() == before
    ledger = "shop: 1 operation found, 1 generated, 0 skipped; "
    assert re.fullmatch(rf"{ledger}\d+ files created\n", first.output)
    assert second.output == f"{ledger}no file changed\n"
    assert first.messages == second.messages == ""


def test_only_what_changed_is_written(project: Project) -> None:
    project.generated("spec.yaml", "-o", "shop")
    before = project.state("shop")
    project.write("spec.yaml", SPEC.replace("name:", "label:"))
    done = project.generated("spec.yaml", "-o", "shop")
    after = project.state("shop")
    changed = {path for path in after if after[path] != before[path]}
    assert changed == {"shop/models/pets.py", "shop/.apimint.json"}
    assert done.output.endswith("; 2 files changed\n")


@pytest.mark.parametrize("specs", (["a.yaml", "b.yaml"], ["specs"], ["specs/*.yaml"]))
def test_several_specifications_are_one_client(
    project: Project, specs: list[str]
) -> None:
    folder = "specs/" if "specs" in specs[0] else ""
    project.write(f"{folder}a.yaml", SPEC)
    project.write(f"{folder}b.yaml", SECOND)
    done = project.generated(*specs, "-o", "shop")
    assert "2 operations found, 2 generated" in done.output
    api = sorted(path.name for path in (project.root / "shop/api").iterdir())
    assert api == ["__init__.py", "orders.py", "pets.py"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["spec.yaml"], "a SPEC needs -o DIR"),
        (["-o", "shop"], "-o DIR needs a SPEC"),
        (["missing.yaml", "-o", "shop"], "missing.yaml: error: there is no such file"),
        (["none*.yaml", "-o", "shop"], "none*.yaml: error: there is no such file"),
        (["--chek"], "Did you mean one of: '--check'"),
        ([], "no [[tool.apimint.client]] is configured"),
    ],
)
def test_a_wrong_command_line_is_explained(
    project: Project, arguments: list[str], message: str
) -> None:
    before = project.state()
    done = project.run("generate", *arguments)
    assert done.exit_code == 2
    assert message in done.messages
    assert project.state() == before


@pytest.mark.parametrize("name", ("my-client", "2shop", "class"))
def test_the_last_part_of_the_output_is_an_import_name(
    project: Project, name: str
) -> None:
    done = project.run("generate", "spec.yaml", "-o", name)
    assert done.exit_code == 2
    assert name in done.messages and not (project.root / name).exists()


def test_broken_input_leaves_the_last_good_output_alone(project: Project) -> None:
    project.generated("spec.yaml", "-o", "shop")
    before = project.state("shop")
    project.write("spec.yaml", BROKEN)
    done = project.run("generate", "spec.yaml", "-o", "shop")
    assert done.exit_code == 2
    assert done.output == ""
    assert project.state("shop") == before
    place, line, caret, *_, last = done.messages.splitlines()
    assert place.startswith("spec.yaml:11:49: error: `#/components/schemas/Pest` leads")
    assert line[caret.index("^") :].startswith("$ref")
    assert last == "nothing was written"


def test_one_broken_client_keeps_the_others_from_being_written(
    project: Project,
) -> None:
    project.write("broken.yaml", BROKEN)
    second = CONFIG.replace("spec.yaml", "broken.yaml").replace("shop", "other")
    project.write("apimint.toml", CONFIG + second)
    before = project.state()
    done = project.run("generate")
    assert done.exit_code == 2
    assert "broken.yaml:11:49: error:" in done.messages
    assert project.state() == before


def test_check_is_content_with_what_is_current(configured: Project) -> None:
    before = configured.state()
    done = configured.run("check")
    assert (done.exit_code, done.output) == (0, "clients/shop: up to date\n")
    assert configured.state() == before


def test_check_shows_a_file_that_was_edited(configured: Project) -> None:
    path = "clients/shop/models/pets.py"
    text = configured.read(path)
    configured.write(path, text.replace("name: str", "name: int"))
    before = configured.state()
    done = configured.run("check")
    assert done.exit_code == 1
    assert f"--- {path}\n+++ {path}\n" in done.output
    assert (
        "\n-    name: int | None = None\n+    name: str | None = None\n" in done.output
    )
    assert done.output.endswith("clients/shop: stale\n")
    assert configured.state() == before


@pytest.mark.parametrize("command", (["check"], ["generate", "--check"]))
def test_check_shows_what_an_edited_specification_would_change(
    configured: Project, command: list[str]
) -> None:
    configured.write("spec.yaml", SECOND)
    before = configured.state()
    done = configured.run(*command)
    assert done.exit_code == 1
    assert "--- /dev/null\n+++ clients/shop/api/orders.py\n" in done.output
    assert "--- clients/shop/api/pets.py\n+++ /dev/null\n" in done.output
    assert configured.state() == before


def test_the_report_says_it_all(project: Project) -> None:
    skipped = SPEC.replace(
        "components:",
        '    delete: {responses: {"204": {description: Gone.}}}\ncomponents:',
    )
    project.write("spec.yaml", skipped.replace("{name: {", "{na-me: {}, na_me: {"))
    project.write("apimint.toml", CONFIG + '[client.skip]\n"DELETE /pets" = "unsafe"\n')
    done = project.generated("--report", "report.json")
    report = project.json("report.json")
    assert set(report) == {"operations", "types", "files", "diagnostics"}
    assert report["operations"]["found"] == 2
    assert report["operations"]["generated"] == 1
    [skip] = report["operations"]["skipped"]
    assert skip["reason"] == "unsafe" and skip["location"].startswith("spec.yaml")
    assert "2 operations found, 1 generated, 1 skipped" in done.output
    assert report["types"] == 1
    assert {".apimint.json", "models/pets.py", "py.typed"} <= set(report["files"])
    [clash] = report["diagnostics"]
    assert set(clash) == {
        *("severity", "code", "message", "file", "line", "column", "pointer", "hint")
    }
    assert (clash["severity"], clash["code"]) == ("warning", "name-clash")
    assert (clash["file"], clash["line"], clash["column"]) == ("spec.yaml", 15, 38)
    assert clash["pointer"] == "/components/schemas/Pet/properties/na-me"


def test_the_report_of_a_failure_has_its_errors(project: Project) -> None:
    project.write("spec.yaml", BROKEN)
    done = project.run("generate", "spec.yaml", "-o", "shop", "--report", "report.json")
    assert done.exit_code == 2
    report = project.json("report.json")
    assert report["files"] == []
    [error] = report["diagnostics"]
    assert (error["severity"], error["line"], error["column"]) == ("error", 11, 49)
    assert "Pet" in error["hint"]


def test_one_report_tells_of_all_clients(project: Project) -> None:
    project.write("apimint.toml", CONFIG + CONFIG.replace("shop", "other"))
    project.generated("--report", "report.json")
    report = project.json("report.json")
    assert report["operations"]["found"] == report["types"] == 2
    files = {"clients/shop/client.py", "clients/other/client.py"}
    assert files <= set(report["files"])
    project.write("spec.yaml", BROKEN)
    assert project.run("generate", "--report", "report.json").exit_code == 2
    assert len(project.json("report.json")["diagnostics"]) == 2


def test_lenient_degrades_what_is_wrong(project: Project) -> None:
    project.write("spec.yaml", BROKEN)
    done = project.generated("spec.yaml", "-o", "shop", "--lenient")
    assert "spec.yaml:11:49: warning: " in done.messages
    assert "Call[Any]" in project.read("shop/api/pets.py")
    project.write("apimint.toml", CONFIG + "lenient = true\n")
    assert project.run("generate").exit_code == 0


def test_lenient_does_not_read_what_is_no_document(project: Project) -> None:
    project.write("spec.yaml", "a: [")
    done = project.run("generate", "spec.yaml", "-o", "shop", "--lenient")
    assert done.exit_code == 2 and "spec.yaml:1:" in done.messages
