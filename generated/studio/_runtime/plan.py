"""What the codec knows of a dataclass before it compiles it: its fields, resolved."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Mapping
from functools import cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    ForwardRef,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from .describe import type_of
from .errors import ApiError
from .markers import REST, WIRE
from .unset import UNSET, Unset


class FieldPlan:
    """One field: its names, its type without None and Unset, and how it may be absent.

    `hint` is a type, or a tuple: the members of a union.

    `nullable` says that null is a value of its own; where it is not, null from a
    server means absent. `absent` is the default: a value, or (`makes`) a function
    that makes it. `rest` marks the field that collects all other keys.
    """

    __slots__ = (
        "absent",
        "hint",
        "makes",
        "name",
        "nullable",
        "required",
        "rest",
        "wire",
    )

    def __init__(self, field: dataclasses.Field[Any], hint: Any) -> None:
        self.name = field.name
        self.wire: str = field.metadata.get(WIRE, field.name)
        self.rest = REST in field.metadata
        self.makes = field.default_factory is not dataclasses.MISSING
        self.absent: Any = field.default_factory if self.makes else field.default
        self.required = self.absent is dataclasses.MISSING
        self.hint, has_null = without_null(hint)
        has_null = has_null or self.hint in (Any, object)
        self.nullable = has_null and (self.required or self.absent is UNSET)


@cache
def names(model: type) -> tuple[frozenset[str], frozenset[str]]:
    """The wire names of a model's fields, and those of its required ones."""
    fields = [
        field for field in dataclasses.fields(model) if REST not in field.metadata
    ]
    every = {field.metadata.get(WIRE, field.name): field for field in fields}
    missing = dataclasses.MISSING
    return frozenset(every), frozenset(
        name
        for name, field in every.items()
        if field.default is missing and field.default_factory is missing
    )


@cache
def read_only(model: type) -> frozenset[str]:
    """The wire names that a view for writing leaves out of what is read."""
    for base in getattr(model, "__orig_bases__", ()):
        for reading in get_args(base):
            if dataclasses.is_dataclass(reading) and isinstance(reading, type):
                return names(reading)[0] - names(model)[0]
    return frozenset()


@cache
def plan(model: type) -> tuple[FieldPlan, ...]:
    """The fields of a dataclass in their order.

    Raises:
        ApiError: when an annotation names what its module does not have.
    """
    try:
        hints = get_type_hints(model, include_extras=True)
    except Exception as error:
        raise ApiError(
            f"the field types of {model.__module__}.{model.__qualname__} "
            f"cannot be resolved: {error}"
        ) from error
    fields = dataclasses.fields(model)
    return tuple(FieldPlan(field, hints[field.name]) for field in fields)


def scope_of(model: type) -> Mapping[str, Any]:
    """The names that a forward reference inside this model's annotations can use."""
    module = sys.modules.get(model.__module__)
    return {} if module is None else vars(module)


def members(hint: Any) -> tuple[Any, ...]:
    """The members of a union, or the hint alone."""
    if type_of(hint) is tuple:
        several: tuple[Any, ...] = hint
        return several
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)


def without_null(hint: Any) -> tuple[Any, bool]:
    """The hint without None and `Unset`, and whether None was one of its members.

    An annotated union keeps its None: the mark belongs to the union as a whole. Several
    members that are left stay a tuple: `typing` takes unions in another order for equal.
    """
    if get_origin(hint) is Annotated:
        return hint, NoneType in members(get_args(hint)[0])
    parts = members(hint)
    kept = tuple(part for part in parts if part not in (NoneType, None, Unset))
    if len(kept) == len(parts) or not kept:
        return hint, hint in (NoneType, None)
    return kept[0] if len(kept) == 1 else kept, NoneType in parts


def resolve(reference: ForwardRef, scope: Mapping[str, Any]) -> Any:
    """The type that a forward reference stands for.

    Raises:
        ApiError: when the scope lacks a name that it uses.
    """
    text = reference.__forward_arg__
    try:
        # The text comes from an annotation of the generated code, never from data.
        found = eval(text, dict(scope))
    except Exception as error:
        raise ApiError(f"the type {text!r} cannot be resolved: {error}") from error
    return ForwardRef(found) if isinstance(found, str) else found
