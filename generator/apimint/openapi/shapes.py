"""What a schema says once its `allOf`s are merged (JSON Schema 2020-12 section 10.2.1.1).

A schema is read as its parts: its own keywords, those of each member of its `allOf`, and
what its `$ref` leads to. A part is a pointer, so whatever is merged keeps its place in
the document, its name and its location.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..source import Node
from .context import Context, below, kind_of, locate, node, sequence, wrong_kind
from .references import one_step, target

# Keywords that say which values there are; the others document or only validate.
_SHAPING = (
    "properties",
    "items",
    "prefixItems",
    "enum",
    "const",
    "oneOf",
    "anyOf",
    "format",
    "patternProperties",
    "contentEncoding",
    "contentMediaType",
    "required",
)
_FREE = {"additionalProperties", "unevaluatedProperties", "unevaluatedItems"}


@dataclass(frozen=True, slots=True)
class Part:
    """Keywords that apply: those at `pointer`, reached by a `$ref` or in place."""

    pointer: str
    by_reference: bool


@dataclass(slots=True)
class Shape:
    """Merged keywords. Sub-schemas stay pointers; a property may have several, all of
    which apply. `closed` says that other properties are forbidden, `conflict` that no
    value fits. `unevaluated` are those of `additional` that see the whole schema;
    `contained` says what items, besides those of `items`, there may be.
    """

    pointer: str
    types: list[str] = field(default_factory=list[str])
    properties: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    required: set[str] = field(default_factory=set[str])
    additional: list[str] = field(default_factory=list[str])
    closed: bool = False
    patterns: list[str] = field(default_factory=list[str])
    items: list[str] = field(default_factory=list[str])
    unevaluated: list[str] = field(default_factory=list[str])
    contained: list[str] = field(default_factory=list[str])
    prefix: list[str] = field(default_factory=list[str])
    unions: list[str] = field(default_factory=list[str])
    enums: list[str] = field(default_factory=list[str])
    format: str = ""
    encoding: str = ""
    bases: list[str] = field(default_factory=list[str])
    is_object: bool = False
    conflict: bool = False


def parts_of(ctx: Context, pointer: str) -> list[Part]:
    """The parts of the schema at `pointer` that shape its values, in order."""
    found = _flatten(ctx, pointer)
    strong = [part for part in found if _is_strong(ctx, part)]
    return list(dict.fromkeys(strong or found))


def _flatten(ctx: Context, pointer: str) -> list[Part]:
    schema = node(ctx, pointer)
    if not isinstance(schema, dict):
        if schema is not None and not isinstance(schema, bool):
            wrong_kind(ctx, pointer, "a schema (a mapping or a boolean)", schema)
        return [] if schema is not False else [Part(pointer, False)]
    found = [Part(pointer, False)] if _says_something(schema) else []
    if "$ref" in schema:
        # One step only: what stands beside the next reference counts as well.
        reached = one_step(ctx, pointer, schema["$ref"]) if target(ctx, pointer) else ""
        found.extend([Part(reached, True)] if reached else [])
    if "allOf" in schema:
        for index in range(len(sequence(ctx, below(pointer, "allOf")))):
            member = below(pointer, "allOf", index)
            found.extend(_flatten(ctx, member))
    return found


def _says_something(schema: dict[str, Node]) -> bool:
    return "type" in schema or not _FREE.isdisjoint(schema) or _shapes(schema)


def _shapes(schema: dict[str, Node]) -> bool:
    return any(schema.get(key) not in (None, [], {}) for key in _SHAPING)


def _is_strong(ctx: Context, part: Part) -> bool:
    """Does this part say more than `type: object`?"""
    schema = node(ctx, part.pointer)
    if part.by_reference or not isinstance(schema, dict):
        return True
    if schema.get("type") not in (None, "object") or _shapes(schema):
        return True
    return any(isinstance(schema.get(key), dict) for key in _FREE)


def expanded(ctx: Context, parts: list[Part]) -> list[Part]:
    """The parts with every reference replaced by the parts of what it leads to."""
    found: dict[str, Part] = {}
    led_by: dict[str, str] = {}  # a reference → the one whose expansion held it
    queue = [(part, "") for part in parts]
    while queue:
        part, above = queue.pop(0)
        if not part.by_reference:
            found.setdefault(part.pointer, part)
        elif _is_above(part.pointer, above, led_by):
            _report_circle(ctx, part.pointer)
        elif part.pointer not in led_by:
            led_by[part.pointer] = above
            inside = _flatten(ctx, part.pointer)
            queue[:0] = [(each, part.pointer) for each in inside]
    return list(found.values())


def _is_above(pointer: str, below: str, led_by: dict[str, str]) -> bool:
    while below and below != pointer:
        below = led_by[below]
    return below == pointer


def _report_circle(ctx: Context, pointer: str) -> None:
    message = "this schema is composed of itself"
    ctx.diagnostics.error("all-of-circle", message, locate(ctx, pointer))


def merge(ctx: Context, pointer: str, parts: list[Part]) -> Shape:
    """One shape from all parts."""
    shape = Shape(pointer)
    shape.bases = ["#" + part.pointer for part in parts if part.by_reference]
    schemas: dict[str, dict[str, Node]] = {}
    for part in expanded(ctx, parts):
        schema = node(ctx, part.pointer)
        if isinstance(schema, dict):
            schemas[part.pointer] = schema
            _merge_scalar_keywords(ctx, shape, part.pointer, schema)
            _merge_object_keywords(ctx, shape, part.pointer, schema)
            _merge_pointers(shape, part.pointer, schema)
    _merge_unevaluated(shape, schemas)
    shape.is_object = bool(shape.properties) or "object" in shape.types
    return shape


def _merge_scalar_keywords(
    ctx: Context, shape: Shape, pointer: str, schema: dict[str, Node]
) -> None:
    types = schema.get("type")
    names = [types] if isinstance(types, str) else types or []
    if isinstance(names, list):
        named = [name for name in names if isinstance(name, str)]
        shape.types = _narrowed(ctx, shape, pointer, named) if named else shape.types
    format_, encoding = schema.get("format"), schema.get("contentEncoding")
    shape.format = format_ if isinstance(format_, str) else shape.format
    if encoding is None and _is_binary(schema.get("contentMediaType")):
        encoding = "binary"
    shape.encoding = encoding if isinstance(encoding, str) else shape.encoding


def _is_binary(media_type: Node) -> bool:
    """Is content of this media type, in no encoding, raw bytes (OpenAPI 3.1, section
    "Working with Binary Data")?
    """
    starts = ("application/octet-stream", "image/", "audio/", "video/")
    return isinstance(media_type, str) and media_type.strip().lower().startswith(starts)


def _narrowed(ctx: Context, shape: Shape, pointer: str, types: list[str]) -> list[str]:
    """The types that both sides allow; an integer is a number too."""
    if not shape.types:
        return types
    wide = {"integer"} if "number" in shape.types else set[str]()
    both = [name for name in types if name in shape.types or name in wide]
    if not both and "number" in types and "integer" in shape.types:
        return shape.types
    if not both:
        shape.conflict = True
        said = f"no value is both {' or '.join(shape.types)} and {' or '.join(types)}"
        location = locate(ctx, below(pointer, "type"))
        ctx.diagnostics.warning("all-of-conflict", f"{said}: typed Any", location)
    return both or shape.types


def _merge_object_keywords(
    ctx: Context, shape: Shape, pointer: str, schema: dict[str, Node]
) -> None:
    properties = schema.get("properties")
    if isinstance(properties, dict):
        for wire in properties:
            place = below(pointer, "properties", wire)
            shape.properties.setdefault(wire, []).append(place)
    elif properties is not None:
        place = below(pointer, "properties")
        wrong_kind(ctx, place, "a mapping of properties", properties)
    required = schema.get("required")
    if isinstance(required, list):
        shape.required.update(name for name in required if isinstance(name, str))
    elif required is not None:
        message = f"'required' is {kind_of(required)}, not a list of names: ignored"
        location = locate(ctx, below(pointer, "required"))
        ctx.diagnostics.warning("required-ignored", message, location)
    additional = schema.get("additionalProperties")
    if _is_said(additional):
        shape.additional.append(below(pointer, "additionalProperties"))
    shape.closed |= additional is False
    patterns = schema.get("patternProperties")
    if isinstance(patterns, dict):
        shape.patterns += [
            below(pointer, "patternProperties", pattern) for pattern in patterns
        ]


def _merge_pointers(shape: Shape, pointer: str, schema: dict[str, Node]) -> None:
    if _is_open(schema.get("items")):
        shape.items.append(below(pointer, "items"))
    prefix = schema.get("prefixItems")
    if isinstance(prefix, list) and not shape.prefix:
        shape.prefix = [
            below(pointer, "prefixItems", index) for index in range(len(prefix))
        ]
    for key in ("oneOf", "anyOf"):
        if schema.get(key):
            shape.unions.append(below(pointer, key))
    for key in ("enum", "const"):
        if key in schema and schema.get(key) != []:
            shape.enums.append(below(pointer, key))


def _merge_unevaluated(shape: Shape, schemas: dict[str, dict[str, Node]]) -> None:
    """`unevaluatedProperties` and `unevaluatedItems` (JSON Schema 2020-12 section 11) are
    `additionalProperties` and `items` that see the whole merged schema. Where one of
    these stands as well, nothing is left for them.
    """
    every = schemas.values()
    shape.closed |= any(each.get("unevaluatedProperties") is False for each in every)
    if not any("additionalProperties" in each for each in every):
        shape.unevaluated = _places(schemas, "unevaluatedProperties", _is_said)
        shape.additional += shape.unevaluated
    if not any("items" in each for each in every):
        shape.items = _places(schemas, "unevaluatedItems", _is_open)
        shape.contained = _places(schemas, "contains", _is_open) if shape.items else []


def _places(
    schemas: dict[str, dict[str, Node]], key: str, holds: Callable[[Node], bool]
) -> list[str]:
    return [below(pointer, key) for pointer, s in schemas.items() if holds(s.get(key))]


def _is_said(schema: Node) -> bool:
    """Is this a schema that says something?"""
    return isinstance(schema, dict) and bool(schema)


def _is_open(schema: Node) -> bool:
    """Does this allow anything at all?"""
    return isinstance(schema, dict) or schema is True
