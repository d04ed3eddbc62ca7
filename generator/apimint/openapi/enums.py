"""`enum` and `const` (JSON Schema 2020-12 validation sections 6.1.2, 6.1.3)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from .. import ir
from ..source import Node
from .context import Context, last, locate, mapping, node
from .docs import prose
from .places import place_of
from .shapes import Shape
from .values import read_value

Value: TypeAlias = str | int | float | bool


def enum_values(ctx: Context, shape: Shape) -> list[Value | None] | None:
    """The values that every `enum` and `const` of the shape allows, without repetition;
    None, reported, where one of them is a list or a mapping.
    """
    allowed: list[Value | None] | None = None
    for pointer in shape.enums:
        found = node(ctx, pointer)
        listed = found if last(pointer) == "enum" else [found]
        values = _scalars(ctx, pointer, listed, shape.types)
        if values is None:
            return None
        # `1 == True` in Python, not in JSON: compare with the type.
        keys = {(type(value), value) for value in values}
        allowed = [v for v in allowed if (type(v), v) in keys] if allowed else values
    return allowed


def _scalars(
    ctx: Context, pointer: str, found: Node, types: Sequence[str]
) -> list[Value | None] | None:
    if not isinstance(found, list):
        message = "'enum' is not a list: ignored"
        ctx.diagnostics.warning("enum-ignored", message, locate(ctx, pointer))
        return None
    unique: dict[tuple[type, object], Value | None] = {}
    for written in found:
        value = read_value(ctx, pointer, written, types, "value")
        if isinstance(value, dict | list):
            message = "a value that is a list or a mapping has no enum: typed Any"
            ctx.diagnostics.warning("enum-ignored", message, locate(ctx, pointer))
            return None
        if value is not None or written is None:
            unique.setdefault((type(value), value), value)
    return list(unique.values())


def read_enumeration(ctx: Context, shape: Shape, values: Sequence[Value]) -> ir.Ref:
    """Define the enumeration of `values`, with the notes that the document has."""
    id_ = "#" + shape.pointer
    schema = mapping(ctx, shape.pointer)
    doc, notes = split_notes(schema, [str(value) for value in values])
    notes |= _keyed(schema, ("x-enum-descriptions", "x-enumDescriptions"), values)
    names = _keyed(schema, ("x-enum-varnames", "x-enumNames"), values)
    ctx.definitions[id_] = ir.Enumeration(
        id=id_,
        place=place_of(ctx, shape.pointer),
        location=locate(ctx, shape.pointer),
        members=tuple(
            ir.Member(value, notes.get(str(value), ""), names.get(str(value), ""))
            for value in values
        ),
        doc=doc,
        deprecated=schema.get("deprecated") is True,
    )
    return ir.Ref(id_)


def _keyed(
    schema: dict[str, Node], keys: Sequence[str], values: Sequence[Value]
) -> dict[str, str]:
    """An extension's texts by value: a list beside `enum`, or a mapping from values."""
    for key in keys:
        found = schema.get(key)
        if isinstance(found, list) and len(found) == len(values):
            pairs = zip(values, found, strict=True)
            return {str(value): text for value, text in pairs if isinstance(text, str)}
        if isinstance(found, dict):
            return {k: text for k, text in found.items() if isinstance(text, str)}
    return {}


def split_notes(
    schema: dict[str, Node], values: Sequence[str]
) -> tuple[str, dict[str, str]]:
    """Separate a list of notes (` - VALUE: what it means`) from the rest of the text.

    Returns the text that is about the whole enum, and the notes by value.
    """
    docs: list[str] = []
    notes: dict[str, str] = {}
    known = sorted(map(re.escape, values), key=len, reverse=True)
    # In the item's first line: a bullet, the value (perhaps in quotes), a colon or dash.
    item = re.compile(
        rf"^[ \t]*[-*][ \t]+[`\"']?({'|'.join(known)})[`\"']?[ \t]*(?::|[ \t]-)[ \t]*",
        re.MULTILINE,
    )
    for key in ("description", "title"):
        text = schema.get(key)
        if isinstance(text, str) and text.strip():
            head, *pieces = item.split(text)
            notes = dict(zip(pieces[::2], pieces[1::2], strict=True)) | notes
            docs.append(prose({key: head}))
    about = next((doc for doc in docs if doc), "")
    return about, {value: note.strip() for value, note in notes.items()}
