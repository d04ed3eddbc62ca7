"""Spec text is hostile: whatever it says stays inside its literal, docstring or comment."""

from __future__ import annotations

import ast
import keyword
import re
import tokenize
import unicodedata
from io import StringIO

import pytest
from apimint.python.docs import docstring
from apimint.python.format import format_source
from apimint.python.text import Identifier, Module, comment, is_identifier, literal
from apimint.python.words import pascal, snake, words
from apimint.source import dump
from house import hidden
from hypothesis import example, given, settings, strategies as st

# What breaks out of string literals, and what cannot be seen, more often than by chance.
NASTY = (
    '"""', "'''", '"', "'", "\\", '\\"', "\\\\", "\\N{DASH}", "\\u0041", "\\x", "{x}",
    "\r", "\n", "\r\n", "\n\n\n", "\t", "\f", "\v", "\0", "\x1b[2J", "\x85", "\u2028",
    "\u2029", "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\u115f", "\u3164",
    "\U000e0101", "\U000e0041", "\ud800", "\ufffe", "- item", "1. item", "```", "| a |",
    "    code", "# head", "* star", "> quote", "e\u0301", "é", "日本", "⚠️", "%s", "`code`",
    "type: ignore", "fmt: off", "noqa", "x" * 100, "word " * 30, "import os", "Args:", "=",
)  # fmt: skip
texts = st.lists(st.sampled_from(NASTY) | st.text(max_size=12), max_size=9).map(
    lambda pieces: "".join(pieces)
) | st.lists(st.sampled_from(NASTY) | st.text(max_size=12), max_size=9).map(" ".join)
WIDTH = 88


@pytest.mark.parametrize("word", [*keyword.kwlist, "a." + keyword.kwlist[0]])
def test_a_keyword_is_no_identifier(word: str) -> None:
    with pytest.raises(ValueError, match="not an identifier"):
        Identifier(word)


@pytest.mark.parametrize(
    "text",
    [
        *("", ".", "..", "a.", "a..b", "1a", "a b", "a-b", "a\n", "a#", "a(", "a=1"),
        *("a;b", "a\u00a0", "\ufb01", "ª", "\U0001d41a", "e\u0301", "\uff41", "\u017f", "a\u2029"),
        *("a\u200d", "a\u115f", "\u1160", "a\u17b5", "a\ufe0f", "a\ufe00", "a\U000e0101"),
    ],
    ids=ascii,
)  # fmt: skip
def test_what_is_no_identifier(text: str) -> None:
    with pytest.raises(ValueError, match="not an identifier"):
        Identifier(text)


@pytest.mark.parametrize(
    "text", ["a", "_", "__a", "A1", "größe", "名前", "a.b.C", "match"]
)
def test_what_is_an_identifier(text: str) -> None:
    assert Identifier(text).source == text


@given(st.text(max_size=5))
def test_an_identifier_is_one_name_and_its_own_normal_form(text: str) -> None:
    if is_identifier(text):
        assert unicodedata.normalize("NFKC", text) == text
        assert not hidden(text)
        (node,) = ast.parse(text).body
        assert isinstance(node, ast.Expr)
        assert isinstance(node.value, ast.Name)
        assert node.value.id == text


@pytest.mark.parametrize("text", ["", "..", "a import b", "a.if", "a;b", ".a.", "a\nb"])
def test_a_module_stays_between_from_and_import(text: str) -> None:
    if text.strip("."):
        with pytest.raises(ValueError, match="not a module"):
            Module(text)
    else:
        assert Module(text).source == text


@given(texts)
@example("a\u115fb")
@example("\u3164")
def test_a_name_of_an_identifier_can_be_seen(text: str) -> None:
    parts = words(text)
    assert not hidden(pascal(parts) + snake(parts))


values = (
    texts
    | st.text()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
    | st.none()
)


@given(values)
def test_a_literal_is_the_value_and_shows_all_of_it(
    value: str | int | float | bool | None,
) -> None:
    source = literal(value).source
    found = ast.literal_eval(source)
    assert (type(found), repr(found)) == (type(value), repr(value))
    assert "\n" not in source
    assert not hidden(source)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_has_no_literal(value: float) -> None:
    with pytest.raises(ValueError, match="no literal"):
        literal(value)


@given(texts)
def test_a_comment_is_one_comment(text: str) -> None:
    source = comment(text).source
    assert not hidden(source)
    assert source.splitlines() == [source]
    tokens = list(tokenize.generate_tokens(StringIO(f"a = 1  {source}\n").readline))
    assert [t.string for t in tokens if t.type == tokenize.COMMENT] == [source.rstrip()]


DIRECTIVES = re.compile(
    r"#\s*(type:|mypy:|pyright:|ruff:|fmt:|isort:|yapf:|pylint:|flake8[:=]|pragma:|noqa|nosec)"
    r"|coding[:=]\s*[-\w.]",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    "text",
    [
        *("type: ignore", "type:ignore[misc]", "type: int", "mypy: ignore-errors"),
        *("pyright: basic", "ruff: noqa", "fmt: off", "fmt:skip", "isort: skip_file"),
        *("noqa", "NOQA: E501", "nosec", "pragma: no cover", "pylint: disable=all"),
        *("yapf: disable", "flake8: noqa", "-*- coding: utf-7 -*-", "a coding=x.yaml"),
        *("see # type: ignore", "see #noqa", "encoding:utf-16", " type: ignore"),
    ],
)
def test_a_comment_gives_no_orders_to_a_tool(text: str) -> None:
    assert not DIRECTIVES.search(comment(text).source)


@pytest.mark.parametrize("text", ["Note: type is a word.", "the format: off", "a: b"])
def test_other_comments_stay_as_they_are(text: str) -> None:
    assert comment(text).source == f"# {text}"


@settings(max_examples=300)
@given(texts, st.sampled_from([0, 4, 8]), st.booleans(), st.booleans())
@example('"', 4, False, False)
@example('""""', 4, True, False)
@example("\\", 4, True, True)
@example('a\n\n"', 4, True, False)
@example("x" * 78 + '"', 4, True, False)
@example("x" * 77 + " " + "y" * 77 + '"', 4, True, False)
@example("a\n\n\n\nb", 0, False, False)
@example("```\n\n\n\n```", 0, False, True)
@example("a\n\n    code", 4, True, False)
def test_a_docstring_is_one_constant_that_black_leaves_alone(
    text: str, indent: int, compact: bool, described: bool
) -> None:
    arguments = [("name", text), ("other", "")] if described else []
    source = docstring(text, indent, arguments, compact=compact).source
    assert not hidden(source)
    module = (
        "".join(
            f"{' ' * depth}class {name}:\n"
            for depth, name in zip(range(0, indent, 4), "AB", strict=False)
        )
        + f"{' ' * indent}{source}\n"
    )
    (constant,) = [
        n for n in ast.walk(ast.parse(module)) if isinstance(n, ast.Constant)
    ]
    assert isinstance(constant.value, str)
    assert all(_fits(line, text) for line in module.splitlines())
    assert format_source(module) == module


def _fits(line: str, text: str) -> bool:
    """Longer than a line may be only a single word, or what is laid out by itself."""
    laid_out = "```" in text or "|" in text
    return len(line) <= WIDTH or laid_out or len(line.split()) < 3


@given(texts)
def test_a_docstring_says_what_the_text_says(text: str) -> None:
    found = ast.literal_eval(docstring(text, 0).source)
    assert _letters(found) == _letters(text)


def _letters(text: str) -> str:
    """What no wrapping touches, and no escape of what cannot be seen adds."""
    return "".join(
        c for c in text if c.isalpha() and not hidden(c) and c not in "xuUabcdef"
    )


# Assigned by Unicode 15.0, 15.1, 16.0 and 17.0: some Pythons print them, some do not.
NEWER = ("\u0cf3", "\U0001fae8", "\U00031350", "\U0002ebf0", "\u1c89", "\U0001fac8")


@pytest.mark.parametrize("sign", NEWER, ids=ascii)
def test_what_is_newer_than_the_oldest_python_is_the_same_for_all(sign: str) -> None:
    escape = ascii(sign)[1:-1]
    assert literal(f"a{sign}").source == f'"a{escape}"'
    assert comment(f"a{sign}").source == f"# a{escape}"
    assert docstring(f"a{sign}.", 0) == docstring(f"a{escape}.", 0)
    assert not is_identifier(f"a{sign}")
    assert words(f"one{sign}two") == ["one", "two"]
    assert dump({"a": sign}) == f'a: "{escape}"\n'


def test_what_newer_pythons_take_for_names_is_none() -> None:
    for sign in "\u30fb\uff65\u200d":
        assert not is_identifier(f"a{sign}b")


@pytest.mark.parametrize("sign", ["é", "日", "😀", "ॐ"])
def test_what_the_oldest_python_shows_is_shown(sign: str) -> None:
    assert literal(sign).source == f'"{sign}"'
    assert comment(sign).source == f"# {sign}"
