"""A plain tree as readable YAML, the same bytes everywhere."""

from __future__ import annotations

import json
import math
import re

from ..characters import is_printable
from .pointer import Node
from .scalars import resolve

# Text that a reader of YAML 1.1 takes for a boolean, a number, a date or a merge key.
_TYPED_IN_1_1 = re.compile(
    r"(?i:y|n|yes|no|on|off|true|false|null)|<<|="
    r"|[-+]?0b[01_]+|[-+]?0x[0-9a-fA-F_]+|[-+]?\.[0-9_]+(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*"
)
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@` ")
_LONGEST_KEY = 1000  # a longer one needs '?' before it (YAML 1.2 section 8.2.2: 1024)


def dump(tree: Node) -> str:
    """The YAML text of `tree`: keys in their order, block style, texts of several lines
    as literals. Text that a reader of YAML 1.1 or 1.2 would take for a boolean, null,
    number or date is quoted; nothing is ever an alias.
    """
    if isinstance(tree, dict | list) and tree:
        lines = _container(tree)
    else:
        lines = [_inline(tree)]
    return "".join(line + "\n" for line in lines)


def _container(node: dict[str, Node] | list[Node]) -> list[str]:
    """The lines of a filled mapping or sequence, without indentation."""
    lines: list[str] = []
    if isinstance(node, list):
        for value in node:
            lines += _item(value)
        return lines
    for key, value in node.items():
        name = _text(key)
        if len(name) > _LONGEST_KEY:
            lines += [f"? {name}", *_entry("", value)]
        else:
            lines += _entry(name, value)
    return lines


def _entry(name: str, value: Node) -> list[str]:
    if isinstance(value, dict | list) and value:
        return [f"{name}:", *_indent(_container(value))]
    head, *body = _scalar(value)
    return [f"{name}: {head}", *_indent(body)]


def _item(value: Node) -> list[str]:
    if isinstance(value, dict | list) and value:
        head, *body = _container(value)
    else:
        head, *body = _scalar(value)
    return [f"- {head}", *_indent(body)]


def _indent(lines: list[str]) -> list[str]:
    return ["  " + line if line else "" for line in lines]


def _scalar(value: Node) -> list[str]:
    """The lines of a value in a container: one, or a literal's header and its lines."""
    if isinstance(value, str) and "\n" in value and _fits_literal(value):
        end = "" if value.endswith("\n") else "-"
        if value.endswith("\n\n"):
            end = "+"
        start = "2" if value[0] in " \n" else ""
        return [f"|{start}{end}", *value.removesuffix("\n").split("\n")]
    return [_inline(value)]


def _fits_literal(text: str) -> bool:
    lines = text.split("\n")
    blank = any(line and not line.strip() for line in lines)
    printable = all(is_printable(line.replace("\t", " ")) for line in lines)
    return printable and not blank and text.strip() != "" and text[0] != "\t"


def _inline(value: Node) -> str:
    """A scalar or an empty container, in one line."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict | list):
        return "{}" if isinstance(value, dict) else "[]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return _float(value) if isinstance(value, float) else str(value)


def _float(value: float) -> str:
    if math.isnan(value):
        return ".nan"
    if math.isinf(value):
        return ".inf" if value > 0 else "-.inf"
    digits, mark, exponent = repr(value).partition("e")
    if mark and "." not in digits:  # YAML 1.1 wants a point before an exponent
        digits += ".0"
    return digits + mark + exponent


def _text(text: str) -> str:
    """A text in one line: plain where that is safe, else quoted."""
    if not is_printable(text):
        quoted = json.dumps(text, ensure_ascii=False)
        return "".join(c if is_printable(c) else _escape(c) for c in quoted)
    if _is_plain(text):
        return text
    return "'" + text.replace("'", "''") + "'"


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _is_plain(text: str) -> bool:
    if not text or text[0] in _INDICATORS or text[-1] in " :":
        return False
    if ": " in text or " #" in text or text.startswith("..."):
        return False
    return not _TYPED_IN_1_1.fullmatch(text) and isinstance(resolve(text), str)
