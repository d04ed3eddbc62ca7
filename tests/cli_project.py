"""A small project in a folder, and the command line run in it."""

from __future__ import annotations

import json
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from apimint.cli import main
from click.testing import CliRunner

SPEC = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: "https://api.example.com"}]
paths:
  /pets:
    get:
      operationId: list_pets
      responses:
        "200":
          description: Pets.
          content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string}}}
"""
BROKEN = SPEC.replace("schemas/Pet", "schemas/Pest")
CONFIG = """\
[[client]]
spec = "spec.yaml"
output = "clients"
package = "shop"
"""


@dataclass(frozen=True, slots=True)
class Done:
    """What a command printed, and its exit code."""

    exit_code: int
    output: str
    messages: str


@dataclass(frozen=True, slots=True)
class Project:
    root: Path

    def run(self, *arguments: str) -> Done:
        """Run the command in the project; an exception that escapes fails the test."""
        with chdir(self.root):
            result = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert "Traceback" not in result.output
        return Done(result.exit_code, result.stdout, result.stderr)

    def generated(self, *arguments: str) -> Done:
        """Run `generate`, which succeeds."""
        done = self.run("generate", *arguments)
        assert done.exit_code == 0, done.messages
        return done

    def write(self, path: str, text: str) -> Path:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
        return target

    def read(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def json(self, path: str) -> Any:
        return json.loads(self.read(path))

    def state(self, path: str = ".") -> dict[str, tuple[bytes, int]]:
        """Every file's bytes, and when it was last written."""
        return {
            file.relative_to(self.root).as_posix(): (
                file.read_bytes(),
                file.stat().st_mtime_ns,
            )
            for file in sorted((self.root / path).rglob("*"))
            if file.is_file()
        }


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A folder with a specification and nothing else."""
    found = Project(tmp_path)
    found.write("spec.yaml", SPEC)
    return found


@pytest.fixture
def configured(project: Project) -> Project:
    """The same with a configuration, and its client generated into clients/shop."""
    project.write("apimint.toml", CONFIG)
    project.generated()
    return project
