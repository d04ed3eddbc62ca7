"""Clients of real documents are understood by Prism, the mock server of others.

Where APIMINT_PRISM names the `prism` executable of the npm package @stoplight/prism-cli and
APIMINT_SHARED the corpus. The tables are printed with `pytest -s`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from prism_arguments import described
from prism_circles import opened
from prism_judge import ABSENT, ARRAY, COERCED, COMPOSED, PLUS, Sent, excuse
from prism_report import details, row, table
from prism_run import DOCUMENTS, run
from prism_schemas import readings
from prism_server import Violation, violations
from prism_values import Maker, make

PRISM = os.environ.get("APIMINT_PRISM")
SHARED = os.environ.get("APIMINT_SHARED")
FEWEST = {"fireworks": 8, "stripe": 400, "github": 1200}


def _missing() -> str:
    """Why the mock server cannot be asked; "" where it can."""
    if not shutil.which("node"):
        return "there is no Node"
    if not PRISM or not shutil.which(PRISM):
        return "APIMINT_PRISM names no executable of Prism"
    return "" if SHARED else "APIMINT_SHARED names no corpus"


@pytest.mark.slow
@pytest.mark.skipif(bool(_missing()), reason=_missing() or "-")
@pytest.mark.parametrize("name", DOCUMENTS)
def test_prism_has_nothing_against_our_requests(name: str, tmp_path: Path) -> None:
    outcome = run(name, PRISM or "", Path(SHARED or "") / "corpus", tmp_path)
    said = list(details(outcome.talks))
    print("", table([row(name, outcome.talks)]), *said, sep="\n")
    assert len(outcome.talks) >= FEWEST[name]
    assert all(each.statuses for each in outcome.talks)
    wrong = [each.name for each in outcome.talks if each.violations or each.unsent]
    assert wrong == [], "\n".join(said)
    unread = [each.name for each in outcome.talks if each.unread and each.accepted]
    assert unread == [], "\n".join(said)
    # Silence means something only where what is wrong is reported.
    broken = [each.noticed for each in outcome.talks if each.noticed is not None]
    assert sum(broken) >= 0.9 * len(broken)


@pytest.mark.parametrize(
    ("hint", "schema", "value"),
    [
        (str, {"minLength": 6}, "textxx"),
        (str, {"pattern": "^[0-9]{3}$"}, "000"),
        (str, {"pattern": "^a", "example": "abc"}, "abc"),
        (str, {"format": "uri", "example": "no uri"}, "https://example.com/a?b=c"),
        (str | None, {"enum": ["x", "y"]}, "x"),
        (int, {"minimum": 5}, 5),
        (int, {"exclusiveMaximum": 0}, -1),
        (float, {"multipleOf": 0.5, "minimum": 2.5}, 2.5),
        (list[int], {"minItems": 2, "items": {"type": "integer"}}, [1, 2]),
        (int | str, {"oneOf": [{"type": "string"}]}, "text"),
        (dict[str, str], {"properties": {"a": {}}, "required": ["a"]}, {"a": "text"}),
        (Any, {"$ref": "#/a"}, True),
    ],
)
def test_values_fit_their_schema(hint: Any, schema: Any, value: Any) -> None:
    assert make(Maker({"a": {"type": "boolean"}}, full=False), hint, schema) == value


def test_alternatives_are_kept_apart() -> None:
    one = {"oneOf": [{"required": ["a"]}, {"required": ["b"]}], "type": "object"}
    names: Any = {"properties": {"a": {}, "b": {}}}
    hint = dict[str, int]
    assert make(Maker({}, full=False), hint, one | names) == {"a": 1}
    assert len(readings({}, one)) == 2


def test_what_prism_says_is_sorted_by_side() -> None:
    header = (
        '[{"location":["request","query","a"],"severity":"Error","code":"type",'
        '"message":"m"},{"location":["response","body"],"code":"x","message":"n"}]'
    )
    found = violations({"sl-violations": header}, b"")
    assert found == [
        Violation("request.query.a", "type", "m"),
        Violation("response.body", "x", "n"),
    ]
    problem = {"content-type": "application/problem+json"}
    name = "https://stoplight.io/prism/errors#UNAUTHORIZED"
    [said] = violations(problem, b'{"type": "%s", "detail": "d"}' % name.encode())
    assert said == Violation("request", "UNAUTHORIZED", "d")


DOCUMENT: Any = {
    "paths": {
        "/a": {
            "post": {
                "parameters": [
                    {"in": "query", "name": "id", "schema": {"type": ["integer"]}},
                    {
                        "in": "query",
                        "name": "any",
                        "schema": {"oneOf": [{"type": "integer"}, {"type": "string"}]},
                    },
                ],
                "requestBody": {
                    "content": {"x": {"encoding": {"deep": {"style": "deepObject"}}}}
                },
            }
        }
    }
}


@pytest.mark.parametrize(
    ("place", "code", "message", "form", "reason"),
    [
        ("query.any", "oneOf", "", {}, COERCED),
        ("query.id", "oneOf", "", {}, ""),
        ("body.deep", "required", "", {"other": "1"}, ABSENT),
        ("body.deep", "required", "has required property 'b'", {"deep[a]": "1"}, ""),
        (
            *("body.deep", "required", "has required property 'b'"),
            *({"deep[b][0]": "1"}, COMPOSED),
        ),
        ("body.deep.a", "required", "", {"deep[b]": "1"}, ABSENT),
        ("body.flat", "required", "", {}, ""),
        ("", "415", "Cannot deserialize JSON object array", {"a[0][b]": "1"}, ARRAY),
        ("", "415", "Cannot deserialize JSON object array", {"a[b]": "1"}, ""),
        ("body.a", "undefined", "Reserved characters", {"a": "x+y"}, PLUS),
        ("body.a", "undefined", "Reserved characters", {"a": "x@y"}, ""),
    ],
)
def test_prism_is_excused_for_what_it_does_wrong_alone(
    place: str, code: str, message: str, form: dict[str, str], reason: str
) -> None:
    found = described(DOCUMENT)["POST", "/a"]
    violation = Violation(f"request.{place}".rstrip("."), code, message)
    assert excuse(violation, found, Sent("", {}, form)) == reason
    own = violation._replace(location=f"response.{place}")
    assert excuse(own, found, Sent("", {}, form)) == ""


def _circle(count: int) -> Iterator[tuple[str, Any]]:
    for index in range(count):
        following = {"$ref": f"#/components/schemas/s{(index + 1) % count}"}
        lists = {"type": "array", "items": following}
        yield f"s{index}", {"properties": {"next": following, "all": lists, "a": {}}}


def test_large_circles_are_opened_where_no_request_uses_them() -> None:
    document: Any = {"paths": {}, "components": {"schemas": dict(_circle(11))}}
    changed, cut = opened(document)
    assert cut == 22
    lists = {"type": "array", "items": {}, "maxItems": 0}
    first = changed["components"]["schemas"]["s0"]
    assert first == {"properties": {"all": lists, "a": {}}}
    body = {"requestBody": {"$ref": "#/components/schemas/s0"}}
    assert opened(document | {"paths": {"/": {"post": body}}})[1] == 0
    small: Any = {"paths": {}, "components": {"schemas": dict(_circle(10))}}
    assert opened(small) == (small, 0)
