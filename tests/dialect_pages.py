"""Documentation pages, put together from their parts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from apimint.diagnostics import Severity
from apimint.source import dump
from dialect_files import Lowered, violations

SHOP = "https://api.shop.example"
STRING = {"type": "string"}
OPERATION = "/paths/~1v1~1pets/post"


PLACEHOLDER = {
    "_mintlify/placeholder": {
        "schemaArray": [{"type": "any", "description": "Done."}],
        "examples": {},
        "description": "Done.",
    }
}


def operation(**parts: Any) -> dict[str, Any]:
    """A page's block, as data: a POST with nothing in it but what `parts` say."""
    paths: dict[str, Any] = {
        "path": parts.pop("path", "/v1/pets"),
        "method": parts.pop("method", "post"),
        "servers": [{"url": SHOP}],
        "request": {
            "security": parts.pop("security", []),
            "parameters": parts.pop("parameters", {}),
            "body": parts.pop("body", {}),
        },
        "response": parts.pop("response", {"204": PLACEHOLDER}),
        "deprecated": False,
        "type": "path",
    }
    components = {"schemas": parts.pop("schemas", {})}
    return {"paths": {**paths, **parts}, "components": components}


def media(*entries: Any, **more: Any) -> dict[str, Any]:
    return {"application/json": {"schemaArray": list(entries), **more}}


def pet(names: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An inlined schema `Pet` with these properties."""
    wrapped = {name: {"allOf": [schema]} for name, schema in names.items()}
    identifier = "#/components/schemas/Pet"
    return {
        "type": "object",
        "properties": wrapped,
        "refIdentifier": identifier,
        **more,
    }


def text(
    block: dict[str, Any], header: str = "post /v1/pets", title: str = "Add"
) -> str:
    quote = "\n> Adds a pet.\n" if title == "Add" else ""
    return f"# {title}\n{quote}\n## OpenAPI\n\n````yaml {header}\n{dump(block)}\n````\n"


def page(folder: Path, **parts: Any) -> Lowered:
    result = Lowered(folder, {"add.md": text(operation(**parts))})
    assert result.said(Severity.ERROR) or not violations(result.canonical)
    return result


def secured(title: str, **headers: Any) -> dict[str, Any]:
    return {
        "title": title,
        "parameters": {"query": {}, "header": headers, "cookie": {}},
    }
