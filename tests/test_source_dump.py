"""YAML as it is written: read back the same, by every reader."""

from __future__ import annotations

import yaml
from apimint.source import Node, dump
from hypothesis import given, strategies as st
from source_files import tree

TYPED = ["", "~", "null", "True", "0", "-12", "0755", "0o17", "0xfF", "1.5", "1.", ".5"]
TYPED += ["-1e3", "+.Inf", ".nan", "no", "ON", "y", "=", "<<", "...", "---", "12:30:45"]
TYPED += ["1_000", "2020-01-01", "2020-01-01T00:00:00Z", "0b11", "tRUE", "- a", "a: b"]
texts = st.text() | st.text("\n \t:#-ab'\"|>", max_size=12)
words = st.sampled_from(TYPED)
scalars = (
    texts
    | words
    | st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
)
trees = st.recursive(
    scalars, lambda t: st.lists(t) | st.dictionaries(texts | words, t), max_leaves=12
)


@given(trees)
def test_dump_is_read_back_as_the_same_tree(value: Node) -> None:
    text = dump(value)
    assert "&" not in text or "&" in repr(value)
    assert repr(tree(text)) == repr(value)


@given(st.dictionaries(texts | words, texts | words))
def test_dump_is_the_same_text_to_a_reader_of_yaml_1_1(value: dict[str, str]) -> None:
    assert yaml.safe_load(dump(value)) == value


def test_dump_is_readable() -> None:
    value: Node = {
        "é": "no",
        "b": ["x\ny\n", {"c": "3.1.0", "d": []}, [1.0]],
        "e": "a b",
    }
    expected = (
        "é: 'no'\nb:\n  - |\n    x\n    y\n  - c: 3.1.0\n    d: []\n  - - 1.0\ne: a b\n"
    )
    assert dump(value) == expected


def test_dump_writes_keys_of_any_length() -> None:
    value: Node = {"k" * 2000: {"a": 1}, "l" * 2000: "x"}
    assert tree(dump(value)) == value
