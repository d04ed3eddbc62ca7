"""Swagger 2.0 documents → the canonical form."""

from __future__ import annotations

from pathlib import Path

import pytest
from apimint.diagnostics import Location
from dialect_files import Lowered, violations
from swagger_files import OPERATION, lowered, one, operation, swagger


@pytest.mark.parametrize("version", ["'2.0'", "2.0", "2"])
def test_sections_move_to_components_and_references_follow(
    tmp_path: Path, version: str
) -> None:
    body = """
definitions: {Pet: {properties: {mother: {$ref: '#/definitions/Pet'}}}, Name: {$ref: '#/definitions/Pet/properties/mother'}}
parameters: {limit: {name: limit, in: query, type: integer}, pet: {name: p, in: body, schema: {$ref: '#/definitions/Pet'}}, file: {name: f, in: formData, type: file}}
responses: {Gone: {description: gone}}
paths: {/a: {post: {parameters: [{$ref: '#/parameters/limit'}, {$ref: '#/parameters/pet'}], responses: {'404': {$ref: '#/responses/Gone'}}}}}
tags: [{name: pets}]
externalDocs: {url: https://a.example}
x-own: {$ref: '#/definitions/Pet'}
"""
    result = one(tmp_path, swagger(body, version))
    assert not result.diagnostics.items
    reference = {"$ref": "#/components/schemas/Pet"}
    content = {"application/json": {"schema": reference}}
    assert result.canonical.tree == {
        "openapi": "3.1.1",
        "info": {"title": "Pets", "version": "1"},
        "paths": {
            "/a": {
                "post": {
                    "parameters": [{"$ref": "#/components/parameters/limit"}],
                    "requestBody": {"$ref": "#/components/requestBodies/pet"},
                    "responses": {"404": {"$ref": "#/components/responses/Gone"}},
                }
            }
        },
        "tags": [{"name": "pets"}],
        "externalDocs": {"url": "https://a.example"},
        "x-own": {"$ref": "#/definitions/Pet"},
        "components": {
            "schemas": {
                "Pet": {"properties": {"mother": reference}},
                "Name": {"$ref": "#/components/schemas/Pet/properties/mother"},
            },
            "parameters": {
                "limit": {"name": "limit", "in": "query", "schema": {"type": "integer"}}
            },
            "requestBodies": {"pet": {"content": content}},
            "responses": {"Gone": {"description": "gone"}},
        },
    }
    schema = "/components/requestBodies/pet/content/application~1json/schema"
    assert result.origin(schema) == "api.yaml#/parameters/pet/schema"
    place = "/components/schemas/Pet/properties"
    assert result.origin(place) == "api.yaml#/definitions/Pet/properties"


@pytest.mark.parametrize(
    ("written", "urls"),
    [
        ("host: a.example\nbasePath: /v1/\nschemes: [http, https]\n", ["https://a.example/v1", "http://a.example/v1"]),
        ("host: a.example:80/\nschemes: [http]\n", ["http://a.example:80"]),
        ("host: a.example\nbasePath: /\n", ["https://a.example"]),
        ("basePath: v1\nschemes: [http]\n", ["/v1"]),
        ("basePath: /\nschemes: [http]\n", None),
    ],
)  # fmt: skip
def test_host_base_path_and_schemes_are_servers(
    tmp_path: Path, written: str, urls: list[str] | None
) -> None:
    result = one(tmp_path, swagger(written))
    assert not result.diagnostics.items
    servers = [{"url": url} for url in urls or ()]
    assert result.canonical.tree.get("servers") == (servers or None)
    if urls:
        key = "host" if "host" in written else "basePath"
        assert result.canonical.locate("/servers/0") == Location("api.yaml", f"/{key}")


def test_an_operation_has_schemes_of_its_own(tmp_path: Path) -> None:
    body = "host: http://a.example\nschemes: [https]\n"
    result = one(tmp_path, operation("schemes: [http], deprecated: true", body))
    assert result.at(f"{OPERATION}/servers") == [{"url": "http://a.example"}]
    assert result.origin(f"{OPERATION}/servers/0").endswith("/post/schemes/0")
    assert result.at(f"{OPERATION}/deprecated") is True
    assert result.at("/servers") == [{"url": "https://a.example"}]
    body = body.replace("http://", "")
    assert "servers" not in lowered(tmp_path, "schemes: [https]", body)
    assert "servers" not in lowered(tmp_path, "schemes: [http]")


@pytest.mark.parametrize(
    ("written", "code", "place"),
    [
        ("host: a.example\nschemes: [wss, https]\n", "dropped-scheme", "/schemes/0"),
        ("host: a.example\nschemes: [ws]\n", "dropped-scheme", "/schemes/0"),
        ("host: a.example\nschemes: [htps]\n", "unknown-scheme", "/schemes/0"),
        ("schemes: https\n", "wrong-shape", "/schemes"),
        ("host: [a]\n", "wrong-shape", "/host"),
        ("host: http://a.example\n", "ignored-value", "/host"),
        ("consumes: [1]\n", "wrong-shape", "/consumes"),
        ("servers: [{url: /v1}]\n", "newer-key", "/servers"),
        ("definitions: [a]\n", "wrong-shape", "/definitions"),
        ("parameters: [a]\n", "wrong-shape", "/parameters"),
        ("parameters: {a: 1}\n", "wrong-shape", "/parameters/a"),
        ("definitions: {A: {type: strnig}}\n", "unknown-type", "/definitions/A/type"),
        ("definitions: {A: {items: {$ref: '#/definitions/B'}}}\n", "unresolved-reference", "/definitions/A/items/$ref"),
        ("definitions: {A: {$ref: '#/definitions/B', minLength: 1}, B: {}}\n", "ignored-beside-ref", "/definitions/A/minLength"),
        ("definitions: {A: {items: [{}]}}\n", "ignored-value", "/definitions/A/items"),
        ("securityDefinitions: {a: {type: oauth2, flow: code}}\n", "unknown-flow", "/securityDefinitions/a/flow"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_place_in_the_text(
    tmp_path: Path, written: str, code: str, place: str
) -> None:
    told = one(tmp_path, swagger(written)).only()
    assert (told.code, told.location) == (code, Location("api.yaml", place))


SCHEMAS = [
    ("{type: number, minimum: 1, exclusiveMinimum: true}", {"type": "number", "exclusiveMinimum": 1}),
    ("{type: string, x-nullable: true, readOnly: true}", {"type": ["string", "null"], "readOnly": True}),
    ("{type: string, nullable: true}", {"type": ["string", "null"]}),
    (
        "{$ref: '#/definitions/B', x-nullable: true}",
        {"anyOf": [{"$ref": "#/components/schemas/B"}, {"type": "null"}]},
    ),
    ("{type: object, discriminator: kind}", {"type": "object", "discriminator": {"propertyName": "kind"}}),
    ("{type: file}", {"type": "string", "format": "binary"}),
    ("{type: array, items: {type: string}, collectionFormat: csv}", {"type": "array", "items": {"type": "string"}}),
    (
        "{type: array, items: [{type: file}], additionalItems: false}",
        {"type": "array", "items": False, "prefixItems": [{"type": "string", "format": "binary"}]},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), SCHEMAS)
def test_schemas(tmp_path: Path, before: str, after: object) -> None:
    result = one(tmp_path, swagger(f"definitions: {{A: {before}, B: {{}}}}\n"))
    assert not result.diagnostics.items
    assert result.at("/components/schemas/A") == after


def test_names_that_openapi_does_not_allow_are_changed_everywhere(
    tmp_path: Path,
) -> None:
    body = """
securityDefinitions: {my key: {type: apiKey, in: header, name: K}}
security: [{my key: []}]
definitions: {Page«Pet»: {type: object}, A: {$ref: '#/definitions/Page%C2%ABPet%C2%BB'}, Page_Pet: {}, Page-Pet»: {}, -Pet: {}, Page-Pet<: {}}
"""
    result = one(tmp_path, operation("security: [{my key: []}]", body.lstrip()))
    assert not result.diagnostics.items
    names = ["ApiPage_Pet", "A", "Page_Pet", "Page-Pet", "-Pet", "ApiPage-Pet"]
    assert list(result.at("/components/schemas")) == names
    assert result.at("/components/schemas/A/$ref").endswith("/ApiPage_Pet")
    assert result.origin("/components/schemas/ApiPage_Pet/type") == (
        "api.yaml#/definitions/Page«Pet»/type"
    )
    assert result.at("/security") == [{"my_key": []}]
    assert result.at(f"{OPERATION}/security") == [{"my_key": []}]
    assert list(result.at("/components/securitySchemes")) == ["my_key"]


def test_discriminators_name_what_is_not_called_as_its_value(tmp_path: Path) -> None:
    lines = """
  Pet: {type: object, discriminator: kind, properties: {kind: {type: string}}, required: [kind]}
  Plain: {allOf: [{$ref: '#/definitions/Pet'}]}
  My /~Cat: {allOf: [{$ref: '#/definitions/Pet'}, {type: object}]}
  Lion: {allOf: [{$ref: '#/definitions/My%20~1~0Cat'}, {properties: {}}], x-ms-discriminator-value: big}
  My Dog: {allOf: [{$ref: '#/definitions/Pet'}], x-ms-discriminator-value: dog}
  Ring: {allOf: [{$ref: '#/definitions/Ring'}], x-ms-discriminator-value: ring}
"""
    result = Lowered(tmp_path, {"api.yaml": swagger(f"definitions:{lines}")})
    assert not result.diagnostics.items
    assert result.at("/components/schemas/Pet/discriminator") == {
        "propertyName": "kind",
        "mapping": {
            "My /~Cat": "#/components/schemas/My_Cat",
            "big": "#/components/schemas/Lion",
            "dog": "#/components/schemas/My_Dog",
        },
    }
    place = "/components/schemas/Pet/discriminator/mapping"
    assert result.origin(place) == "api.yaml#/definitions/Pet/discriminator"


URL = "https://a.example"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{type: basic, description: d}", {"type": "http", "scheme": "basic", "description": "d"}),
        ("{type: apiKey, in: query, name: k}", {"type": "apiKey", "in": "query", "name": "k"}),
        (
            f"{{type: oauth2, flow: implicit, authorizationUrl: '{URL}', scopes: {{a: b}}}}",
            {"type": "oauth2", "flows": {"implicit": {"authorizationUrl": URL, "scopes": {"a": "b"}}}},
        ),
        (
            f"{{type: oauth2, flow: password, tokenUrl: '{URL}', x-a: 1}}",
            {"type": "oauth2", "x-a": 1, "flows": {"password": {"tokenUrl": URL, "scopes": {}}}},
        ),
        (
            f"{{type: oauth2, flow: application, tokenUrl: '{URL}'}}",
            {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": URL, "scopes": {}}}},
        ),
        (
            f"{{type: oauth2, flow: accessCode, authorizationUrl: '{URL}', tokenUrl: '{URL}'}}",
            {"type": "oauth2", "flows": {"authorizationCode": {"authorizationUrl": URL, "tokenUrl": URL, "scopes": {}}}},
        ),
    ],
)  # fmt: skip
def test_security_definitions(tmp_path: Path, before: str, after: object) -> None:
    result = one(tmp_path, swagger(f"securityDefinitions: {{s: {before}}}\n"))
    assert not result.diagnostics.items
    assert result.at("/components/securitySchemes/s") == after


def test_sections_of_openapi_3_are_joined_to_those_of_swagger(tmp_path: Path) -> None:
    body = """
host: a.example
servers: [{url: /v1}]
components: {schemas: {A: {type: string}, B: {type: string}}, examples: {E: {}}}
definitions: {B: {$ref: '#/components/schemas/A'}}
webhooks: {}
"""
    result = one(tmp_path, swagger(body))
    assert result.at("/servers") == [{"url": "/v1"}]
    assert result.origin("/servers/0") == "api.yaml#/servers/0"
    a = {"$ref": "#/components/schemas/A"}
    schemas = {"A": {"type": "string"}, "B": a}
    assert result.at("/components") == {"schemas": schemas, "examples": {"E": {}}}
    assert result.origin("/components/schemas/A") == "api.yaml#/components/schemas/A"
    written = result.canonical.documents[0].tree["components"]  # type: ignore[index, call-overload]
    assert written["schemas"]["B"] == {"type": "string"}  # type: ignore[index, call-overload]
    newer = ["/components", "/servers", "/webhooks"]
    told = [("newer-key", Location("api.yaml", each)) for each in newer]
    assert result.said() == told


def test_what_stands_beside_a_reference_can_still_be_referred_to(
    tmp_path: Path,
) -> None:
    body = "definitions: {A: {$ref: '#/definitions/B', items: {type: string}}, B: {}, C: {$ref: '#/definitions/A/items'}}\n"
    result = one(tmp_path, swagger(body))
    assert result.at("/components/schemas/C/$ref") == "#/components/schemas/items"
    assert result.at("/components/schemas/items") == {"type": "string"}


def test_what_several_files_hold_is_lowered_by_the_same_rules(tmp_path: Path) -> None:
    files = {
        "api.yaml": swagger(
            "paths: {/a: {$ref: 'a/paths.yaml#/a'}}\n"
            "definitions: {Pet: {type: object}}\n"
            "parameters: {pet: {$ref: 'a/common.yaml#/pet'}}\n"
        ),
        "a/paths.yaml": "a: {post: {consumes: [text/json], parameters: [{$ref: '../api.yaml#/parameters/pet'}, {$ref: 'common.yaml#/q'}],"
        " responses: {'200': {$ref: 'common.yaml#/ok'}}},"
        " put: {parameters: [{$ref: 'common.yaml#/pet'}], responses: {'200': {$ref: 'common.yaml#/ok'}}}}\n",
        "a/common.yaml": "pet: {name: pet, in: body, schema: {$ref: 'pets.yaml#/Pet'}}\n"
        "q: {name: q, in: query, type: array, items: {type: strnig}}\n"
        "ok: {description: ok, schema: {$ref: '../api.yaml#/definitions/Pet'}}\n",
        "a/pets.yaml": "Pet: {type: string, x-nullable: true}\n",
    }
    result = Lowered(tmp_path, files, "api.yaml")
    assert not violations(result.canonical)
    item = "/components/pathItems/a"
    pet = {"schema": {"$ref": "#/components/schemas/PetsPet"}}
    post = result.at(f"{item}/post")
    assert post["requestBody"] == {"content": {"text/json": pet}}
    assert result.at(f"{item}/put/requestBody") == {
        "$ref": "#/components/requestBodies/pet"
    }
    assert result.at("/components/requestBodies/pet") == {
        "content": {"application/json": pet}
    }
    assert result.at("/components/schemas/PetsPet") == {"type": ["string", "null"]}
    ok = result.at("/components/responses/ok/content/application~1json/schema")
    assert ok == {"$ref": "#/components/schemas/Pet"}
    told = result.only()
    assert told.location == Location("a/common.yaml", "/q/items/type")
    assert [step.pointer for step in told.trail] == [
        "/paths/~1a/$ref",
        "/a/post/parameters/1/$ref",
    ]
    place = f"{item}/post/requestBody/content/text~1json/schema"
    assert result.origin(place) == "a/common.yaml#/pet/schema"
