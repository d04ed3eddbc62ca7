"""Several documents that describe one API → one canonical document."""

from __future__ import annotations

from pathlib import Path

import pytest
from apimint.diagnostics import Location, Severity
from dialect_files import Lowered, document, schemas, violations
from dialect_pages import SHOP, STRING, media, operation, pet, text

PETS = "/pets: {get: {responses: {'200': {description: ok}}}}"


def api(paths: str, components: str = "", head: str = "") -> str:
    return document("3.1.0", f"{head}paths:\n  {paths}\n{components}")


def merged(folder: Path, **files: str) -> Lowered:
    return Lowered(folder, {f"{name}.yaml": text for name, text in files.items()})


def uses(path: str, name: str) -> str:
    """A path whose only operation answers with a component."""
    schema = f"schema: {{$ref: '#/components/schemas/{name}'}}"
    content = f"content: {{application/json: {{{schema}}}}}"
    return f"{path}: {{get: {{responses: {{'200': {{description: ok, {content}}}}}}}}}"


def test_paths_and_methods_are_united(tmp_path: Path) -> None:
    one = api(PETS)
    two = api("/pets: {delete: {responses: {'204': {description: gone}}}}")
    three = api("/shops: {get: {responses: {'200': {description: ok}}}}")
    result = merged(tmp_path, one=one, two=two, three=three)
    assert not result.diagnostics.items
    assert not violations(result.canonical)
    assert list(result.at("/paths")) == ["/pets", "/shops"]
    assert list(result.at("/paths/~1pets")) == ["get", "delete"]
    assert result.origin("/paths/~1pets/get") == "one.yaml#/paths/~1pets/get"
    place = "/paths/~1pets/delete/responses"
    assert result.origin(place) == f"two.yaml#{place}"
    assert [d.file for d in result.canonical.documents] == [
        "one.yaml",
        "two.yaml",
        "three.yaml",
    ]


def test_the_parameters_of_a_path_stay_with_its_own_operations(tmp_path: Path) -> None:
    query = "{name: NAME, in: query, schema: {}}"
    one = api(f"/p: {{parameters: [{query.replace('NAME', 'a')}], get: {{}}}}")
    two = api(f"/p: {{parameters: [{query.replace('NAME', 'b')}], put: {{}}}}")
    result = merged(tmp_path, one=one, two=two)
    assert result.at("/paths/~1p/get/parameters/0/name") == "a"
    assert result.at("/paths/~1p/put/parameters/0/name") == "b"
    assert "parameters" not in result.at("/paths/~1p")


def test_the_same_operation_twice_is_one_or_an_error(tmp_path: Path) -> None:
    other = PETS.replace("ok", "fine")
    assert not merged(tmp_path, one=api(PETS), two=api(PETS)).diagnostics.items
    error = merged(tmp_path, one=api(PETS), two=api(other)).only()
    assert (error.code, error.severity) == ("duplicate-operation", Severity.ERROR)
    assert error.location == Location("two.yaml", "/paths/~1pets/get")


def test_the_later_of_two_pages_wins(tmp_path: Path) -> None:
    files = {
        "a.md": text(operation(body=media(STRING))),
        "b.md": text(operation(body=media({"type": "integer"}))),
    }
    result = Lowered(tmp_path, files)
    place = "/paths/~1v1~1pets/post"
    assert result.said() == [("page-superseded", Location("b.md", "/paths"))]
    schema = f"{place}/requestBody/content/application~1json/schema"
    assert result.at(schema) == {"type": "integer"}
    assert result.origin(schema).startswith("b.md#/paths/request")
    assert result.at("/info/title") == "Add"


def test_pages_of_a_site_are_named_after_its_server(tmp_path: Path) -> None:
    block = operation(path="/v1/shops")
    files = {"a.md": text(operation()), "b.md": text(block, "post /v1/shops", "Open")}
    assert Lowered(tmp_path, files).at("/info/title") == SHOP.removeprefix("https://")


def test_each_part_of_a_united_schema_is_located_in_its_own_document(
    tmp_path: Path,
) -> None:
    one = api(uses("/a", "X"), schemas("X: {properties: {a: {}, b: {}}}"))
    two = api(uses("/b", "X"), schemas("X: {title: t, properties: {a: {}}}"))
    both = merged(tmp_path, one=one, two=two)
    place = "/components/schemas/X"
    assert both.origin(f"{place}/properties/a") == f"two.yaml#{place}/properties/a"
    assert both.origin(f"{place}/properties/b") == f"one.yaml#{place}/properties/b"


def test_a_superseded_page_leaves_no_locations(tmp_path: Path) -> None:
    query = {"q": {"schema": [STRING]}}
    block = operation(parameters={"query": query}, body=media(STRING))
    files = {"a.md": text(block), "b.md": text(operation(path="/v1/pets"))}
    result = Lowered(tmp_path, files)
    left = [k for k, at in result.canonical.origins.items() if at.file == "a.md"]
    assert not [key for key in left if "/post/" in key]


@pytest.mark.parametrize(
    ("first", "second", "result"),
    [
        ("{type: string}", "{type: string}", {"type": "string"}),
        (
            "{type: string, title: old}",
            "{type: string, title: new, x-y: 1}",
            {"type": "string", "title": "new", "x-y": 1},
        ),
        (
            "{properties: {a: {}, b: {readOnly: true}}, required: [b, a]}",
            "{properties: {a: {}}, required: [a]}",
            {"properties": {"a": {}, "b": {"readOnly": True}}, "required": ["b", "a"]},
        ),
        (
            "{properties: {a: {}}}",
            "{properties: {a: {}, b: {}}, required: [b]}",
            {"properties": {"a": {}, "b": {}}},
        ),
        ("{enum: [x], const: x}", "{const: x}", {"const": "x"}),
    ],
)
def test_components_that_agree_are_shared(
    tmp_path: Path, first: str, second: str, result: object
) -> None:
    one = api(uses("/a", "X"), schemas(f"X: {first}"))
    two = api(uses("/b", "X"), schemas(f"X: {second}"))
    both = merged(tmp_path, one=one, two=two)
    assert not both.diagnostics.items
    assert both.at("/components/schemas") == {"X": result}


def test_components_in_conflict_keep_both_definitions(tmp_path: Path) -> None:
    """Whatever refers to a renamed component follows it; the third document shares the
    second one's name."""
    wrap = "Wrap: {items: {$ref: '#/components/schemas/X'}}\n"
    one = api(uses("/a", "Wrap"), schemas(wrap + "X: {type: string}"))
    two = api(uses("/b", "Wrap"), schemas(wrap + "X: {type: integer}"))
    three = api(uses("/c", "Wrap"), schemas(wrap + "X: {type: integer}"))
    both = merged(tmp_path, **{"one": one, "pet-shop": two, "three": three})
    assert not violations(both.canonical)
    assert both.at("/components/schemas") == {
        "Wrap": {"items": {"$ref": "#/components/schemas/X"}},
        "X": {"type": "string"},
        "PetShopWrap": {"items": {"$ref": "#/components/schemas/PetShopX"}},
        "PetShopX": {"type": "integer"},
    }
    schema = "get/responses/200/content/application~1json/schema/$ref"
    assert both.at(f"/paths/~1a/{schema}") == "#/components/schemas/Wrap"
    assert both.at(f"/paths/~1b/{schema}") == "#/components/schemas/PetShopWrap"
    assert both.at(f"/paths/~1c/{schema}") == "#/components/schemas/PetShopWrap"
    where = Location("pet-shop.yaml", "/components/schemas/X")
    assert ("component-conflict", where) in both.said(Severity.WARNING)
    assert both.origin("/components/schemas/PetShopX/type") == (
        "pet-shop.yaml#/components/schemas/X/type"
    )


def test_a_view_of_another_page_does_not_lock_a_property(tmp_path: Path) -> None:
    """`name` is missing in the first page's request, but the second page sends it."""
    add = operation(
        body=media(pet({"a": STRING})),
        response={"200": media(pet({"a": STRING, "name": STRING}))},
    )
    full = pet({"a": STRING, "name": STRING})
    put = operation(method="put", body=media(full), response={"200": media(full)})
    get = operation(method="get", response={"200": media(full)})
    header = "/v1/pets"
    place = "/components/schemas/Pet/properties/name"
    files = {"a.md": text(add), "g.md": text(get, f"get {header}")}
    assert Lowered(tmp_path, files).at(place) == {"type": "string", "readOnly": True}
    files["p.md"] = text(put, f"put {header}")
    assert Lowered(tmp_path, files).at(place) == STRING


def test_servers_and_security_that_differ_become_the_operations_own(
    tmp_path: Path,
) -> None:
    key = "  securitySchemes: {key: {type: apiKey, in: header, name: NAME}}\n"
    head = "servers: [{url: https://HOST.example}]\nsecurity: [{key: []}]\n"
    one = api(
        PETS, "components:\n" + key.replace("NAME", "A"), head.replace("HOST", "a")
    )
    two = api(
        PETS.replace("pets", "shops"),
        "components:\n" + key.replace("NAME", "B"),
        head.replace("HOST", "b"),
    )
    three = api(
        PETS.replace("pets", "free"), "", "servers: [{url: https://a.example}]\n"
    )
    result = merged(tmp_path, one=one, two=two, three=three)
    assert not violations(result.canonical)
    assert result.at("/servers") == [{"url": "https://a.example"}]
    assert list(result.at("/paths/~1pets/get")) == ["responses"]
    shops = result.at("/paths/~1shops/get")
    assert shops["servers"] == [{"url": "https://b.example"}]
    assert shops["security"] == [{"TwoKey": []}]
    assert result.at("/components/securitySchemes/TwoKey/name") == "B"
    free = result.at("/paths/~1free/get")
    assert free["security"] == [] and "servers" not in free
