"""What a schema asks of values besides their type, and the examples that it shows.

JSON Schema 2020-12 validation, section 6; for the examples also OpenAPI 3.1 section
4.8.12 (parameters). Nothing here changes a type: it is for the docstrings.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import inf, isfinite

from .. import ir
from ..source import Node
from .context import Context, Mapping, below, kind_of, locate, mapping, node
from .references import one_step, target

Schemas = dict[str, Mapping]


def read_constraints(ctx: Context, type_: ir.Type, *pointers: str) -> ir.Constraints:
    """What the schemas at all these pointers, whose merged type is `type_`, ask. Where
    that type is a definition, what the definition says is not repeated.
    """
    inner = type_.inner if isinstance(type_, ir.Nullable) else type_
    named = inner.id if isinstance(inner, ir.Ref) else ""
    schemas = _applying(ctx, pointers, follow=not named)
    if named.removeprefix("#") in schemas:
        return ir.UNCONSTRAINED
    each = _each(ctx, type_, schemas)
    low, above = _highest(ctx, schemas, "minimum", "exclusiveMinimum")
    high, under = _lowest(ctx, schemas, "maximum", "exclusiveMaximum")
    return ir.Constraints(
        minimum=low,
        maximum=high,
        exclusive_minimum=above,
        exclusive_maximum=under,
        multiple_of=max(_numbers(ctx, schemas, "multipleOf"), default=None),
        min_length=max(_counts(ctx, schemas, "minLength"), default=None),
        max_length=min(_counts(ctx, schemas, "maxLength"), default=None),
        patterns=tuple(dict.fromkeys(_texts(schemas, "pattern"))),
        min_items=max(_counts(ctx, schemas, "minItems"), default=None),
        max_items=min(_counts(ctx, schemas, "maxItems"), default=None),
        unique_items=any(s.get("uniqueItems") is True for s in schemas.values()),
        min_properties=max(_counts(ctx, schemas, "minProperties"), default=None),
        max_properties=min(_counts(ctx, schemas, "maxProperties"), default=None),
        each=each if each != ir.UNCONSTRAINED else None,
        examples=next((e for s in schemas.values() if (e := _examples(s))), ()),
        format=next(iter(_texts(schemas, "format")), ""),
    )


def shown_values(ctx: Context, pointer: str) -> tuple[Node, ...]:
    """The examples of the parameter or media type at a pointer: `example`, or the values
    in `examples`.
    """
    found = mapping(ctx, pointer)
    if found.get("example") is not None:
        return (found["example"],)
    values: list[Node] = []
    examples = found.get("examples")
    for name in examples if isinstance(examples, dict) else ():
        place = target(ctx, below(pointer, "examples", name))
        example = node(ctx, place) if place else None
        if isinstance(example, dict):
            values.append(example.get("dataValue", example.get("value")))
    return tuple(value for value in values if value is not None)


_MOST_APPLYING = 100  # schemas: nobody means thousands of references in a row


def _applying(ctx: Context, pointers: Iterable[str], follow: bool) -> Schemas:
    """The schemas at the pointers and what they are made of: the members of `allOf`, the
    only alternative beside null and, to `follow`, what a `$ref` leads to.
    """
    found: Schemas = {}
    queue = list(pointers)
    while queue and len(found) < _MOST_APPLYING:
        pointer = queue.pop(0)
        schema = node(ctx, pointer)
        if pointer in found or not isinstance(schema, dict):
            continue
        found[pointer] = schema
        members = schema.get("allOf")
        inside = range(len(members)) if isinstance(members, list) else ()
        queue += [below(pointer, "allOf", index) for index in inside]
        queue += [
            place for key in ("anyOf", "oneOf") for place in _only(schema, pointer, key)
        ]
        if follow and "$ref" in schema:
            queue += [one_step(ctx, pointer, schema["$ref"])]
    return found


def _only(schema: Mapping, pointer: str, key: str) -> list[str]:
    """The pointer of the alternative beside null, where there is only one."""
    members = schema.get(key)
    if not isinstance(members, list):
        return []
    some = [index for index, each in enumerate(members) if not _is_null(each)]
    return [below(pointer, key, some[0])] if len(some) == 1 else []


def _is_null(schema: Node) -> bool:
    return isinstance(schema, dict) and schema.get("type") == "null"


def _each(ctx: Context, type_: ir.Type, schemas: Schemas) -> ir.Constraints | None:
    """What is asked of each item of an array, or of each value of a map, if these are
    simple values.
    """
    inner = type_.inner if isinstance(type_, ir.Nullable) else type_
    match inner:
        case ir.Array(items=ir.Scalar() as item):
            key = "items"
        case ir.Map(values=ir.Scalar() as item):
            key = "additionalProperties"
        case _:
            return None
    places = [below(pointer, key) for pointer, s in schemas.items() if key in s]
    return read_constraints(ctx, item, *places)


_Pair = tuple[int | float | None, int | float | None]


def _highest(ctx: Context, schemas: Schemas, plain: str, exclusive: str) -> _Pair:
    """The lower bound that holds of all: the plain one or the exclusive one."""
    low = max(_numbers(ctx, schemas, plain), default=None)
    above = max(_numbers(ctx, schemas, exclusive), default=None)
    if low is None or above is None:
        return low, above
    return (low, None) if low > above else (None, above)


def _lowest(ctx: Context, schemas: Schemas, plain: str, exclusive: str) -> _Pair:
    """The upper bound that holds of all: the plain one or the exclusive one."""
    high = min(_numbers(ctx, schemas, plain), default=None)
    under = min(_numbers(ctx, schemas, exclusive), default=None)
    if high is None or under is None:
        return high, under
    return (high, None) if high < under else (None, under)


def _numbers(
    ctx: Context, schemas: Schemas, key: str, least: float = -inf
) -> list[int | float]:
    """The values of a keyword in all the schemas; what is no number, or less than it may
    be, is reported.
    """
    found: list[int | float] = []
    for pointer, schema in schemas.items():
        value = schema.get(key)
        if isinstance(value, int | float) and _is_number(value) and value >= least:
            found.append(value)
        elif value is not None:
            small = isinstance(value, int | float) and value < least
            said = "a negative number" if small else kind_of(value)
            location = locate(ctx, below(pointer, key))
            ctx.diagnostics.warning(
                "wrong-value", f"{said} is no {key}: ignored", location
            )
    return found


def _is_number(value: int | float) -> bool:
    return not isinstance(value, bool) and (isinstance(value, int) or isfinite(value))


def _counts(ctx: Context, schemas: Schemas, key: str) -> list[int]:
    return [int(number) for number in _numbers(ctx, schemas, key, least=0)]


def _texts(schemas: Schemas, key: str) -> list[str]:
    found = [schema.get(key) for schema in schemas.values()]
    return [value for value in found if isinstance(value, str)]


def _examples(schema: Mapping) -> tuple[Node, ...]:
    """`example` (OpenAPI 3.0) or `examples` (JSON Schema) of a schema."""
    listed = schema.get("examples")
    values = listed if isinstance(listed, list) else [schema.get("example")]
    return tuple(value for value in values if value is not None)
