"""Values that docstrings show: a default, and examples."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from .. import ir
from .text import literal

_LONGEST_DEFAULT = 60  # of a list, in characters
_LONGEST_EXAMPLES = 60
_MOST_EXAMPLES = 2
# The formats of the registry whose name says what values look like.
_FORMATS = re.compile(
    r"(idn-)?(email|hostname)|ipv[46]|[iu]r[il](-reference|-template)?"
)
_PLACEHOLDER = re.compile(r"(an? )?example( \w+)?|string|text|null|none|\.+", re.I)


def default_mark(field: ir.Field | ir.Parameter) -> list[str]:
    """The sentence about a default, which the server applies."""
    value = field.default
    if not field.has_default or value is None or isinstance(value, dict):
        return []
    if isinstance(value, list):
        said = json.dumps(value, ensure_ascii=False)
        return [f"Default: {said}."] if len(said) <= _LONGEST_DEFAULT else []
    said = literal(value).source if isinstance(value, str) else str(value).lower()
    said = said if isinstance(value, bool | str) else str(value)
    return [] if _says_default(field.doc, said) else [f"Default: {said}."]


def _says_default(doc: str, value: str) -> bool:
    """Does a description give the default itself ("Defaults to `auto`", "20 by default")?"""
    bare = value.strip("\"'").lower()
    word = rf"(?<![\w.-]){re.escape(bare)}(?![\w-]|\.\d)"
    either = rf"\bdefaults?\b[^.\n]{{0,30}}?{word}|{word}\W{{0,3}}(by )?default\b"
    return bool(bare) and re.search(either, doc.lower()) is not None


def example_marks(
    asked: ir.Constraints, type_: ir.Type, doc: str, default: ir.Json = None
) -> list[str]:
    """The sentence about examples, where they are short and show something new: a number
    is like any other, and so is what has a well-known form.
    """
    if _FORMATS.fullmatch(asked.format):
        return []
    values = (_example(each, type_) for each in asked.examples if each != default)
    found = [each for each in dict.fromkeys(values) if each and not _tells(doc, each)]
    said = found[:_MOST_EXAMPLES]
    while said and len(", ".join(said)) > _LONGEST_EXAMPLES:
        said.pop()
    if not said:
        return []
    return [f"Example{'s' if len(said) > 1 else ''}: {', '.join(said)}."]


def _tells(doc: str, example: str) -> bool:
    """Does a description show the value, or is it none but a word in its place?"""
    bare = example.strip("\"'")
    shown = re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", doc, re.IGNORECASE)
    return shown is not None or _PLACEHOLDER.fullmatch(bare) is not None


def _example(value: ir.Json, type_: ir.Type) -> str:
    """A value as a literal; empty where it does not fit the type, or shows nothing."""
    match type_:
        case ir.Nullable(inner):
            return _example(value, inner)
        case ir.Scalar(ir.ScalarKind.STRING):
            return _text(value)
        case ir.Array(items=ir.Scalar() as item) if isinstance(value, list):
            return _list(_example(each, item) for each in value[:_LONGEST_EXAMPLES])
        case ir.Anything() if isinstance(value, str):
            return _text(value)
        case _:
            return ""


def _text(value: ir.Json) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)  # a text that YAML took for a number
    if not isinstance(value, str) or not value.strip() or "\n" in value:
        return ""
    return literal(value).source if len(value) <= _LONGEST_EXAMPLES else ""


def _list(items: Iterable[str]) -> str:
    found = list(items)
    return f"[{', '.join(found)}]" if found and all(found) else ""
