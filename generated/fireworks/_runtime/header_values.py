"""Headers of a response as the values that the document describes.

They come in the style simple (OpenAPI 3.1 section 4.8.12.2), so that what a text means
depends on its type: `1,2` is a list where a list is expected.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import is_dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin

from .codec import decode
from .errors import DecodeError
from .json_text import loads
from .plan import FieldPlan, members, plan, without_null

if TYPE_CHECKING:
    from .transport import Headers

T = TypeVar("T")

_INTEGER = re.compile(r"[-+]?[0-9]{1,4300}")
_NUMBER = re.compile(r"[-+]?[0-9]{1,400}(\.[0-9]{1,400})?([eE][-+]?[0-9]{1,4})?")


def read(model: type[T], headers: Headers) -> T:
    """A dataclass whose fields are headers. Raises DecodeError."""
    kind: Any = model
    found = {
        field.wire: _value(field, headers[field.wire])
        for field in plan(kind)
        if field.wire in headers
    }
    value: T = decode(model, found)
    return value


def _value(field: FieldPlan, text: str) -> Any:
    hint = field.hint if not isinstance(field.hint, tuple) else Any
    try:
        return _tree(hint, text.strip())
    except DecodeError as error:
        error.under(field.wire)
        raise


def _tree(hint: Any, text: str) -> Any:
    """The JSON tree that a text stands for where this type is expected."""
    hint, _ = without_null(hint)
    origin = get_origin(hint) or hint
    if origin is list:
        [item] = get_args(hint)
        return [_tree(item, part.strip()) for part in text.split(",")] if text else []
    if origin is dict or is_dataclass(origin):
        return loads(text.encode()) if text[:1] == "{" else _object(hint, text)
    kinds = {int, float, bool}.intersection(members(hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        kinds |= {int} if issubclass(hint, int) else set[type]()
    return _scalar(kinds, text)


def _scalar(kinds: set[type], text: str) -> Any:
    """A number or a boolean where one is expected and the text is one."""
    if bool in kinds and text in ("true", "false"):
        return text == "true"
    if int in kinds and _INTEGER.fullmatch(text):
        return int(text)
    if kinds & {int, float} and _NUMBER.fullmatch(text):
        return float(text)
    return text


def _object(hint: Any, text: str) -> Mapping[str, Any]:
    """`R,100,G,200`, or with explode `R=100,G=200`."""
    parts = [part.strip() for part in text.split(",")] if text else []
    if all("=" in part for part in parts):
        pairs = [(name, value) for name, _, value in (p.partition("=") for p in parts)]
    else:
        pairs = list(zip(parts[::2], parts[1::2], strict=False))
    types = _types(hint)
    return {name: _tree(types.get(name, types.get("", Any)), v) for name, v in pairs}


def _types(hint: Any) -> dict[str, Any]:
    """The types of an object's members by name; under "" that of all others."""
    if is_dataclass(hint) and isinstance(hint, type):
        fields = plan(hint)
        return {f.wire: f.hint for f in fields if not isinstance(f.hint, tuple)}
    arguments = get_args(hint)
    return {"": arguments[1]} if len(arguments) == 2 else {}
