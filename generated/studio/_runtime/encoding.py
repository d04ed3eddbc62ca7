"""Typed values → plain JSON tree, by functions compiled at a class's first use."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from enum import Enum
from types import NoneType
from typing import Any, TypeAlias, cast

from . import scalars
from .describe import describe, type_of
from .errors import EncodeError
from .plan import FieldPlan, plan
from .unset import UNSET, Unset

Encoder: TypeAlias = Callable[[Any], Any]

_SAME = frozenset({str, int, bool, NoneType})


def encode(value: Any) -> Any:
    """The plain JSON tree of a value: dict, list, str, int, float, bool and None.

    Models, enums, dates, durations, UUIDs, bytes, decimals and tuples become their JSON
    form; mappings and lists are copied. Whole floats become ints (`123`, not `123.0`).

    Raises:
        EncodeError: with the path, for NaN and the infinities, for None in a required
            field that is not nullable, and for values of other Python types.
    """
    try:
        return tree(value)
    except RecursionError:
        raise EncodeError(
            "the value contains itself, or is nested too deeply"
        ) from None


def tree(value: Any) -> Any:
    kind = type_of(value)
    encoder = _encoders.get(kind)
    if encoder is None:
        encoder = _encoders[kind] = _find(kind)
    return encoder(value)


def _same(value: Any) -> Any:
    return value


def _array(value: Any) -> list[Any]:
    result: list[Any] = []
    add = result.append
    try:
        for part in value:
            add(part if type(part) in _SAME else tree(part))
    except EncodeError as error:
        error.under(len(result))
        raise
    return result


def _object(value: Any) -> dict[str, Any]:
    result: dict[str, Any] = {}
    key: Any = None
    try:
        for key, part in value.items():
            name = key if type(key) is str else _key(key)
            result[name] = part if type(part) in _SAME else tree(part)
    except EncodeError as error:
        error.under(key)
        raise
    return result


def _key(key: Any) -> str:
    if isinstance(key, str):
        return str.__str__(key)
    raise EncodeError(f"a key is text, not {describe(key)}")


def _refuse(value: Any) -> Any:
    raise EncodeError(f"{describe(value)} has no JSON form")


def _unset(value: Any) -> Any:
    raise EncodeError("UNSET stands where a value is required")


_encoders: dict[type, Encoder] = {
    str: _same,
    int: _same,
    bool: _same,
    NoneType: _same,
    float: scalars.number_text,
    list: _array,
    tuple: _array,
    dict: _object,
    bytes: scalars.bytes_text,
    datetime: scalars.datetime_text,
    date: date.isoformat,
    time: scalars.time_text,
    timedelta: scalars.duration_text,
    Unset: _unset,
}
_BY_NAME: dict[tuple[str, str], Encoder] = {
    ("uuid", "UUID"): str,
    ("decimal", "Decimal"): scalars.decimal_text,
}
_BY_BASE: tuple[tuple[type, Encoder], ...] = (
    (str, str.__str__),
    (int, int),
    (float, lambda value: scalars.number_text(float(value))),
    (list, _array),
    (tuple, _array),
    (Mapping, _object),
    (datetime, scalars.datetime_text),
    (date, date.isoformat),
)


def _find(kind: Any) -> Encoder:
    if hasattr(kind, "__dataclass_fields__"):
        return _compile(kind)
    if issubclass(kind, Enum):
        return lambda member: member.value
    for parent in kind.__mro__:
        encoder = _BY_NAME.get((parent.__module__, parent.__qualname__))
        if encoder is not None:
            return encoder
    return next((found for base, found in _BY_BASE if issubclass(kind, base)), _refuse)


def _compile(model: type) -> Encoder:
    """The function that writes one model, as straight-line code.

    Only field names (identifiers) and `repr`s of wire names stand in the source.
    """
    fields = plan(model)
    named = [field for field in fields if not field.rest]
    space: dict[str, Any] = {
        "EncodeError": EncodeError,
        "UNSET": UNSET,
        "datetime": datetime,
        "datetime_text": scalars.datetime_text,
        "number": scalars.number_text,
        "others": _others,
        "required": _required,
        "tree": tree,
        "names": frozenset(field.wire for field in named),
    }
    body = [
        line
        for number, field in enumerate(named)
        for line in _field(number, field, space)
    ]
    rest = next((f"o.{field.name}" for field in fields if field.rest), None)
    source = "\n".join([*_HEAD, *(f"        {line}" for line in body), *_tail(rest)])
    exec(compile(source, f"<encoder of {model.__qualname__}>", "exec"), space)
    return cast("Encoder", space["encode"])


_HEAD = ["def encode(o):", "    d = {}", "    at = None", "    try:", "        pass"]


def _tail(rest: str | None) -> list[str]:
    source = f"tree({rest})" if rest else "getattr(o, '_extra', None)"
    return [
        "    except EncodeError as error:",
        "        error.under(at)",
        "        raise",
        f"    x = {source}",
        "    if x:",
        "        others(d, x, names)",
        "    return d",
    ]


def _field(number: int, field: FieldPlan, space: dict[str, Any]) -> list[str]:
    """The lines that write one field; `space` receives the objects they use."""
    key = f"d[{field.wire!r}]"
    at = f"at = {field.wire!r}"
    lines = [f"v = o.{field.name}"]
    quick = _quick(number, field, space)
    if quick is not None:
        test, expression = quick
        lines += [f"if type(v) is {test}:", f"    {at}; {key} = {expression}"]
        if expression == "v":
            lines[-1] = f"    {key} = v"
    word = "if" if quick is None else "elif"
    if not field.required and not field.nullable:
        lines += [f"{word} v is not None and v is not UNSET:"]
    elif not field.required:
        lines += [f"{word} v is not UNSET:"]
    else:
        lines += ["if True:" if quick is None else "else:"]
    nullable = field.nullable or field.hint in (Any, object, None, NoneType)
    value = "v" if nullable or not field.required else "required(v)"
    return [*lines, f"    {at}; {key} = tree({value})"]


def _quick(
    number: int, field: FieldPlan, space: dict[str, Any]
) -> tuple[str, str] | None:
    """The type that most values of the field have, and how it is written; or None."""
    hint = field.hint
    if hint in (str, int, bool):
        return hint.__name__, "v"
    if hint is float:
        return "float", "number(v)"
    if hint is datetime:
        return "datetime", "datetime_text(v)"
    if (
        isinstance(hint, type)
        and issubclass(hint, Enum)
        and issubclass(hint, (str, int))
    ):
        space[f"c{number}"] = hint
        return f"c{number}", "v._value_"
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        space[f"c{number}"] = hint
        _bind(hint, space, f"e{number}")
        return f"c{number}", f"e{number}(v)"
    return None


def _bind(model: type, space: dict[str, Any], name: str) -> None:
    """Put a model's encoder into the namespace; it is compiled at its first use."""

    def first(value: Any) -> Any:
        result = tree(value)
        space[name] = _encoders[model]
        return result

    space[name] = first


def _required(value: Any) -> Any:
    if value is None:
        raise EncodeError("a value is required")
    return value


def _others(
    result: dict[str, Any], others: Mapping[str, Any], names: frozenset[str]
) -> None:
    """Add the keys that no field of the model has; a field of the same name wins."""
    for key, value in others.items():
        if key not in names:
            result[key] = _copy(value)


def _copy(value: Any) -> Any:
    """What the server sent goes back unchanged, but is not shared with the result."""
    kind = type_of(value)
    if kind is dict:
        return {key: _copy(part) for key, part in value.items()}
    if kind is list:
        return [_copy(part) for part in value]
    return value
