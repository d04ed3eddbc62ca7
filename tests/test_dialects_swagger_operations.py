"""Swagger 2.0's parameters and responses → the canonical form."""

from __future__ import annotations

from pathlib import Path

import pytest
from apimint.diagnostics import Location
from source_files import tree
from swagger_files import (
    BODY,
    DEFINED,
    JSON,
    OPERATION,
    PARAMETERS,
    PET,
    REF,
    lowered,
    one,
    operation,
    swagger,
)


def test_what_describes_a_parameters_value_is_its_schema(tmp_path: Path) -> None:
    query = (
        "{name: n, in: query, description: d, required: true, type: integer,"
        " format: int64, enum: [1, 2], default: 1, minimum: 0, x-a: 1,"
        " allowEmptyValue: true, deprecated: true, example: 2, x-enum-varnames: [A, B], x-nullable: true}"
    )
    result = one(tmp_path, operation(f"parameters: [{query}]"))
    assert not result.diagnostics.items
    assert result.at(f"{PARAMETERS}/0") == {
        "name": "n",
        "in": "query",
        "description": "d",
        "required": True,
        "x-a": 1,
        "allowEmptyValue": True,
        "deprecated": True,
        "example": 2,
        "schema": {
            "type": ["integer", "null"],
            "format": "int64",
            "enum": [1, 2, None],
            "default": 1,
            "minimum": 0,
            "x-enum-varnames": ["A", "B"],
        },
    }
    place = f"{PARAMETERS}/0"
    assert result.origin(f"{place}/schema/format") == f"api.yaml#{place}/format"
    schema = {"schema": {"type": "string"}}
    path = {"name": "id", "in": "path", "required": True, **schema}
    assert result.at("/paths/~1pets~1{id}/parameters/0") == path


@pytest.mark.parametrize(
    ("place", "said", "style", "code"),
    [
        ("query", "", ("form", False), ""),
        ("query", "csv", ("form", False), ""),
        ("query", "multi", ("form", True), ""),
        ("query", "ssv", ("spaceDelimited", False), ""),
        ("query", "pipes", ("pipeDelimited", False), ""),
        ("query", "tsv", ("form", False), ""),
        ("query", "pipe", ("form", False), "unknown-format"),
        ("header", "csv", None, ""),
        ("header", "pipes", None, ""),
        ("path", "ssv", None, ""),
        ("path", "multi", None, "no-equal-style"),
    ],
)
def test_collection_formats_are_styles(
    tmp_path: Path, place: str, said: str, style: tuple[str, bool] | None, code: str
) -> None:
    name = "id" if place == "path" else "a"
    written = f"name: {name}, in: {place}, type: array, items: {{type: string}}"
    written += f", collectionFormat: {said}" if said else ""
    result = one(tmp_path, operation(f"parameters: [{{{written}}}]"))
    found = result.at(f"{PARAMETERS}/0")
    schema = {"type": "array", "items": {"type": "string"}}
    more = {"style": style[0], "explode": style[1]} if style else {}
    has_no_equal = said == "tsv" or (place != "query" and said not in ("csv", "multi"))
    more |= {"x-collectionFormat": said} if has_no_equal else {}
    more |= {"required": True} if place == "path" else {}
    assert found == {"name": name, "in": place, "schema": schema, **more}
    where = Location("api.yaml", f"{PARAMETERS}/0/collectionFormat")
    assert result.said() == ([(code, where)] if code else [])


@pytest.mark.parametrize(
    ("written", "code", "place"),
    [
        ("{name: a, in: Query, type: string}", "unknown-place", "0/in"),
        ("{name: a}", "unknown-place", "0"),
        ("{name: a, in: query}", "untyped-parameter", "0"),
        ("{name: a, in: body}", "untyped-parameter", "0"),
        (
            "{name: a, in: query, type: array, items: {type: array, items: {type: string}}}",
            "no-equal-style",
            "0/items",
        ),
        ("{name: b, in: body, schema: {}}, {name: c, in: formData, type: file}", "several-bodies", "1"),
        ("{name: b, in: body, schema: {}}, {name: c, in: body, schema: {}}", "several-bodies", "1"),
        ("{in: formData, type: string}", "missing-name", "0"),
        ("{name: a, in: formData, type: file}, {name: a, in: formData, type: file}", "duplicate-field", "1"),
        ("{name: a, in: query, schema: {type: strnig}}", "unknown-type", "0/schema/type"),
    ],
)  # fmt: skip
def test_a_wrong_parameter_is_told_at_its_place(
    tmp_path: Path, written: str, code: str, place: str
) -> None:
    told = one(tmp_path, operation(f"parameters: [{written}]")).only()
    assert (told.code, told.location.pointer) == (code, f"{PARAMETERS}/{place}")


@pytest.mark.parametrize(
    ("produces", "schema", "media"),
    [
        ("", "{type: object}", [JSON]),
        ("a/b, c/d", "{type: object}", ["a/b", "c/d"]),
        ("a/b+json, c/d", "{type: string, format: binary}", ["*/*", "c/d"]),
        ("text/json; a=b", "{type: string, format: binary}", ["*/*"]),
        ("a/b+json", "{type: string, format: byte}", ["a/b+json"]),
        ("'*/*'", "{type: object}", [JSON]),
        ("'*/*'", "{type: string}", ["*/*"]),
        ("", "{type: file}", ["application/octet-stream"]),
        ("image/png", "{type: file}", ["image/png"]),
        (JSON, "{type: file}", ["*/*"]),
    ],
)
def test_a_response_comes_in_what_the_operation_produces(
    tmp_path: Path, produces: str, schema: str, media: list[str]
) -> None:
    headers = "{X-A: {type: array, items: {type: integer}, description: d, collectionFormat: csv}}"
    response = f"{{description: ok, schema: {schema}, headers: {headers}, x-a: 1}}"
    keys = f"responses: {{'200': {response}}}, produces: [{produces}]"
    found = lowered(tmp_path, keys, "produces: [e/f]\n" if produces else "")
    value = tree(schema.replace("file", "string, format: binary"))
    items = {"type": "array", "items": {"type": "integer"}}
    assert found["responses"]["200"] == {
        "description": "ok",
        "headers": {"X-A": {"schema": items, "description": "d"}},
        "x-a": 1,
        "content": {each: {"schema": value} for each in media},
    }


def test_a_shared_response_comes_in_what_the_operation_produces(tmp_path: Path) -> None:
    top = (
        "responses: {Ok: {description: ok, schema: {type: object}}}\nproduces: [a/b]\n"
    )
    keys = "responses: {'200': {$ref: '#/responses/Ok'}}"
    shared = lowered(tmp_path, keys, top)["responses"]
    assert shared == {"200": {"$ref": "#/components/responses/Ok"}}
    result = one(tmp_path, operation(f"{keys}, produces: [c/d]", top))
    assert list(result.at(f"{OPERATION}/responses/200/content")) == ["c/d"]
    assert list(result.at("/components/responses/Ok/content")) == ["a/b"]
    schema = f"{OPERATION}/responses/200/content/c~1d/schema/type"
    assert result.origin(schema) == "api.yaml#/responses/Ok/schema/type"


@pytest.mark.parametrize(
    ("schema", "content"),
    [
        ("schema: {type: object}, ", {JSON: {"schema": {"type": "object"}, "example": {"a": 1}}}),
        ("", {JSON: {"example": {"a": 1}}, "a/b": {"example": 2}}),
    ],
)  # fmt: skip
def test_examples_stay_with_their_media_types(
    tmp_path: Path, schema: str, content: object
) -> None:
    examples = "{application/json: {a: 1}, a/b: 2, other: 3}"
    response = f"{{description: ok, {schema}examples: {examples}}}"
    keys = f"responses: {{'200': {response}}}, produces: [application/json]"
    result = one(tmp_path, operation(keys))
    assert result.at(f"{OPERATION}/responses/200/content") == content
    place = f"{OPERATION}/responses/200/examples"
    left = ["other", "a~1b"] if schema else ["other"]
    wheres = [Location("api.yaml", f"{place}/{each}") for each in left]
    assert result.said() == [("ignored-value", where) for where in wheres]
    media = f"{OPERATION}/responses/200/content/application~1json"
    assert (
        result.origin(f"{media}/example/a") == f"api.yaml#{place}/application~1json/a"
    )
    if schema:
        assert result.origin(media) == f"api.yaml#{OPERATION}/responses/200/schema"


def test_a_header_of_a_response_is_told_like_a_parameter(tmp_path: Path) -> None:
    header = "{type: array, items: {type: string}, collectionFormat: multi}"
    response = f"{{description: ok, headers: {{X-A: {header}}}}}"
    told = one(
        tmp_path, operation(f"responses: {{'200': {response}, x-a: {{schema: 1}}}}")
    )
    place = f"{OPERATION}/responses/200/headers/X-A/collectionFormat"
    assert told.said() == [("no-equal-style", Location("api.yaml", place))]
    assert told.at(f"{OPERATION}/responses/x-a") == {"schema": 1}


def test_a_reference_into_an_operation_takes_a_copy(tmp_path: Path) -> None:
    """What the rules rearrange does not stand where it was written any more."""
    body = f"""
paths:
  /a: {{get: {{parameters: [{BODY}, {{name: q, in: query, type: string}}], responses: {{'200': {{description: ok, schema: {{type: object}}}}}}}}}}
  /b: {{get: {{parameters: [{{$ref: '#/paths/~1a/get/parameters/1'}}], responses: {{'200': {{$ref: '#/paths/~1a/get/responses/200'}}}}}}}}
  /c: {{get: {{responses: {{'200': {{description: ok, schema: {{$ref: '#/paths/~1a/get/responses/200/schema'}}}}}}}}}}
{DEFINED}"""
    result = one(tmp_path, swagger(body))
    assert not result.diagnostics.items
    assert result.at("/components/parameters/1/name") == "q"
    response = result.at("/components/responses/200")
    assert response["content"] == {JSON: {"schema": {"type": "object"}}}
    assert result.at("/components/schemas/schema") == {"type": "object"}
    assert (
        result.origin("/components/parameters/1")
        == "api.yaml#/paths/~1a/get/parameters/1"
    )


def test_parameters_may_refer_to_each_other(tmp_path: Path) -> None:
    body = """
parameters: {a: {$ref: '#/parameters/b'}, b: {name: b, in: query, type: string}, c: {$ref: '#/parameters/c'}}
"""
    result = one(tmp_path, operation("parameters: [{$ref: '#/parameters/a'}]", body))
    found = result.at("/components/parameters")
    assert found["a"] == {"$ref": "#/components/parameters/b"}
    assert list(found) == ["a", "b"]


def test_words_of_openapi_3_mean_what_they_mean_there(tmp_path: Path) -> None:
    keys = (
        f"requestBody: {{content: {{a/b: {{schema: {PET}}}}}}}, callbacks: {{}},"
        " servers: [{url: /b}], parameters: [{name: q, in: query, content: {a/b: {schema: {}}}}],"
        " responses: {'200': {description: ok, content: {a/b: {schema: {}}}}}"
    )
    result = one(tmp_path, operation(keys, DEFINED))
    assert result.at(f"{OPERATION}/requestBody/content/a~1b/schema") == REF
    assert list(result.at(f"{OPERATION}/responses/200/content")) == ["a/b"]
    assert result.at(f"{PARAMETERS}/0/content") == {"a/b": {"schema": {}}}
    newer = [f"{OPERATION}/{key}" for key in ("requestBody", "callbacks", "servers")]
    assert result.said() == [
        ("newer-key", Location("api.yaml", each)) for each in newer
    ]
