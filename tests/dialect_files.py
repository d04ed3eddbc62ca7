"""What the tests of the dialects share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from apimint.diagnostics import Diagnostic, Diagnostics, Location, Severity
from apimint.dialects import Canonical, lower
from apimint.source import Sources, pointer
from openapi_spec_validator import OpenAPIV31SpecValidator


class Lowered:
    """A canonical document and what was said on the way to it."""

    def __init__(self, folder: Path, files: dict[str, str], *roots: str) -> None:
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        sources, self.diagnostics = Sources(), Diagnostics()
        opened = [
            document
            for name in roots or files
            for document in sources.open_all(folder / name, name)
        ]
        self.canonical: Canonical = lower(opened, sources, self.diagnostics)

    def at(self, place: str) -> Any:
        return pointer.get(self.canonical.tree, place)

    def origin(self, place: str) -> str:
        found = self.canonical.locate(place)
        return f"{found.file}#{found.pointer}"

    def said(self, severity: Severity | None = None) -> list[tuple[str, Location]]:
        items = self.diagnostics.items
        chosen = [d for d in items if severity is None or d.severity is severity]
        return [(d.code, d.location) for d in chosen]

    def only(self) -> Diagnostic:
        (diagnostic,) = self.diagnostics.items
        return diagnostic


def violations(canonical: Canonical) -> list[str]:
    """What a strict validator says against a canonical document."""
    errors = OpenAPIV31SpecValidator(canonical.tree).iter_errors()
    return [str(error.message) for error in errors]


def document(version: str, body: str) -> str:
    """A document whose sections after `info` are `body`."""
    head = f"openapi: {version}\ninfo: {{title: Pets, version: '1'}}\n"
    return head + (body if "paths:" in body else "paths: {}\n" + body)


def schemas(text: str) -> str:
    """The `components` section with these schemas, each a line `Name: {…}`."""
    lines = "".join(f"    {line}\n" for line in text.strip().splitlines())
    return f"components:\n  schemas:\n{lines}"
