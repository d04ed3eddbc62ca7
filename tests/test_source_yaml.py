"""YAML: typing, aliases, merge keys, limits, places, and what is refused where."""

from __future__ import annotations

import gc
import math
import time
from pathlib import Path

import pytest
import yaml
from apimint.diagnostics import Position
from apimint.source import Limits, Node, yaml_events
from source_files import read, refused, tree


@pytest.fixture(params=["libyaml", "python"])
def either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch):
    if request.param == "python":
        monkeypatch.setattr(yaml_events, "_Parser", yaml.BaseLoader)


CORE_SCHEMA = [
    *[(text, None) for text in ("", "~", "null", "Null", "NULL")],
    *[(text, True) for text in ("true", "True", "TRUE", "!!bool true")],
    *[("false", False), ("0", 0), ("-12", -12), ("+7", 7), ("0755", 755)],
    *[("0o17", 15), ("0xfF", 255), ("!!int 5", 5), ("!!null null", None)],
    *[("1.5", 1.5), ("1.", 1.0), (".5", 0.5), ("-1e3", -1000.0), ("!!float 1", 1.0)],
    *[(".inf", math.inf), ("-.INF", -math.inf), ("+.Inf", math.inf)],
    *[(text, text) for text in ("no", "NO", "on", "y", "tRUE", "nULL", "~x", "none")],
    *[(text, text) for text in ("2020-01-01", "12:30:45", "1_000", "1.2.3", "0b11")],
    *[(text, text) for text in ("-a", "+", ".", "1e", "0x", "0o8", "-0x1", "1 2", "٣")],
    *[("'1'", "1"), ('"true"', "true"), ("!!str 12", "12"), ("'<<'", "<<")],
]


@pytest.mark.parametrize(("text", "value"), CORE_SCHEMA)
def test_scalars_have_the_types_of_yaml_1_2(text: str, value: Node) -> None:
    assert repr(tree(f"- {text}\n- x")) == repr([value, "x"])


def test_nan_is_a_number() -> None:
    (value,) = tree("[.nan]")  # type: ignore[misc]
    assert isinstance(value, float) and math.isnan(value)


def test_keys_are_the_text_that_is_written() -> None:
    text = "{200: a, true: b, 1.50: c, no: d, 2020-01-01: e, ~: f, null: g, 0x1: h}"
    expected = ["200", "true", "1.50", "no", "2020-01-01", "~", "null", "0x1"]
    assert list(tree(text)) == expected  # type: ignore[arg-type]


def test_aliases_are_copies(either_parser: None) -> None:
    text = "a: &x {b: &y [1, {c: 2}]}\nd: *x\ne: [*y, *y]\nf: &k text\n*k : *k"
    result = tree(text)
    inner = [1, {"c": 2}]
    expected = {"a": {"b": inner}, "d": {"b": inner}, "e": [inner, inner]}
    assert result == {**expected, "f": "text", "text": "text"}
    seen = [id(node) for node in containers(result)]
    assert len(seen) == len(set(seen))


def containers(node: Node) -> list[Node]:
    parts = node.values() if isinstance(node, dict) else node
    if not isinstance(node, dict | list):
        return []
    return [node, *(c for part in parts for c in containers(part))]  # type: ignore[union-attr]


def test_merge_keys_bring_entries_that_explicit_ones_override(
    either_parser: None,
) -> None:
    text = """\
x: &x {a: 1, b: {c: [2]}}
y: &y {b: 3, d: 4}
one: {b: 0, <<: *x}
two: {<<: [*x, *y], d: 5}
three: {<<: {e: 6}, "<<": text}
"""
    result = tree(text)
    assert isinstance(result, dict)
    assert result["one"] == {"a": 1, "b": 0}
    assert result["two"] == {"a": 1, "b": {"c": [2]}, "d": 5}
    assert result["three"] == {"e": 6, "<<": "text"}
    seen = [id(node) for node in containers(result)]
    assert len(seen) == len(set(seen))


YAML_REFUSALS = [
    ("a: 1\nb: 2\na: 3\n", "duplicate-key", (3, 1)),
    ("a: {b: 1,\n  c: {},\n  'b': 2}\n", "duplicate-key", (3, 3)),
    ("x: &x {}\na: {<<: *x, <<: *x}\n", "duplicate-key", (2, 13)),
    ("a: &x {b: *x}\n", "alias-cycle", (1, 11)),
    ("a: &x {<<: *x}\n", "alias-cycle", (1, 12)),
    ("a: &x [*x]\n", "alias-cycle", (1, 8)),
    ("a: *x\n", "undefined-alias", (1, 4)),
    ("a: !!python/object/apply:os.system [id]\n", "yaml-tag", (1, 4)),
    ("a: !include b\n", "yaml-tag", (1, 4)),
    ("a: !!binary aGk=\n", "yaml-tag", (1, 4)),
    ("a: !!set {}\n", "yaml-tag", (1, 4)),
    ("!foo a: 1\n", "yaml-tag", (1, 1)),
    ("a: !!int x\n", "yaml-tag-value", (1, 4)),
    ("a: !!int true\n", "yaml-tag-value", (1, 4)),
    ("a:\n  <<: 1\n", "bad-merge", (2, 7)),
    ("a:\n  <<: [1]\n", "bad-merge", (2, 7)),
    ("? [a]\n: 1\n", "complex-key", (1, 3)),
    ("x: &x {}\n*x : 1\n", "complex-key", (2, 1)),
    ("a: 1\n---\nb: 2\n", "several-documents", (2, 1)),
    ("# only a comment\n", "empty-document", (1, 1)),
    ("a:\n\tb: 1\n", "yaml-tab", (2, 1)),
    ("a:\n  b: 1\n \tc: 1\n", "yaml-tab", (3, 2)),
    ("a: b: c\n", "yaml-syntax", (1, 5)),
    ("a: [1\n", "yaml-syntax", (2, 1)),
    ('a: "\x01"\n', "control-character", (1, 5)),
    (f"a: {'9' * 5000}\n", "number-too-long", (1, 4)),
    ("a:\n" + "- " * 201 + "1\n", "too-deep", (2, 399)),
    ("a: " + "[" * 9999 + "]" * 9999, "too-deep", (1, 203)),
]


@pytest.mark.parametrize(("text", "code", "place"), YAML_REFUSALS)
def test_yaml_is_refused_at_its_place(
    tmp_path: Path, either_parser: None, text: str, code: str, place: tuple[int, int]
) -> None:
    diagnostic = refused(tmp_path, text)
    assert (diagnostic.code, diagnostic.position) == (code, Position(*place))


def test_a_duplicate_key_names_both_places(tmp_path: Path) -> None:
    message = refused(tmp_path, "a: 1\nb: 2\na: 3\n").message
    assert message.endswith("(first in line 1, column 1)")


def test_a_bomb_is_refused_before_it_is_built(tmp_path: Path) -> None:
    lines = ["x0: &x0 [a]"]
    lines += [f"x{i}: &x{i} [{', '.join([f'*x{i - 1}'] * 9)}]" for i in range(1, 12)]
    began = time.perf_counter()
    assert refused(tmp_path, "\n".join(lines)).code == "too-many-nodes"
    assert time.perf_counter() - began < 0.5


def test_depth_counts_aliases_at_their_height(tmp_path: Path) -> None:
    text = "a: &x [[1]]\nb: [[*x]]\n"
    assert read(tmp_path, text, limits=Limits(max_depth=5)).tree
    assert refused(tmp_path, text, limits=Limits(max_depth=4)).code == "too-deep"


def test_the_garbage_collector_runs_again_after_reading(tmp_path: Path) -> None:
    refused(tmp_path, "a: [")
    assert gc.isenabled()


YAML_TEXT = """\
a: &x
  b:
    - {c: 1}
    -   d: |
          text
d: *x
e: {<<: [{f: 1}, *x], g: 2}
"""
PLACES = {
    "": (1, 1),
    "/a": (1, 1),
    "/a/b": (2, 3),
    "/a/b/0": (3, 7),
    "/a/b/0/c": (3, 8),
    "/a/b/1/d": (4, 9),
    "/d": (6, 1),
    "/d/b/0": (3, 7),
    "/e/f": (7, 11),
    "/e/b": (2, 3),
    "/e/g": (7, 23),
    "/a/b/9/nothing": (2, 3),
    "no-pointer": (1, 1),
}


@pytest.mark.parametrize(("at", "place"), PLACES.items())
def test_yaml_positions(
    tmp_path: Path, either_parser: None, at: str, place: tuple[int, int]
) -> None:
    assert read(tmp_path, YAML_TEXT).position(at) == Position(*place)
