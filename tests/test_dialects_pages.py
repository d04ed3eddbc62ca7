"""Documentation pages with a pre-digested OpenAPI block → the canonical form."""

from __future__ import annotations

from pathlib import Path

import pytest
from apimint.diagnostics import Location
from dialect_files import Lowered
from dialect_pages import (
    OPERATION,
    PLACEHOLDER,
    SHOP,
    STRING,
    media,
    operation,
    page,
    pet,
    secured,
    text,
)


def test_the_page_gives_title_summary_and_description_and_nothing_is_invented(
    tmp_path: Path,
) -> None:
    assert page(tmp_path).canonical.tree == {
        "openapi": "3.1.1",
        "info": {"title": "Add", "version": "unknown"},
        "servers": [{"url": SHOP}],
        "paths": {
            "/v1/pets": {
                "post": {
                    "summary": "Add",
                    "description": "Adds a pet.",
                    "responses": {"204": {"description": "Done."}},
                    "security": [],
                }
            }
        },
        "components": {"schemas": {}},
    }


def test_without_a_title_the_operation_names_the_document(tmp_path: Path) -> None:
    files = {"a.md": text(operation(), title="null")}
    result = Lowered(tmp_path, files)
    assert result.at("/info/title") == "POST /v1/pets"
    assert "summary" not in result.at(OPERATION)


def test_a_webhook_stands_under_webhooks(tmp_path: Path) -> None:
    block = operation(path="sold", type="webhook", response={})
    result = Lowered(tmp_path, {"a.md": text(block, "webhook sold")})
    assert not result.diagnostics.items
    assert result.at("/paths") == {}
    assert result.at("/webhooks/sold/post") == {
        "summary": "Add",
        "description": "Adds a pet.",
        "security": [],
    }


def test_each_page_of_a_file_is_an_operation(tmp_path: Path) -> None:
    methods = ("get", "put", "post")
    pages = [text(operation(method=each), f"{each} /v1/pets") for each in methods]
    result = Lowered(tmp_path, {"site.txt": "\n".join(pages)})
    assert not result.diagnostics.items
    assert tuple(result.at("/paths/~1v1~1pets")) == methods
    assert result.origin(f"{OPERATION}/responses/204") == (
        "site.txt#/2/paths/response/204"
    )


def test_servers_lose_the_types_of_their_variables(tmp_path: Path) -> None:
    variables = {"a": {"type": "string", "default": "x"}, "b": {"enum": ["p", "q"]}}
    result = page(
        tmp_path, servers=[{"url": "https://{a}.{b}", "variables": variables}]
    )
    assert result.at("/servers/0/variables") == {
        "a": {"default": "x"},
        "b": {"enum": ["p", "q"], "default": "p"},
    }


def test_security_becomes_requirements_and_schemes(tmp_path: Path) -> None:
    key = {"type": "apiKey", "description": "A key."}
    entries = [
        secured("Bearer", Authorization={"type": "http", "scheme": "bearer"}),
        secured("id & sign", **{"X-Id": key, "X-Sign": key}),
        secured("oauth", Authorization={"type": "oauth2"}),
        secured(""),
    ]
    result = page(tmp_path, security=entries)
    assert result.at(f"{OPERATION}/security") == [
        {"Bearer": []},
        {"id": [], "sign": []},
        {"oauth": []},
        {},
    ]
    assert result.at("/components/securitySchemes") == {
        "Bearer": {"type": "http", "scheme": "bearer"},
        "id": {**key, "in": "header", "name": "X-Id"},
        "sign": {**key, "in": "header", "name": "X-Sign"},
        "oauth": {"type": "http", "scheme": "bearer"},
    }


def test_parameters(tmp_path: Path) -> None:
    tags = {"type": "array", "items": {"allOf": [STRING]}, "required": True}
    sizes = [
        {"type": "enum<integer>", "enum": [1, 2], "description": "S"},
        {"type": "null"},
    ]
    query = {
        "tags": {"schema": [tags], "style": "form", "explode": False},
        "size": {"schema": sizes},
        "free": {"schema": [{"type": "any", "required": False}]},
    }
    path = "/v1/{shop}/pets"
    block = operation(path=path, parameters={"path": {}, "query": query})
    result = Lowered(tmp_path, {"a.md": text(block, f"post {path}")})
    assert result.at("/paths/~1v1~1{shop}~1pets/post/parameters") == [
        {
            "name": "tags",
            "in": "query",
            "required": True,
            "style": "form",
            "explode": False,
            "schema": {"type": "array", "items": STRING},
        },
        {
            "name": "size",
            "in": "query",
            "description": "S",
            "schema": {
                "anyOf": [{"type": "integer", "enum": [1, 2]}, {"type": "null"}]
            },
        },
        {"name": "free", "in": "query", "schema": {}},
        {"name": "shop", "in": "path", "required": True, "schema": STRING},
    ]
    assert [code for code, _ in result.said()] == ["undeclared-parameter"]
    place = "/paths/~1v1~1{shop}~1pets/post/parameters/0/schema/items"
    assert result.origin(place) == (
        "a.md#/paths/request/parameters/query/tags/schema/0/items/allOf/0"
    )


def test_bodies(tmp_path: Path) -> None:
    entry = {
        "type": "object",
        "properties": {
            "a": {"allOf": [STRING]},
            "b": {"allOf": [STRING, {"maxLength": 3}]},
        },
        "required": True,
        "requiredProperties": ["a"],
        "additionalProperties": {"allOf": [{"type": "integer"}]},
        "title": "T",
    }
    upload = {"type": "file", "contentEncoding": "binary", "required": True}
    body = {**media(entry), "image/png": {"schemaArray": [upload]}}
    result = page(tmp_path, body=body)
    assert result.at(f"{OPERATION}/requestBody") == {
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "additionalProperties": {"type": "integer"},
                    "title": "T",
                    "properties": {
                        "a": STRING,
                        "b": {"allOf": [STRING, {"maxLength": 3}]},
                    },
                    "required": ["a"],
                }
            },
            "image/png": {
                "schema": {
                    "type": "string",
                    "format": "binary",
                    "contentEncoding": "binary",
                }
            },
        },
        "required": True,
    }


def test_responses(tmp_path: Path) -> None:
    response = {
        "200": media(
            {"type": "array", "items": {"allOf": [STRING]}},
            {"type": "null"},
            description="ok",
        ),
        "204": PLACEHOLDER,
        "4XX": {},
    }
    result = page(tmp_path, response=response)
    union = {"anyOf": [{"type": "array", "items": STRING}, {"type": "null"}]}
    assert result.at(f"{OPERATION}/responses") == {
        "200": {
            "description": "ok",
            "content": {"application/json": {"schema": union}},
        },
        "204": {"description": "Done."},
        "4XX": {"description": ""},
    }


def test_both_views_of_a_schema_become_one_component(tmp_path: Path) -> None:
    """Rule 8: the response's order; what only one view shows travels one way."""
    state = {"$ref": "#/components/schemas/State", "readOnly": True}
    request = {"secret": STRING, "name": STRING, "state": state}
    response = {"id": STRING, "name": STRING, "state": state}
    result = page(
        tmp_path,
        body=media(pet(request, required=True, requiredProperties=["name", "secret"])),
        response={"200": media(pet(response, requiredProperties=["id", "name"]))},
        schemas={"State": {"type": "string", "nullable": True}},
    )
    assert not result.diagnostics.items
    schemas = result.at("/components/schemas")
    assert list(schemas) == ["State", "Pet"]
    assert schemas["State"] == {"type": ["string", "null"]}
    assert schemas["Pet"] == {
        "type": "object",
        "properties": {
            "id": {"type": "string", "readOnly": True},
            "name": STRING,
            "state": state,
            "secret": {"type": "string", "writeOnly": True},
        },
        "required": ["id", "name", "secret"],
    }
    assert list(schemas["Pet"]["properties"]) == ["id", "name", "state", "secret"]
    reference = {"$ref": "#/components/schemas/Pet"}
    body = f"{OPERATION}/requestBody/content/application~1json/schema"
    assert result.at(body) == reference
    top = "/paths/response/200/application~1json/schemaArray/0"
    written = "/paths/request/body/application~1json/schemaArray/0"
    properties = "/components/schemas/Pet/properties"
    assert result.origin("/components/schemas/Pet") == f"add.md#{top}"
    assert (
        result.origin(f"{properties}/id/type")
        == f"add.md#{top}/properties/id/allOf/0/type"
    )
    assert (
        result.origin(f"{properties}/secret")
        == f"add.md#{written}/properties/secret/allOf/0"
    )


def test_views_that_contradict_each_other_are_reported_at_both_places(
    tmp_path: Path,
) -> None:
    request = media(pet({"a": {"type": "integer", "description": "written"}}))
    response = {"200": media(pet({"a": {"type": "string", "description": "read"}}))}
    result = page(tmp_path, body=request, response=response)
    assert result.at("/components/schemas/Pet/properties/a/type") == "string"
    entry = "application~1json/schemaArray/0/properties/a/allOf/0"
    assert result.said() == [
        ("page-view-conflict", Location("add.md", f"/paths/response/200/{entry}")),
        ("page-view-conflict", Location("add.md", f"/paths/request/body/{entry}")),
    ]


def test_a_component_that_the_page_holds_is_not_made_again(tmp_path: Path) -> None:
    result = page(
        tmp_path, body=media(pet({"a": STRING})), schemas={"Pet": {"title": "own"}}
    )
    assert result.at("/components/schemas") == {"Pet": {"title": "own"}}


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("example", {"a": "<string>", "b": "real"}, False),
        ("example", {"a": 123}, False),
        ("example", [{"a": True}], False),
        ("example", "2023-11-07T05:31:56Z", False),
        ("example", {"a": "Rex", "b": 5}, True),
        ("full", {"a": "<string>"}, True),
    ],
)
def test_only_examples_written_by_people_are_kept(
    tmp_path: Path, name: str, value: object, kept: bool
) -> None:
    result = page(tmp_path, body=media(STRING, examples={name: {"value": value}}))
    found = result.at(f"{OPERATION}/requestBody/content/application~1json")
    assert ("examples" in found) is kept


def test_an_empty_union_restricts_nothing(tmp_path: Path) -> None:
    result = page(tmp_path, schemas={"A": {"oneOf": [], "title": "t"}})
    assert result.at("/components/schemas/A") == {"title": "t"}
