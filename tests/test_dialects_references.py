"""`$ref`s: into other files, to names, to nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from apimint.diagnostics import Diagnostics, Location, Severity
from apimint.dialects import lower
from apimint.source import Sources
from dialect_files import Lowered, document, schemas, violations


def one(folder: Path, text: str, name: str = "api.yaml") -> Lowered:
    return Lowered(folder, {name: text})


def test_what_3_0_ignores_beside_a_reference_can_still_be_referred_to(
    tmp_path: Path,
) -> None:
    lines = """
A: {$ref: '#/components/schemas/B', properties: {p: {type: string, nullable: true}}}
B: {type: object}
C: {$ref: '#/components/schemas/A/properties/p'}
"""
    result = one(tmp_path, document("3.0.3", schemas(lines)))
    assert result.at("/components/schemas/C") == {"$ref": "#/components/schemas/p"}
    assert result.at("/components/schemas/p") == {"type": ["string", "null"]}
    place = "/components/schemas/A/properties/p"
    assert result.origin("/components/schemas/p") == f"api.yaml#{place}"


def test_references_into_other_files_are_bundled(tmp_path: Path) -> None:
    files = {
        "api.yaml": document("3.0.3", "paths:\n  /pets: {$ref: paths/pets.yaml}\n")
        + schemas("Pet: {type: integer}"),
        "paths/pets.yaml": "get:\n  parameters: [{$ref: '../common.yaml#/limit'}]\n"
        "  responses: {'200': {$ref: '../common.yaml#/ok'}}\n",
        "common.yaml": "limit: {name: limit, in: query, schema: {type: integer, nullable: true}}\n"
        "ok: {description: ok, content: {application/json: {schema: {$ref: '#/defs/Pet'}}}}\n"
        "defs: {Pet: {properties: {next: {$ref: '#/defs/Pet', nullable: true}, up: {$ref: 'api.yaml#/components/schemas/Pet'}}}}\n",
    }
    result = Lowered(tmp_path, files, "api.yaml")
    assert not result.diagnostics.items
    assert not violations(result.canonical)
    assert result.at("/paths/~1pets") == {"$ref": "#/components/pathItems/pets"}
    schema = result.at("/components/schemas/CommonPet/properties")
    assert schema["next"]["anyOf"][0] == {"$ref": "#/components/schemas/CommonPet"}
    assert schema["up"] == {"$ref": "#/components/schemas/Pet"}
    assert result.at("/components/parameters/limit/schema/type") == ["integer", "null"]
    place = "/components/schemas/CommonPet/properties/next"
    assert result.origin(place) == "common.yaml#/defs/Pet/properties/next"
    names = [document.file for document in result.canonical.documents]
    assert names == ["api.yaml", "paths/pets.yaml", "common.yaml"]


def test_a_component_that_only_refers_to_a_file_gives_it_its_name(
    tmp_path: Path,
) -> None:
    use = "/pets: {get: {responses: {'200': {description: '', content: {application/json: {schema: {$ref: pet.yaml}}}}}}}"
    files = {
        "api.yaml": document("3.1.0", f"paths:\n  {use}\n")
        + schemas("Animal: {$ref: pet.yaml}"),
        "pet.yaml": "type: object\nproperties: {mother: {$ref: pet.yaml}}\n",
    }
    result = Lowered(tmp_path, files, "api.yaml")
    mother = {"mother": {"$ref": "#/components/schemas/Animal"}}
    assert result.at("/components/schemas") == {
        "Animal": {"type": "object", "properties": mother}
    }


@pytest.mark.parametrize(
    ("reference", "code", "hint"),
    [
        ("'#/components/schemas/Bat'", "unresolved-reference", "did you mean `Cat`?"),
        ("'missing.yaml#/X'", "unresolved-reference", ""),
        ("'https://example.com/x.json'", "unresolved-reference", ""),
        ("'#/components/parameters/P'", "reference-kind", ""),
        ("5", "wrong-shape", ""),
    ],
)
def test_a_reference_that_leads_nowhere_is_an_error_at_its_place(
    tmp_path: Path, reference: str, code: str, hint: str
) -> None:
    more = "  parameters: {P: {name: p, in: query, schema: {}}}\n"
    text = document("3.1.0", schemas(f"Cat: {{items: {{$ref: {reference}}}}}") + more)
    error = one(tmp_path, text).only()
    assert (error.code, error.severity) == (code, Severity.ERROR)
    assert error.location == Location("api.yaml", "/components/schemas/Cat/items/$ref")
    assert error.hint == hint or not hint


def test_an_error_in_another_file_tells_how_it_was_reached(tmp_path: Path) -> None:
    files = {
        "api.yaml": document("3.1.0", schemas("A: {items: {$ref: b.yaml#/B}}")),
        "b.yaml": "B: {type: strin}\n",
    }
    error = Lowered(tmp_path, files, "api.yaml").only()
    assert error.location == Location("b.yaml", "/B/type")
    assert error.trail == (Location("api.yaml", "/components/schemas/A/items/$ref"),)


def test_a_schema_outside_the_grammar_is_taken_into_components(tmp_path: Path) -> None:
    text = (
        document("3.1.0", schemas("A: {$ref: '#/definitions/B'}"))
        + "definitions: {B: {type: strin}}\n"
    )
    result = one(tmp_path, text)
    assert result.at("/components/schemas/A") == {"$ref": "#/components/schemas/B"}
    assert result.said() == [
        ("unknown-type", Location("api.yaml", "/definitions/B/type"))
    ]


def test_anchors_ids_and_mappings_become_pointers(tmp_path: Path) -> None:
    lines = """
A: {$anchor: here, $id: 'https://example.com/a', type: object}
B: {$ref: '#here'}
C: {$ref: 'https://example.com/a'}
D: {oneOf: [{$ref: '#/components/schemas/A'}], discriminator: {propertyName: k, mapping: {a: A, b: '#/components/schemas/A'}}}
"""
    result = one(tmp_path, document("3.1.0", schemas(lines)))
    target = "#/components/schemas/A"
    assert not result.diagnostics.items
    assert result.at("/components/schemas/B") == {"$ref": target}
    assert result.at("/components/schemas/C") == {"$ref": target}
    mapping = result.at("/components/schemas/D/discriminator/mapping")
    assert mapping == {"a": target, "b": target}


PAGE = (
    "type: object\nproperties: {items: {type: array, items: {$dynamicRef: '#item'}}}\n"
)
FILLED = "{$ref: page.yaml, $defs: {of: {$dynamicAnchor: item, type: integer}}}"


def test_a_template_of_another_file_is_filled_in(tmp_path: Path) -> None:
    lines = (
        f"A: {FILLED}\nB: {{$ref: page.yaml}}\nC: {{$ref: '#/components/schemas/A'}}"
    )
    files = {
        "api.yaml": document("3.1.0", schemas(lines)),
        "page.yaml": PAGE + "$defs: {any: {$dynamicAnchor: item}}\n",
    }
    result = Lowered(tmp_path, files, "api.yaml")
    assert not result.diagnostics.items
    assert not violations(result.canonical)
    copy = "/components/schemas/A/allOf/0"
    bound = {"$ref": "#/components/schemas/A/$defs/of"}
    assert result.at(f"{copy}/properties/items/items") == bound
    assert result.origin(f"{copy}/properties/items") == "page.yaml#/properties/items"
    alone = {"$ref": "#/components/schemas/any"}
    assert result.at("/components/schemas/B/properties/items/items") == alone
    assert result.at("/components/schemas/C") == {"$ref": "#/components/schemas/A"}
    assert "$dynamic" not in repr(result.canonical.tree)


def test_the_outermost_declaration_counts(tmp_path: Path) -> None:
    lines = """
Leaf: {type: object, properties: {of: {$dynamicRef: '#t'}}, $defs: {t: {$dynamicAnchor: t}}}
Middle: {properties: {leaf: {$ref: '#/components/schemas/Leaf'}}, $defs: {t: {$dynamicAnchor: t, type: string}}}
Outer: {properties: {middle: {$ref: '#/components/schemas/Middle'}}, $defs: {t: {$dynamicAnchor: t, type: integer}}}
"""
    result = one(tmp_path, document("3.1.0", schemas(lines)))
    assert not result.diagnostics.items
    middle = "/components/schemas/Middle/properties/leaf/allOf/0/properties/of"
    outer = (
        "/components/schemas/Outer/properties/middle/allOf/0/properties/leaf/allOf/0"
    )
    assert result.at(middle) == {"$ref": "#/components/schemas/Middle/$defs/t"}
    place = outer + "/properties/of"
    assert result.at(place) == {"$ref": "#/components/schemas/Outer/$defs/t"}


def test_an_anchor_that_only_one_schema_declares_is_a_plain_reference(
    tmp_path: Path,
) -> None:
    lines = """
A: {properties: {b: {$dynamicRef: '#b'}, c: {$ref: '#/components/schemas/A', $dynamicRef: '#b'}}}
B: {$dynamicAnchor: b, properties: {a: {$ref: '#/components/schemas/A'}}}
D: {$dynamicRef: '#/components/schemas/B'}
"""
    result = one(tmp_path, document("3.1.0", schemas(lines)))
    assert not result.diagnostics.items
    target = {"$ref": "#/components/schemas/B"}
    assert result.at("/components/schemas/A/properties/b") == target
    assert result.at("/components/schemas/A/properties/c/allOf/0") == target
    assert result.at("/components/schemas/D") == target
    both = result.at("/components/schemas/B/properties/a")
    assert both == {"$ref": "#/components/schemas/A"}


def test_a_dynamic_reference_to_nothing_is_an_error(tmp_path: Path) -> None:
    lines = "A: {properties: {b: {$dynamicRef: '#nobody'}}}"
    result = one(tmp_path, document("3.1.0", schemas(lines)))
    place = "/components/schemas/A/properties/b/$dynamicRef"
    assert result.said() == [("unresolved-reference", Location("api.yaml", place))]


def test_templates_that_would_become_too_much_are_any_value(tmp_path: Path) -> None:
    names = [f"t{index}" for index in range(12)]
    template = ", ".join(f"{n}: {{$dynamicRef: '#{n}'}}" for n in names)
    lines = [f"T: {{properties: {{{template}}}, $defs: {{}}}}"]
    for name in names:
        steps = [n for n in names if n != name]
        inner = ", ".join(f"{n}: {{$ref: '#/components/schemas/X{n}'}}" for n in steps)
        anchor = f"{{$dynamicAnchor: {name}, type: integer}}"
        lines.append(
            f"X{name}: {{properties: {{{inner}, t: {{$ref: '#/components/schemas/T'}}}}, $defs: {{a: {anchor}, b: {{$dynamicAnchor: x{name}}}}}}}"
        )
        lines.append(f"Y{name}: {{$defs: {{a: {anchor}}}}}")
    result = one(tmp_path, document("3.1.0", schemas("\n".join(lines))))
    assert {code for code, _ in result.said()} == {"dynamic-scope"}


SHARED = os.environ.get("APIMINT_SHARED")


@pytest.mark.skipif(not SHARED, reason="APIMINT_SHARED names no corpus")
def test_real_documents_of_several_files_leave_nothing_outside() -> None:
    root = Path(SHARED or "") / "corpus" / "multi"
    path = next(root.glob("opensearch-*-core/**/namespaces/_core.yaml"))
    sources, diagnostics = Sources(ref_root=root), Diagnostics()
    canonical = lower([sources.open(path)], sources, diagnostics)
    assert not diagnostics.items
    assert len(canonical.documents) > 20
    assert "yaml#" not in repr(canonical.tree["paths"])
