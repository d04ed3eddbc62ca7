"""Swagger 2.0's parameters of bodies and forms → request bodies."""

from __future__ import annotations

from pathlib import Path

import pytest
from apimint.diagnostics import Location
from swagger_files import (
    BODY,
    DEFINED,
    JSON,
    OPERATION,
    PARAMETERS,
    REF,
    lowered,
    one,
    operation,
)

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data"


@pytest.mark.parametrize(
    ("top", "own", "media"),
    [
        ("", "", [JSON]),
        ("consumes: [text/json]\n", "", ["text/json"]),
        ("consumes: [text/json]\n", "consumes: [a/b+json, c/d], ", ["a/b+json", "c/d"]),
        ("consumes: [text/json]\n", "consumes: [], ", [JSON]),
        ("", "consumes: ['*/*'], ", [JSON]),
    ],
)
def test_a_body_comes_in_what_the_operation_consumes(
    tmp_path: Path, top: str, own: str, media: list[str]
) -> None:
    body = BODY.replace("in: body", "in: body, required: true, description: d, x-a: 1")
    found = lowered(tmp_path, f"{own}parameters: [{body}]", DEFINED + top)
    assert found["requestBody"] == {
        "required": True,
        "description": "d",
        "x-a": 1,
        "content": {each: {"schema": REF} for each in media},
    }
    assert "parameters" not in found


def test_a_shared_body_is_copied_where_the_operation_consumes_something_else(
    tmp_path: Path,
) -> None:
    top = f"{DEFINED}parameters: {{pet: {BODY}}}\n"
    keys = "parameters: [{$ref: '#/parameters/pet'}], consumes: [text/json]"
    result = one(tmp_path, operation(keys, top))
    content = {"text/json": {"schema": REF}}
    assert result.at(f"{OPERATION}/requestBody") == {"content": content}
    media = f"{OPERATION}/requestBody/content/text~1json"
    assert result.origin(media) == "api.yaml#/parameters/pet/schema"
    assert result.origin(f"{media}/schema") == "api.yaml#/parameters/pet/schema"


def test_a_path_gives_its_body_and_its_form_to_each_operation(tmp_path: Path) -> None:
    assert "requestBody" in lowered(tmp_path, "", DEFINED, BODY)
    own = lowered(tmp_path, f"parameters: [{BODY}], consumes: [a/b]", DEFINED, BODY)
    assert list(own["requestBody"]["content"]) == ["a/b"]
    field = "{name: a, in: formData, type: string}"
    keys = f"parameters: [{field.replace('string', 'integer')}]"
    more = field.replace("name: a", "name: b")
    result = one(tmp_path, operation(keys, "", f"{field}, {more}"))
    schema = f"{OPERATION}/requestBody/content/{FORM.replace('/', '~1')}/schema"
    found = result.at(f"{schema}/properties")
    assert found == {"a": {"type": "integer"}, "b": {"type": "string"}}
    shared = "/paths/~1pets~1{id}/parameters"
    assert result.origin(f"{schema}/properties/b") == f"api.yaml#{shared}/2"
    assert [each["name"] for each in result.at(shared)] == ["id"]


@pytest.mark.parametrize(
    ("consumes", "type_", "media"),
    [
        ("", "string", [FORM]),
        ("", "file", [PARTS]),
        (JSON, "string", [FORM]),
        (PARTS, "string", [PARTS]),
        (f"{FORM}, {PARTS}", "string", [FORM, PARTS]),
        (f"{FORM}, {PARTS}", "file", [PARTS]),
        (FORM, "file", [FORM]),
        (f"{FORM}, {PARTS}; a=b", "file", [f"{PARTS}; a=b"]),
    ],
)
def test_a_form_is_one_object(
    tmp_path: Path, consumes: str, type_: str, media: list[str]
) -> None:
    fields = (
        f"{{name: a, in: formData, type: {type_}, description: d, required: true, example: e}},"
        " {name: b, in: formData, type: array, items: {type: string}, collectionFormat: multi}"
    )
    keys = f"consumes: [{consumes}], parameters: [{fields}]"
    found = lowered(tmp_path, keys)["requestBody"]
    value = {"type": "string", **({"format": "binary"} if type_ == "file" else {})}
    part = {
        "schema": {
            "type": "object",
            "properties": {
                "a": {**value, "description": "d", "example": "e"},
                "b": {"type": "array", "items": {"type": "string"}},
            },
            "required": ["a"],
        },
        "encoding": {"b": {"style": "form", "explode": True}},
    }
    assert found == {"content": dict.fromkeys(media, part), "required": True}


def test_a_shared_field_stands_in_each_form_that_it_is_used_in(tmp_path: Path) -> None:
    top = "parameters: {a: {$ref: '#/parameters/b'}, b: {name: b, in: formData, type: strnig}}\n"
    result = one(tmp_path, operation("parameters: [{$ref: '#/parameters/a'}]", top))
    assert "components" not in result.canonical.tree
    told = result.only()
    assert told.location == Location("api.yaml", "/parameters/b/type")
    assert [step.pointer for step in told.trail] == [f"{PARAMETERS}/0/$ref"]


def test_files_in_an_array_make_a_form_multipart(tmp_path: Path) -> None:
    field = "{name: a, in: formData, type: array, items: {type: file}}"
    found = lowered(tmp_path, f"parameters: [{field}]")["requestBody"]
    assert list(found["content"]) == [PARTS]
