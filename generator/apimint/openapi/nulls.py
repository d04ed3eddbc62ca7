"""Does a schema accept null? A reference to one that does carries that null along: the
class or enum that it leads to does not.
"""

from __future__ import annotations

from ..source import Node
from .context import Context, below, node
from .references import one_step, target

_TELLING = {"type", "enum", "const", "anyOf", "oneOf", "allOf"}


def accepts_null(ctx: Context, pointer: str) -> bool:
    """Whether null is one of the values of the schema at `pointer`. One that would accept
    anything does not count: null is nothing special there.
    """
    return _verdict(ctx, pointer) is True


def _verdict(ctx: Context, pointer: str) -> bool | None:
    """Does it accept null? None where it says nothing about it."""
    if pointer not in ctx.nulls:
        ctx.nulls[pointer] = None  # what a circle finds
        schema = node(ctx, pointer)
        ctx.nulls[pointer] = _of_schema(ctx, pointer, schema)
    return ctx.nulls[pointer]


def _of_schema(ctx: Context, pointer: str, schema: Node) -> bool | None:
    if not isinstance(schema, dict):
        return False if schema is False else None
    said: list[bool | None] = []
    if "type" in schema:
        types = schema["type"]
        said.append("null" in types if isinstance(types, list) else types == "null")
    if isinstance(enum := schema.get("enum"), list) and enum:
        said.append(None in enum)
    if "const" in schema:
        said.append(schema["const"] is None)
    if "$ref" in schema and target(ctx, pointer):
        *way, end = _past_bare_references(ctx, pointer)
        said.append(_verdict(ctx, end))
        if said[-1] is not None:  # which may only mean that it is being looked at
            ctx.nulls.update(dict.fromkeys(way, said[-1]))
    for key in ("anyOf", "oneOf"):
        said.append(_of_alternatives(ctx, below(pointer, key), schema.get(key)))
    if isinstance(members := schema.get("allOf"), list):
        places = [below(pointer, "allOf", index) for index in range(len(members))]
        said.extend(_verdict(ctx, place) for place in places)
    known = [each for each in said if each is not None]
    return all(known) if known else None


def _past_bare_references(ctx: Context, pointer: str) -> list[str]:
    """The way from the reference at `pointer`, which leads in no circle, to the first
    schema that says something itself, or of which it is known what it says: thousands in
    a row must not be as many calls.
    """
    found = node(ctx, pointer)
    way: list[str] = []
    while isinstance(found, dict) and "$ref" in found:
        pointer = one_step(ctx, pointer, found["$ref"])
        way.append(pointer)
        found = node(ctx, pointer)
        is_known = pointer in ctx.nulls
        if is_known or (isinstance(found, dict) and not _TELLING.isdisjoint(found)):
            break
    return way


def _of_alternatives(ctx: Context, pointer: str, found: Node) -> bool | None:
    """Any of these accepts null; None where one of them accepts anything, or there are
    none.
    """
    if not isinstance(found, list) or not found:
        return None
    said = [_verdict(ctx, below(pointer, index)) for index in range(len(found))]
    return True if True in said else None if None in said else False
