"""What the tests of the Swagger 2.0 dialect share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from apimint.diagnostics import Severity
from dialect_files import Lowered, violations

OPERATION = "/paths/~1pets~1{id}/post"
PARAMETERS = f"{OPERATION}/parameters"
PET = "{$ref: '#/definitions/Pet'}"
BODY = f"{{name: pet, in: body, schema: {PET}}}"
DEFINED = "definitions: {Pet: {type: object}}\n"
REF = {"$ref": "#/components/schemas/Pet"}
JSON = "application/json"
OK = "{description: ok}"
ID = "{name: id, in: path, required: true, type: string}"


def swagger(body: str, version: str = "'2.0'") -> str:
    """A document whose sections after `info` are `body`."""
    head = f"swagger: {version}\ninfo: {{title: Pets, version: '1'}}\n"
    return head + (body if "paths:" in body else "paths: {}\n" + body)


def operation(keys: str, body: str = "", shared: str = "") -> str:
    """A document of one operation with these keys, in flow style."""
    parts = [keys, "" if "responses" in keys else f"responses: {{'200': {OK}}}"]
    post = ", ".join(part for part in parts if part)
    given = f"[{ID}, {shared}]" if shared else f"[{ID}]"
    item = f"{{parameters: {given}, post: {{{post}}}}}"
    return swagger(f"{body}paths:\n  /pets/{{id}}: {item}\n")


def one(folder: Path, text: str) -> Lowered:
    result = Lowered(folder, {"api.yaml": text})
    assert result.said(Severity.ERROR) or not violations(result.canonical)
    return result


def lowered(folder: Path, keys: str, body: str = "", shared: str = "") -> Any:
    """What becomes of an operation that nothing is said about."""
    result = one(folder, operation(keys, body, shared))
    assert not result.diagnostics.items
    return result.at(OPERATION)
