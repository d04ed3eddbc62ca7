"""OpenAPI 3.0, 3.1 and 3.2 documents, of one file or many → the canonical form."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from apimint.diagnostics import Diagnostics, InputError, Location, Severity
from apimint.dialects import lower
from apimint.source import Sources
from dialect_files import Lowered, document, schemas


def one(folder: Path, text: str, name: str = "api.yaml") -> Lowered:
    return Lowered(folder, {name: text})


def schema_3_0(folder: Path, line: str) -> object:
    """What OpenAPI 3.0's schema becomes."""
    pet = "Pet: {type: object}\n" if "Pet" in line else ""
    text = document("3.0.3", schemas(f"{pet}X: {line}"))
    return one(folder, text).at("/components/schemas/X")


def test_openapi_3_1_passes_through(tmp_path: Path) -> None:
    text = document(
        "3.1.0", schemas("A: true\nB: {$ref: '#/components/schemas/A', title: b}")
    )
    result = one(tmp_path, text)
    assert result.canonical.tree == {
        "openapi": "3.1.1",
        "info": {"title": "Pets", "version": "1"},
        "paths": {},
        "components": {
            "schemas": {
                "A": True,
                "B": {"$ref": "#/components/schemas/A", "title": "b"},
            }
        },
    }
    assert list(result.canonical.origins) == [""]
    place = "/components/schemas/B/title"
    assert result.origin(place) == f"api.yaml#{place}"


@pytest.mark.parametrize(
    ("written", "lowered"),
    [
        ("3.1", "3.1.1"),
        ("3.0.0", "3.1.1"),
        ("'3.0'", "3.1.1"),
        ("3.2.0", "3.1.1"),
    ],
)
def test_every_spelling_of_a_version_is_read(
    tmp_path: Path, written: str, lowered: str
) -> None:
    assert one(tmp_path, document(written, "")).at("/openapi") == lowered


def test_3_2_stays_3_2_where_it_needs_it(tmp_path: Path) -> None:
    body = "paths:\n  /pets:\n    query: {responses: {'200': {description: ok}}}\n"
    assert one(tmp_path, document("3.2.0", body)).at("/openapi") == "3.2.0"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{type: string, nullable: true}", {"type": ["string", "null"]}),
        ("{type: string, nullable: false}", {"type": "string"}),
        (
            "{type: string, nullable: true, enum: [a]}",
            {"type": ["string", "null"], "enum": ["a", None]},
        ),
        (
            "{$ref: '#/components/schemas/Pet', nullable: true, description: d}",
            {
                "anyOf": [{"$ref": "#/components/schemas/Pet"}, {"type": "null"}],
                "description": "d",
            },
        ),
        (
            "{nullable: true, allOf: [{$ref: '#/components/schemas/Pet'}]}",
            {
                "anyOf": [
                    {"allOf": [{"$ref": "#/components/schemas/Pet"}]},
                    {"type": "null"},
                ]
            },
        ),
        (
            "{nullable: true, oneOf: [{type: string}]}",
            {"oneOf": [{"type": "string"}, {"type": "null"}]},
        ),
        (
            "{type: number, minimum: 5, exclusiveMinimum: true}",
            {"type": "number", "exclusiveMinimum": 5},
        ),
        (
            "{type: number, maximum: 5, exclusiveMaximum: false}",
            {"type": "number", "maximum": 5},
        ),
        (
            "{type: string, format: byte, example: {nullable: true}}",
            {"type": "string", "format": "byte", "example": {"nullable": True}},
        ),
        (
            "{properties: {nullable: {type: string, nullable: true}}}",
            {"properties": {"nullable": {"type": ["string", "null"]}}},
        ),
    ],
)
def test_schemas_of_3_0_become_json_schema_2020_12(
    tmp_path: Path, before: str, after: object
) -> None:
    assert schema_3_0(tmp_path, before) == after


def test_a_moved_reference_is_located_where_it_was_written(tmp_path: Path) -> None:
    text = document(
        "3.0.3", schemas("X: {$ref: '#/components/schemas/Y', nullable: true}\nY: {}")
    )
    place = "/components/schemas/X"
    assert (
        one(tmp_path, text).origin(f"{place}/anyOf/0/$ref") == f"api.yaml#{place}/$ref"
    )


def test_what_stands_beside_a_reference_in_3_0_is_ignored_aloud(tmp_path: Path) -> None:
    text = document(
        "3.0.3", schemas("X: {$ref: '#/components/schemas/Y', minLength: 1}\nY: {}")
    )
    result = one(tmp_path, text)
    assert result.at("/components/schemas/X") == {"$ref": "#/components/schemas/Y"}
    where = Location("api.yaml", "/components/schemas/X/minLength")
    assert result.said() == [("ignored-beside-ref", where)]


def test_data_is_copied_verbatim_and_its_references_mean_nothing(
    tmp_path: Path,
) -> None:
    text = document(
        "3.0.3",
        schemas(
            "X: {x-a: {$ref: nowhere}, example: {$ref: no}, enum: [{$ref: x}], default: {nullable: true}}"
        ),
    )
    result = one(tmp_path, text)
    assert not result.diagnostics.items
    assert result.at("/components/schemas/X") == {
        "x-a": {"$ref": "nowhere"},
        "example": {"$ref": "no"},
        "enum": [{"$ref": "x"}],
        "default": {"nullable": True},
    }


def test_the_input_is_not_changed(tmp_path: Path) -> None:
    text = document("3.0.3", schemas("X: {type: string, nullable: true, x-y: [1]}"))
    (tmp_path / "a.yaml").write_text(text)
    sources = Sources()
    opened = sources.open(tmp_path / "a.yaml")
    before = copy.deepcopy(opened.tree)
    canonical = lower([opened], sources, Diagnostics())
    assert opened.tree == before
    canonical.tree["components"]["schemas"]["X"]["x-y"].append(2)  # type: ignore[index, call-overload, union-attr]
    assert opened.tree == before


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_an_unknown_type_is_an_error_with_a_suggestion(
    tmp_path: Path, version: str
) -> None:
    text = document(version, schemas("X: {properties: {a: {type: strnig}}}"))
    error = one(tmp_path, text).only()
    assert (error.code, error.severity) == ("unknown-type", Severity.ERROR)
    assert error.location.pointer == "/components/schemas/X/properties/a/type"
    assert error.hint == "did you mean `string`?"


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("paths: []\n", "/paths"),
        ("paths: {/x: []}\n", "/paths/~1x"),
        ("paths: {/x: {get: yes}}\n", "/paths/~1x/get"),
        ("paths: {/x: {get: {parameters: {}}}}\n", "/paths/~1x/get/parameters"),
        ("components: {schemas: [a]}\n", "/components/schemas"),
        (schemas("X: {properties: [a]}"), "/components/schemas/X/properties"),
        (schemas("X: {required: a}"), "/components/schemas/X/required"),
        (schemas("X: {items: [{}]}"), "/components/schemas/X/items"),
    ],
)
def test_a_wrong_shape_is_an_error_at_its_place(
    tmp_path: Path, body: str, place: str
) -> None:
    error = one(tmp_path, document("3.1.0", body)).only()
    assert (error.code, error.location) == ("wrong-shape", Location("api.yaml", place))


def test_several_errors_are_reported_in_the_order_of_the_document(
    tmp_path: Path,
) -> None:
    text = document("3.1.0", schemas("A: {type: x}\nB: {type: [y]}\nC: [1]"))
    codes = [code for code, _ in one(tmp_path, text).said(Severity.ERROR)]
    assert codes == ["unknown-type", "unknown-type", "wrong-shape"]


def test_documentation_and_null_never_stop_a_build(tmp_path: Path) -> None:
    text = document(
        "3.1.0", schemas("A: {description: [a], type: [string, null]}\nB: null")
    )
    result = one(tmp_path, text)
    assert {code for code, _ in result.said()} == {"ignored-value"}
    assert not result.said(Severity.ERROR)
    assert result.at("/components/schemas") == {
        "A": {"type": ["string", "null"]},
        "B": {},
    }


def test_a_mistyped_method_is_an_error(tmp_path: Path) -> None:
    error = one(tmp_path, document("3.1.0", "paths: {/x: {gte: {}}}\n")).only()
    assert (error.code, error.location.pointer) == ("unknown-key", "/paths/~1x/gte")


@pytest.mark.parametrize(
    ("text", "code", "place", "words"),
    [
        ("swagger: '1.2'\n", "unsupported-version", "/swagger", "'1.2'"),
        ("openapi: 4.0.0\n", "unsupported-version", "/openapi", "4.0.0"),
        ("openapi: true\n", "unsupported-version", "/openapi", "True"),
        ("name: x\nversion: 1\n", "not-an-api", "", "`name`, `version`"),
        ("[1, 2]\n", "not-an-api", "", "a list"),
    ],
)
def test_what_is_no_api_description_is_refused_with_a_reason(
    tmp_path: Path, text: str, code: str, place: str, words: str
) -> None:
    with pytest.raises(InputError) as caught:
        one(tmp_path, text)
    (error,) = caught.value.diagnostics
    assert (error.code, error.location) == (code, Location("api.yaml", place))
    assert words in error.message and error.hint


def test_a_schema_may_be_as_deep_as_the_source_stage_allows(tmp_path: Path) -> None:
    deep = '{"items": ' * 180 + '{"type": "string", "nullable": true}' + "}" * 180
    text = '{"openapi": "3.0.0", "info": {"title": "t", "version": "1"}, "paths": {}, '
    text += f'"components": {{"schemas": {{"A": {deep}}}}}}}'
    result = one(tmp_path, text, "api.json")
    assert result.at("/components/schemas/A" + "/items" * 180)["type"] == [
        "string",
        "null",
    ]
