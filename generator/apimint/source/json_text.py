"""JSON to a plain tree by the standard library's parser, behind checks of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Any, NoReturn

from .fault import Fault, duplicate_key, number_too_long, too_deep, too_many_nodes
from .limits import Limits
from .places import Place
from .pointer import Node
from .quote import quote

# A string that is never closed ends with the text, so that each scan is linear.
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)', re.DOTALL)
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_STRUCTURE = re.compile(r"[^{}\[\]]+")
_LEVELS = {"{": 1, "[": 1, "}": -1, "]": -1}


class _Refused(Exception):
    """A hook of the parser found what is not allowed; the survey says where."""


def parse_json(text: str, limits: Limits) -> Node:
    """The tree of a JSON text (RFC 8259).

    Raises:
        Fault: `text` is not JSON, or more than the limits allow.
    """
    _check_limits(text, limits)
    try:
        tree: Node = json.loads(
            text, object_pairs_hook=_object, parse_constant=_refuse_constant
        )
    except json.JSONDecodeError as error:
        raise _syntax_fault(text, error) from None
    except (_Refused, ValueError):  # ValueError: an integer of thousands of digits
        survey(text)
        raise Fault("json-syntax", "not valid JSON", 0) from None
    if _ESCAPED_SURROGATE.search(text):
        survey(text)
    return tree


def _check_limits(text: str, limits: Limits) -> None:
    """Refuse before parsing what would take too much of the stack or of the memory."""
    bare = _STRING.sub("", text)
    if bare.count(",") + bare.count("[") + bare.count("{") >= limits.max_nodes:
        raise too_many_nodes(limits.max_nodes, 0)
    levels = map(_LEVELS.__getitem__, _NOT_STRUCTURE.sub("", bare))
    if max(accumulate(levels), default=0) > limits.max_depth:
        raise too_deep(limits.max_depth, _index_of_depth(text, limits.max_depth))


def _index_of_depth(text: str, limit: int) -> int:
    depth = 0
    for token in _TOKEN.finditer(text):
        depth += _LEVELS.get(token.group(), 0)
        if depth > limit:
            return token.start()
    return 0


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise _Refused
    return result


def _refuse_constant(_: str) -> NoReturn:
    raise _Refused


def _syntax_fault(text: str, error: json.JSONDecodeError) -> Fault:
    index = min(error.pos, len(text))
    if error.msg.startswith("Illegal trailing comma"):
        # Python 3.13 points at the comma, and earlier versions at the bracket behind it.
        index += 1 + len(text[index + 1 :]) - len(text[index + 1 :].lstrip())
    before = text[:index].rstrip()
    problem, hint = error.msg[:1].lower() + error.msg[1:], ""
    if text[index : index + 2] in ("//", "/*") or text[index : index + 1] == "#":
        problem, hint = "JSON has no comments", "remove the comment"
    elif before.endswith(",") and text[index : index + 1] in ("}", "]"):
        problem, hint = "a comma follows the last entry", "remove the comma"
    elif not text[index:].strip():
        problem = "the text ends too early: " + problem
    elif text[index] == "'":
        hint = "JSON strings stand in double quotes"
    return Fault("json-syntax", f"not valid JSON: {problem}", index, hint)


def survey(text: str) -> Place:
    """The places of a JSON text that the parser accepts, or that a hook refuses.

    Raises:
        Fault: a duplicate key, NaN or Infinity, a number with too many digits, or half
            of a surrogate pair.
    """
    tokens = _TOKEN.finditer(text)
    return _place(next(tokens), tokens, None)


def _place(
    token: re.Match[str], tokens: Iterator[re.Match[str]], index: int | None
) -> Place:
    place = Place(token.start() if index is None else index)
    start = token.group()
    if start == "{":
        place.children = _entries(tokens)
    elif start == "[":
        place.children = _items(tokens)
        place.is_list = True
    else:
        _check_scalar(token)
    return place


def _entries(tokens: Iterator[re.Match[str]]) -> dict[str, Place]:
    places: dict[str, Place] = {}
    for token in tokens:
        if token.group() == "}":
            break
        if token.group() == ",":
            continue
        key = _check_scalar(token)
        if key in places:
            raise duplicate_key(key, token.start(), places[key].index)
        next(tokens)  # the colon
        places[key] = _place(next(tokens), tokens, token.start())
    return places


def _items(tokens: Iterator[re.Match[str]]) -> dict[str, Place]:
    places: dict[str, Place] = {}
    for token in tokens:
        if token.group() == "]":
            break
        if token.group() != ",":
            places[str(len(places))] = _place(token, tokens, None)
    return places


def _check_scalar(token: re.Match[str]) -> str:
    """The text of a scalar.

    Raises:
        Fault: JSON does not allow it, or Python cannot hold it.
    """
    text = token.group()
    if text.startswith('"'):
        text = json.loads(text) if "\\" in text else text[1:-1]
        if _SURROGATE.search(text):
            message = f"the string {quote(text)} holds half of a surrogate pair"
            hint = "write the whole character: two \\u escapes, or itself"
            raise Fault("lone-surrogate", message, token.start(), hint)
    elif text in ("NaN", "Infinity", "-Infinity"):
        message = f"JSON has no {quote(text)}"
        raise Fault("json-constant", message, token.start(), "use a number or null")
    elif text.lstrip("-").isdigit() and _is_too_long(text):
        raise number_too_long(token.start())
    return text


def _is_too_long(digits: str) -> bool:
    try:
        int(digits)
    except ValueError:
        return True
    return False
