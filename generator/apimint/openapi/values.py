"""Do the values that a schema lists fit the type that it names?

What is merely careless (`default: "10"` for a number) is a warning and put right; what
cannot be read as the type at all is an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from ..source import Node
from .context import Context, kind_of, locate


def read_default(ctx: Context, pointer: str, schema: dict[str, Node]) -> Node:
    """The default at `pointer` by its schema's type; None, after a warning or an error,
    where it does not fit.
    """
    value = schema.get("default")
    if value is None or _fits(value, type_names(schema)):
        return value
    return read_value(ctx, pointer, value, type_names(schema), "default")


def type_names(schema: dict[str, Node]) -> list[str]:
    found = schema.get("type")
    names = found if isinstance(found, list) else [found]
    return [name for name in names if isinstance(name, str)]


def read_value(
    ctx: Context, pointer: str, value: Node, types: Sequence[str], what: str
) -> Node:
    """A value as one of the types; None, reported, where it cannot be read as any."""
    if _fits(value, types):
        return value
    said = f"{kind_of(value)} is no {what} of type {' or '.join(types) or 'JSON'}"
    read = _read_as(value, types)
    if read is not None:
        message = f"{said}: taken as {read!r}"
        ctx.diagnostics.warning("wrong-value", message, locate(ctx, pointer))
        return read
    if value == "" or (isinstance(value, dict | list) and not value):
        message = f"{said}: ignored"
        ctx.diagnostics.warning("wrong-value", message, locate(ctx, pointer))
        return None
    ctx.diagnostics.error("wrong-value", said, locate(ctx, pointer))
    return None


def _fits(value: Node, types: Sequence[str]) -> bool:
    if isinstance(value, float) and not isfinite(value):
        return False
    if value is None or not types:
        return True
    match value:
        case bool():
            return "boolean" in types
        case int():
            return "integer" in types or "number" in types
        case float():
            return "number" in types or ("integer" in types and value.is_integer())
        case str():
            return "string" in types
        case list():
            return "array" in types
        case _:
            return "object" in types


def _read_as(value: Node, types: Sequence[str]) -> str | int | float | bool | None:
    """A scalar written as another one."""
    if isinstance(value, dict | list) or value is None:
        return None
    if isinstance(value, float) and not isfinite(value):
        return None
    if "string" in types:
        return str(value).lower() if isinstance(value, bool) else str(value)
    if "boolean" in types and str(value).lower() in ("true", "false", "0", "1"):
        return str(value).lower() in ("true", "1")
    try:
        number = float(str(value))
    except ValueError:
        return None
    if not isfinite(number) or isinstance(value, bool):
        return None
    return int(number) if number.is_integer() and abs(number) < 2**53 else number
