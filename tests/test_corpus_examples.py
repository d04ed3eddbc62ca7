"""What real documents show as examples and defaults survives the codec of its client.

With APIMINT_SHARED set. The figures are printed with `pytest -s`; the number of failures
may only fall.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from corpus_examples import Judge, Sample, describe, documents, samples
from corpus_round_trip import Result, difference, table, try_document

SHARED = os.environ.get("APIMINT_SHARED")
MOST_FAILED = 4
REFUSED: list[str] = []
FEWEST_ACCEPTED = 7_400

SPEC = """
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets:
    parameters:
      - {name: limit, in: query, schema: {type: integer}, example: 3}
    post:
      requestBody:
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Pet"}
            example: {name: Rex, id: 1, born: "2020-01-01T00:00:00+00:00"}
      responses:
        "200":
          description: The pet.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Pet"}
              examples:
                rex: {$ref: "#/components/examples/rex"}
                wrong: {value: {name: 5, id: 1}}
components:
  examples:
    rex: {value: {name: Rex, id: 1.0, more: [null]}}
  schemas:
    Pet:
      type: object
      required: [name, id]
      properties:
        id: {type: integer, readOnly: true}
        name: {type: string, default: Rex, examples: [Tom]}
        born: {type: string, format: date-time}
        tag: {example: null}
"""


@pytest.mark.slow
@pytest.mark.skipif(not SHARED, reason="APIMINT_SHARED names no corpus")
def test_examples_of_real_documents_come_back_as_they_were(tmp_path: Path) -> None:
    result = Result()
    for number, path in enumerate(documents(Path(SHARED or ""))):
        folder = tmp_path / str(number)
        folder.mkdir()
        try_document(path, folder, result)
    shown = [f"{f.document} {f.sample.place}: {f.detail}" for f in result.failures]
    print("", table(result), *shown, sep="\n")
    assert result.accepted >= FEWEST_ACCEPTED
    assert result.refused == REFUSED
    assert len(result.failures) <= MOST_FAILED, "\n".join(shown)


def _small(folder: Path) -> Path:
    path = folder / "pets.yaml"
    path.write_text(SPEC)
    return path


def test_samples_are_found_wherever_documents_show_them(tmp_path: Path) -> None:
    found = describe(_small(tmp_path))
    judge = Judge(found.tree)
    every = list(samples(found))
    shown = Counter((each.place.rpartition("/")[2], each.sent) for each in every)
    assert shown == {
        ("default", False): 1,
        ("default", True): 1,
        ("0", False): 1,
        ("0", True): 1,
        ("rex", False): 1,
        ("wrong", False): 1,
        # the parameter's, the request's, and the property's in both views
        ("example", True): 3,
        ("example", False): 1,
    }
    refused = [each.place for each in every if not judge.accepts(each)]
    assert [place.rpartition("/")[2] for place in refused] == ["wrong"]


def test_a_document_goes_through_its_own_package(tmp_path: Path) -> None:
    folder, result = tmp_path / "0", Result()
    folder.mkdir()
    try_document(_small(tmp_path), folder, result)
    assert (result.seen, result.accepted, result.failures) == (10, 9, [])


def test_required_is_judged_by_direction(tmp_path: Path) -> None:
    found = describe(_small(tmp_path))
    judge = Judge(found.tree)
    [request] = [s for s in samples(found) if "requestBody" in s.place]
    value = {"name": "Rex"}
    sent = Sample("", request.schema, request.type, True, value)
    read = Sample("", request.schema, request.type, False, value)
    assert judge.accepts(sent) and not judge.accepts(read)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ({"a": 1, "b": 2.0}, {"b": 2, "a": 1.0}, ""),
        ("2020-01-01T00:00:00+00:00", "2020-01-01T00:00:00Z", ""),
        ("2020-01-01T00:00:00+00:00", "2020-01-01T00:00:00", "another value"),
        (1, True, "another value"),
        ([1], [1, 2], "another length"),
        ({"a": None}, {}, "a null lost"),
        ({"a": 0}, {}, "a property lost"),
        ({}, {"a": 0}, "a property added"),
        ({"id": 0}, {}, ""),
        ([{"x": "a"}], [{"x": "b"}], "another value"),
    ],
)
def test_values_differ_in_what_json_says(
    before: object, after: object, kind: str
) -> None:
    found = difference(before, after, frozenset({"id"}))
    assert (found[0] if found else "").partition(":")[0] == kind
