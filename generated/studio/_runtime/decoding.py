"""Plain JSON tree → typed values, by functions compiled at a type's first use."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from enum import Enum
from types import UnionType
from typing import (
    Annotated,
    Any,
    BinaryIO,
    ForwardRef,
    Literal,
    Union,
    cast,
    get_args,
    get_origin,
)

from . import shapes, unions
from .errors import ApiError, DecodeError
from .markers import Tagged
from .plan import FieldPlan, members, plan, read_only, resolve, scope_of
from .shapes import Decoder, Shape
from .unset import UNSET

_Scope = Mapping[str, Any]

_models: dict[type, Shape] = {}
_decoders: dict[Any, Shape] = {}


def decode(hint: Any, data: Any) -> Any:
    """The value of type `hint` that a plain JSON tree stands for.

    `hint` is any annotation that a generated model uses. Every part of the result has
    the type that its annotation says. The tree is not changed; parts typed `Any` are
    taken from it as they are.

    Raises:
        DecodeError: with the JSON path, what was expected and what stands there.
        ApiError: when the hint itself cannot be resolved, or has no JSON form.
    """
    # Unions in another order are equal, but do not mean the same: hence the text.
    key = hint if isinstance(hint, type) else (hint, repr(hint))
    shape = _decoders.get(key)
    if shape is None:
        shape = _decoders[key] = shape_of(hint, {})
    try:
        return shape.decode(data)
    except RecursionError:
        raise DecodeError("fewer levels", "a value nested too deeply") from None


def shape_of(hint: Any, scope: _Scope) -> Shape:
    """How values of this type are read; `scope` resolves forward references."""
    simple = shapes.scalar(hint)
    if simple is not None:
        return simple
    if isinstance(hint, str):
        hint = ForwardRef(hint)
    if isinstance(hint, ForwardRef):
        return _later(hint, scope)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _model(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return shapes.enumeration(hint)
    return _composite(hint, scope)


def _composite(hint: Any, scope: _Scope) -> Shape:
    origin: Any = get_origin(hint) or hint
    parts: tuple[Any, ...] = get_args(hint)
    if origin is Literal:
        return shapes.constant(parts)
    if origin is Annotated:
        return _annotated(parts, scope)
    if origin in (Union, UnionType) or isinstance(hint, tuple):
        return _union(hint, scope)
    if origin is list:
        return shapes.array(shape_of(parts[0] if parts else Any, scope))
    if origin is dict:
        return _mapping(hint, parts or (str, Any), scope)
    if origin is tuple and Ellipsis not in parts:
        return shapes.fixed([shape_of(part, scope) for part in parts])
    if hint is BinaryIO or getattr(hint, "is_upload", False):
        return shape_of(Any, scope)  # a file, in a body that is not JSON
    raise ApiError(f"the type {hint!r} has no JSON form here")


def _mapping(hint: Any, parts: tuple[Any, ...], scope: _Scope) -> Shape:
    if parts[0] is not str:
        raise ApiError(f"the type {hint!r} has no JSON form: its keys are not text")
    return shapes.mapping(shape_of(parts[1], scope))


def _annotated(parts: tuple[Any, ...], scope: _Scope) -> Shape:
    shape = shape_of(parts[0], scope)
    for mark in parts[1:]:
        if isinstance(mark, Tagged):
            by_tag = {tag: shape_of(member, scope) for tag, member in mark.members}
            shape = unions.tagged(mark, shape, by_tag)
    return shape


def _union(hint: Any, scope: _Scope) -> Shape:
    found: list[Any] = []
    waiting = list(members(hint))
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, ForwardRef):
            part = resolve(part, scope)
        nested = members(part)
        if nested != (part,) or isinstance(part, ForwardRef):
            waiting[:0] = nested
        else:
            found.append(part)
    return unions.union([shape_of(part, scope) for part in found])


def _later(reference: ForwardRef, scope: _Scope) -> Shape:
    """A recursive alias: its shape is made when the first value comes."""

    def first(value: Any) -> Any:
        shape.decode = shape_of(resolve(reference, scope), scope).decode
        return shape.decode(value)

    shape = Shape(first, shapes.KINDS, "a value")
    return shape


def _model(model: type) -> Shape:
    known = _models.get(model)
    if known is not None:
        return known

    def first(value: Any) -> Any:
        shape.decode = _compile(model)
        return shape.decode(value)

    shape = Shape(first, frozenset({dict}), "an object")
    shape.model = model
    return _models.setdefault(model, shape)


def _compile(model: type) -> Decoder:
    """The function that reads one model, as straight-line code.

    Only field names (identifiers) and `repr`s of wire names stand in the source.
    """
    scope = scope_of(model)
    fields = [(field, shape_of(field.hint, scope)) for field in plan(model)]
    space: dict[str, Any] = {
        "DecodeError": DecodeError,
        "UNSET": UNSET,
        "as_object": shapes.as_object,
        "missing": _missing,
        "model": model,
        "new": object.__new__,
    }
    named = [pair for pair in fields if not pair[0].rest]
    # Cheap checks first: in a union a wrong member is then found before its parts are.
    named.sort(key=lambda pair: pair[1].same is None and pair[1].known is None)
    body = [
        line
        for number, (field, shape) in enumerate(named)
        for line in _field(number, field, shape, space)
    ]
    for field, shape in fields:
        if field.rest:
            space["rest"] = shape.decode
    space["names"] = read_only(model).union(field.wire for field, _ in named)
    rest = next((field.name for field, _ in fields if field.rest), None)
    source = "\n".join([*_HEAD, *_indent(body, 2), *_tail(len(named), rest)])
    exec(compile(source, f"<decoder of {model.__qualname__}>", "exec"), space)
    return cast("Decoder", space["decode"])


_HEAD = [
    "def decode(d):",
    "    if type(d) is not dict:",
    "        d = as_object(d)",
    "    o = new(model)",
    "    absent = 0",
    "    at = None",
    "    try:",
    "        pass",
]


def _tail(count: int, rest: str | None) -> list[str]:
    others = "{k: d[k] for k in d if k not in names}"
    lines = [
        "    except DecodeError as error:",
        "        error.under(at)",
        "        raise",
    ]
    if rest is not None:
        lines += [f"    o.{rest} = rest({others})"]
    else:
        others += f" if len(d) + absent != {count} else None"
        lines += [f"    o._extra = {others}"]
    return [*lines, "    return o"]


def _field(
    number: int, field: FieldPlan, shape: Shape, space: dict[str, Any]
) -> list[str]:
    """The lines that read one field; `space` receives the objects they use."""
    key, target = repr(field.wire), f"o.{field.name}"
    absent = _absent(number, field, space)
    lines = [f"v = d[{key}]", *_value(number, field, shape, space)]
    otherwise = (
        [f"at = {key}", "raise missing()"]
        if field.required
        else [f"{target} = {absent}", "absent += 1"]
    )
    return [f"if {key} in d:", *_indent(lines), "else:", *_indent(otherwise)]


def _value(
    number: int, field: FieldPlan, shape: Shape, space: dict[str, Any]
) -> list[str]:
    target, call = f"o.{field.name}", f"f{number}(v)"
    null = None if field.nullable else _absent(number, field, space)
    if shape.decode is shapes.anything and (field.required or null in (None, "None")):
        return [f"{target} = v"]
    _bind(shape, space, f"f{number}")
    branches: list[tuple[str, list[str]]] = []
    at = f"at = {field.wire!r}"
    if shape.lookup is not None and shape.same is not None:
        space[f"g{number}"] = shape.lookup
        found = [at, f"{target} = g{number}(v) or {call}"]
        branches.append((f"type(v) is {shape.same.__name__}", found))
    elif shape.same is not None:
        branches.append((f"type(v) is {shape.same.__name__}", [f"{target} = v"]))
    if field.nullable or not field.required:
        branches.append(("v is None", [f"{target} = {null}"]))
    return _branches(branches, [at, f"{target} = {call}"])


def _branches(branches: list[tuple[str, list[str]]], last: list[str]) -> list[str]:
    lines: list[str] = []
    for number, (test, block) in enumerate(branches):
        lines += [f"{'elif' if number else 'if'} {test}:", *_indent(block)]
    return [*lines, "else:", *_indent(last)] if branches else last


def _absent(number: int, field: FieldPlan, space: dict[str, Any]) -> str:
    """The expression for the value of an absent field."""
    if field.absent is None:
        return "None"
    if field.absent is UNSET:
        return "UNSET"
    space[f"x{number}"] = field.absent
    return f"x{number}()" if field.makes else f"x{number}"


def _bind(shape: Shape, space: dict[str, Any], name: str) -> None:
    """Put the decoder into the namespace; a model's replaces itself when compiled."""

    def first(value: Any) -> Any:
        result = shape.decode(value)
        space[name] = shape.decode
        return result

    space[name] = shape.decode if shape.model is None else first


def _missing() -> DecodeError:
    return DecodeError("a value (required)", "nothing")


def _indent(lines: list[str], levels: int = 1) -> list[str]:
    return [f"{'    ' * levels}{line}" for line in lines]
