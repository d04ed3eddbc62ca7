"""What generated modules use of the runtime is reserved: nothing of an API hides it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import runtime_copy  # noqa: F401 - makes `vendored` importable
from apimint.python.reserved import CLASS_NAMES, PARAMETER_NAMES, RESOURCE_NAMES
from apimint.python.runtime_classes import BODIES, STREAMS
from vendored._runtime import AsyncClientBase, SyncClient

ROOT = Path(__file__).parents[1]
RESERVED = CLASS_NAMES | PARAMETER_NAMES | BODIES | STREAMS


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if (
            isinstance(node, ast.ImportFrom)
            and node.level
            and node.module == "_runtime"
        ):
            yield from (each.name for each in node.names)


def test_imports_of_api_modules_are_reserved() -> None:
    shown = [*ROOT.glob("tests/cases/*/expected/api/*.py")]
    shown += ROOT.glob("generated/*/api/*.py")
    names = {name for path in shown for name in imported(path)}
    assert {"Call", "coded", "EventStream"} <= names
    assert names - RESERVED == set()


@pytest.mark.parametrize("client", [SyncClient, AsyncClientBase])
def test_attributes_of_the_client_are_no_resources(client: type) -> None:
    public = {name for name in dir(client) if not name.startswith("_")}
    assert {"send", "stream"} <= public <= RESOURCE_NAMES
