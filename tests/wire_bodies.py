"""A document with every kind of body that a request can have."""

from __future__ import annotations

from typing import Any

TEXT: dict[str, Any] = {"type": "string"}
TEXTS: dict[str, Any] = {"type": "array", "items": TEXT}
INTEGER: dict[str, Any] = {"type": "integer"}
MAP: dict[str, Any] = {"type": "object", "additionalProperties": TEXT}
BINARY: dict[str, Any] = {"type": "string", "format": "binary"}
BASE64: dict[str, Any] = {"type": "string", "format": "byte"}
POINT: dict[str, Any] = {
    "type": "object",
    "required": ["x"],
    "properties": {"x": INTEGER, "label": {"type": ["string", "null"]}},
}
FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data"


def body(
    media_type: str, schema: dict[str, Any] | None, required: bool = True, **more: Any
) -> dict[str, Any]:
    """OpenAPI's Request Body Object of one media type."""
    described = {} if schema is None else {"schema": schema}
    return {"required": required, "content": {media_type: {**described, **more}}}


def fields(*required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": [*required], "properties": properties}


STYLED = fields(
    *(),
    deep=POINT,
    flat=TEXTS,
    spaces=TEXTS,
    pipes=TEXTS,
    spread=MAP,
    reserved=TEXT,
    pair={"type": "object", "additionalProperties": TEXT},
    quoted=TEXT,
    quotes=TEXTS,
    usual=POINT,
)
STYLES: dict[str, Any] = {
    "deep": {"style": "deepObject"},
    "flat": {"explode": False},
    "spaces": {"style": "spaceDelimited", "explode": False},
    "pipes": {"style": "pipeDelimited", "explode": False},
    "spread": {"style": "form"},
    "reserved": {"allowReserved": True},
    "pair": {"explode": False, "allowReserved": True},
    "quoted": {"contentType": "application/json"},
    "quotes": {"contentType": "application/json"},
    "absent": {"style": "deepObject"},
}
BODIES: dict[str, Any] = {
    "form": body(
        FORM,
        fields(
            "text",
            text=TEXT,
            number={"type": "number"},
            flag={"type": "boolean"},
            tags=TEXTS,
            point=POINT,
            points={"type": "array", "items": POINT},
            grid={"type": "array", "items": {"type": "array", "items": INTEGER}},
            when={"type": "string", "format": "date-time"},
            data=BASE64,
            note={"type": ["string", "null"]},
        ),
    ),
    "styled": body(FORM, STYLED, encoding=STYLES),
    "parts": body(
        PARTS,
        fields(
            "text",
            text=TEXT,
            number={"type": "number"},
            tags=TEXTS,
            file=BINARY,
            files={"type": "array", "items": BINARY},
            raw={},
            media={"type": "string", "contentMediaType": "application/octet-stream"},
            thumb=BASE64,
            thumbs={"type": "array", "items": BASE64},
            point=POINT,
            points={"type": "array", "items": POINT},
            other=POINT,
            latin=TEXT,
        ),
        encoding={
            "file": {"contentType": "image/png, image/jpeg", "headers": {"X-Rate": {"schema": INTEGER}}},
            "thumbs": {"contentType": "image/gif"},
            "other": {"contentType": "application/vnd.x+json"},
            "latin": {"contentType": "text/plain; charset=iso-8859-1"},
        },
    ),
    "styled_parts": body(PARTS, STYLED, encoding=STYLES),
    "mixed": body(
        "multipart/mixed",
        {"type": "array", "prefixItems": [POINT, BINARY, TEXT, {"type": "array", "items": TEXT}]},
        prefixEncoding=[{}, {"contentType": "image/png"}],
    ),
    "related": body(
        'multipart/related; type="text/HTML"',
        {"type": "array", "prefixItems": [TEXT], "items": BINARY},
        prefixEncoding=[{"contentType": "text/html"}],
        itemEncoding={"contentType": "image/gif, image/*"},
    ),
    "pictures": body("multipart/mixed", None, itemSchema=BINARY, itemEncoding={"contentType": "image/jpeg"}),
    "named": body("multipart/mixed", fields(a=TEXT, b=POINT), encoding={"a": {"contentType": "text/csv"}}),
    "text": body("text/plain", TEXT),
    "latin": body("text/plain; charset=iso-8859-1", TEXT),
    "octets": body("application/octet-stream", BINARY),
    "json_charset": body("application/json; charset=utf-8", POINT),
    "json_profile": body('application/LD+json; profile="https://example.org/A"', POINT),
    "optional": body("application/json", POINT, False),
    "optional_form": body(FORM, STYLED, False, encoding=STYLES),
    "optional_null": body("application/json", {"type": ["integer", "null"]}, False),
    "null": body("application/json", {"type": ["integer", "null"]}),
    "any_image": body("image/*", None),
    "anything": body("*/*", BINARY),
}  # fmt: skip


def document(version: str = "3.2.0", **only: Any) -> dict[str, Any]:
    """OpenAPI with an operation for each body; its name is its path."""
    paths: dict[str, Any] = {}
    for name, described in (only or BODIES).items():
        operation = {"operationId": name, "tags": ["wire"], "requestBody": described}
        paths[f"/{name}"] = {
            "post": {**operation, "responses": {"204": {"description": "Understood."}}}
        }
    servers = [{"url": "https://api.example.com"}]
    info = {"title": "Bodies", "version": "1"}
    return {"openapi": version, "info": info, "servers": servers, "paths": paths}
