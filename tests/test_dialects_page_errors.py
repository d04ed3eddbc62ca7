"""Documentation pages that contradict themselves or are malformed; real pages."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from apimint.diagnostics import Diagnostics, InputError, Location, Position, Severity
from apimint.dialects import lower
from apimint.source import Sources
from dialect_files import Lowered, violations
from dialect_pages import (
    OPERATION,
    STRING,
    media,
    operation,
    pet,
    secured,
    text,
)


def test_the_body_of_the_block_wins_over_its_first_line(tmp_path: Path) -> None:
    result = Lowered(tmp_path, {"a.md": text(operation(), "get /v1/cats")})
    assert result.said() == [
        ("page-header-mismatch", Location("a.md", "/paths/method")),
        ("page-header-mismatch", Location("a.md", "/paths/path")),
    ]
    assert result.at(OPERATION)


def test_the_first_line_may_name_a_specification(tmp_path: Path) -> None:
    block = operation()
    header = "https://spec.example/a.yaml POST /v1/pets"
    assert not Lowered(tmp_path, {"a.md": text(block, header)}).diagnostics.items


BODY = "/paths/request/body/application~1json/schemaArray"


@pytest.mark.parametrize(
    ("parts", "code", "place"),
    [
        ({"method": "pots"}, "invalid-page", "/paths/method"),
        ({"path": ""}, "invalid-page", "/paths/path"),
        ({"path": "v1"}, "invalid-page", "/paths/path"),
        ({"response": [1]}, "invalid-page", "/paths/response"),
        ({"body": media()}, "invalid-page", BODY),
        ({"body": media({"type": "strnig"})}, "unknown-type", f"{BODY}/0/type"),
        (
            {"body": media(pet({"a": {"items": {"type": "int"}}}))},
            "unknown-type",
            f"{BODY}/0/properties/a/allOf/0/items/type",
        ),
        (
            {"body": media({"requiredProperties": "a"})},
            "invalid-page",
            f"{BODY}/0/requiredProperties",
        ),
        (
            {"body": media({"refIdentifier": "https://example.com/x"})},
            "invalid-page",
            f"{BODY}/0/refIdentifier",
        ),
        (
            {"body": media({"properties": {"a": {"allOf": [{"$ref": "#/no"}]}}})},
            "unresolved-reference",
            f"{BODY}/0/properties/a/allOf/0/$ref",
        ),
        (
            {"parameters": {"query": {"q": {"schema": [{"type": "enum<strin>"}]}}}},
            "unknown-type",
            "/paths/request/parameters/query/q/schema/0/type",
        ),
        (
            {"parameters": {"query": ["q"]}},
            "invalid-page",
            "/paths/request/parameters/query",
        ),
        (
            {"security": [secured("a", X={"type": "magic"})]},
            "invalid-page",
            "/paths/request/security/0/parameters/header/X/type",
        ),
        (
            {"schemas": {"A": {"type": "any"}}},
            "unknown-type",
            "/components/schemas/A/type",
        ),
    ],
)
def test_malformed_pages_are_located_errors(
    tmp_path: Path, parts: dict[str, Any], code: str, place: str
) -> None:
    header = "x.yaml"  # no method and no path
    result = Lowered(tmp_path, {"a.md": text(operation(**parts), header)})
    assert result.said(Severity.ERROR) == [(code, Location("a.md", place))]


@pytest.mark.parametrize("key", ["path", "method", "request", "response"])
def test_a_missing_part_is_a_located_error(tmp_path: Path, key: str) -> None:
    block = operation()
    del block["paths"][key]
    error = Lowered(tmp_path, {"a.md": text(block)}).only()
    assert (error.code, error.location) == ("invalid-page", Location("a.md", "/paths"))
    assert key in error.message


def test_several_errors_of_a_page_are_reported_together(tmp_path: Path) -> None:
    block = operation(method="x", body=media({"type": "strnig"}), response=[1])
    codes = [code for code, _ in Lowered(tmp_path, {"a.md": text(block)}).said()]
    assert codes == ["invalid-page", "invalid-page"]


def test_a_sample_among_the_pages_of_a_file_is_left_out_aloud(tmp_path: Path) -> None:
    sample = "# Guide\n\n## OpenAPI\n\n```yaml settings.yaml\nurl: x\n```\n"
    page = text(operation()) + "```json\n{}\n```\n"
    result = Lowered(tmp_path, {"site.txt": sample + page})
    assert list(result.at("/paths")) == ["/v1/pets"]
    told = [(d.severity, d.code, d.position) for d in result.diagnostics.items]
    lines = (5, result.canonical.documents[0].text.count("\n") - 2)
    unread = [(Severity.WARNING, "unread-block", Position(n, 1)) for n in lines]
    assert sorted(told, key=str) == sorted(unread, key=str)


def test_what_is_no_page_at_all_is_an_error(tmp_path: Path) -> None:
    sample = "# Guide\n\n## OpenAPI\n\n```yaml\nurl: x\n```\n"
    cases = [
        ({"a.md": sample, "b.md": text(operation())}, [""]),
        ({"a.md": sample * 2}, ["/0", "/1"]),
    ]
    for files, places in cases:
        with pytest.raises(InputError) as caught:
            Lowered(tmp_path, files)
        told = [(d.code, d.location.pointer) for d in caught.value.diagnostics]
        assert told == [("not-an-api", place) for place in places]


@pytest.mark.parametrize("header", ["get /v1/pets", "webhook sold"])
def test_a_block_that_says_that_it_is_an_operation_must_be_one(
    tmp_path: Path, header: str
) -> None:
    wrong = f"# B\n\n## OpenAPI\n\n````yaml {header}\npath: /v1/pets\n````\n"
    with pytest.raises(InputError) as caught:
        Lowered(tmp_path, {"site.txt": text(operation()) + wrong})
    (told,) = caught.value.diagnostics
    assert (told.code, told.location) == ("not-an-api", Location("site.txt", "/1"))


def test_components_in_conflict_are_called_after_their_pages(tmp_path: Path) -> None:
    one = text(operation(body=media(pet({"a": STRING}))))
    body = media(pet({"a": {"type": "integer"}}))
    two = text(operation(method="put", body=body), "put /v1/pets", "Change it")
    result = Lowered(tmp_path, {"site.txt": one + two})
    assert list(result.at("/components/schemas")) == ["Pet", "ChangeItPet"]


SHARED = os.environ.get("APIMINT_SHARED")


@pytest.mark.skipif(not SHARED, reason="APIMINT_SHARED names no corpus")
def test_every_real_page_lowers_to_a_valid_document() -> None:
    pages = sorted((Path(SHARED or "") / "corpus" / "pages").glob("*.md"))
    failed = []
    for path in pages:
        sources, diagnostics = Sources(), Diagnostics()
        canonical = lower([sources.open(path)], sources, diagnostics)
        errors = [d for d in diagnostics.items if d.severity is Severity.ERROR]
        if errors or violations(canonical):
            failed.append(path.name)
    assert len(pages) == 197
    assert failed == []
