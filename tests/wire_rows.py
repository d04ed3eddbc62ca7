"""A parameter in one of its forms, with values and what they are on the wire."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

REFUSED, ABSENT = "(refused)", "(absent)"
STRING: dict[str, Any] = {"type": "string"}
ARRAY: dict[str, Any] = {"type": "array", "items": {"type": "string"}}
INTEGER = {"type": "integer"}
OBJECT: dict[str, Any] = {
    "type": "object",
    "properties": {"R": INTEGER, "G": INTEGER, "B": INTEGER},
}
TEXTS: dict[str, Any] = {"type": "object", "additionalProperties": {"type": "string"}}
DEEP: dict[str, Any] = {"type": "object", "additionalProperties": True}

BLUE, COLORS, RGB = "blue", ["blue", "black", "brown"], {"R": 100, "G": 200, "B": 150}
ODD = "a/b?c#d&e=f+g,h;i j|k%é~"
QUOTED = "a%2Fb%3Fc%23d%26e%3Df%2Bg%2Ch%3Bi%20j%7Ck%25%C3%A9~"
RESERVED = "a/b?c=d;e,f:g@h!i$j'k(l)m*n"


@dataclass(frozen=True)
class Row:
    """A parameter called `color`, and pairs of values with what they are on the wire."""

    place: str
    said: dict[str, Any]
    schema: dict[str, Any]
    values: list[tuple[Any, str]] = field(repr=False)

    @property
    def parameter(self) -> dict[str, Any]:
        """OpenAPI's Parameter Object."""
        described = {} if "content" in self.said else {"schema": self.schema}
        own = {"name": "color", "in": self.place, "required": self.place == "path"}
        return {**own, **self.said, **described}

    @property
    def title(self) -> str:
        said = " ".join(f"{key}={value}" for key, value in self.said.items())
        kind = str(self.schema["type"])
        return f"{self.place:<11} {said[:52]:<52} {kind:<7}"


def rows(
    place: str, said: dict[str, Any], values: tuple[tuple[Any, str], ...]
) -> list[Row]:
    """A row for each of the types that the values have."""
    kinds = [(STRING, str), (ARRAY, list), (TEXTS, dict)]
    found = [
        (schema, [pair for pair in values if isinstance(pair[0], kind)])
        for schema, kind in kinds
    ]
    return [Row(place, said, schema, pairs) for schema, pairs in found if pairs]


def document(rows: list[Row]) -> dict[str, Any]:
    """An OpenAPI document with an operation for each row: `p3` is that of the third."""
    paths: dict[str, Any] = {}
    for number, row in enumerate(rows):
        path = f"/p{number}" + ("/{color}" if row.place == "path" else "")
        answer = {
            "200": {"description": "What came.", "content": {"application/json": {}}}
        }
        operation = {"operationId": f"p{number}", "tags": ["wire"], "responses": answer}
        paths[path] = {"get": {**operation, "parameters": [row.parameter]}}
    info = {"title": "Wire", "version": "1"}
    servers = [{"url": "https://api.example.com"}]
    return {"openapi": "3.2.0", "info": info, "servers": servers, "paths": paths}
