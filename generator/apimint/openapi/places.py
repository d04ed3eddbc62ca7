"""Where a schema stands, in words: inline schemas are named by their place."""

from __future__ import annotations

import re
from http import HTTPStatus

from .. import ir
from ..source.pointer import split
from .context import Context, below, mapping, node

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")

# Keys of a schema below which other schemas stand, and the word that they add.
_WORDLESS = {"allOf", "schema", "content", "prefixItems", "$defs", "definitions"}
_ADDED = {"items": "item", "additionalProperties": "value", "itemSchema": "item"}


def place_of(ctx: Context, pointer: str) -> ir.Place:
    """The place of the schema at a canonical pointer."""
    match split(pointer):
        case ["components", "schemas", name]:
            return ir.Place("", (name,))
        case ["components", "schemas", name, *rest]:
            owner = below("", "components", "schemas", name)
            return ir.Place("#" + owner, _words(ctx, owner, rest))
        case ["components", section, name, *rest]:
            base = below("", "components", section, name)
            suffix = {"requestBodies": ("request",), "responses": ("response",)}
            words = (name, *suffix.get(section, ()))
            return ir.Place("", words + _words(ctx, base, rest))
        case ["paths" | "webhooks" as top, path, method, *rest] if method in METHODS:
            base = below("", top, path, method)
            return ir.Place("#" + base, _operation_words(ctx, base, rest))
        case [first, *rest]:
            return ir.Place("", (first, *_words(ctx, below("", first), rest)))
        case _:
            return ir.Place("", ("document",))


def _operation_words(ctx: Context, base: str, keys: list[str]) -> tuple[str, ...]:
    match keys:
        case ["requestBody", *rest]:
            return ("request", *_words(ctx, below(base, "requestBody"), rest))
        case ["responses", status, *rest]:
            here = below(base, "responses", status)
            return (*status_words(status), *_words(ctx, here, rest))
        case ["parameters", index, *rest]:
            here = below(base, "parameters", index)
            return (_parameter_word(ctx, here), *_words(ctx, here, rest))
        case _:
            return _words(ctx, base, keys)


def status_words(status: str) -> tuple[str, ...]:
    """The words of a response: `response` for success, else the reason phrase."""
    if status.startswith("2"):
        return ("response",)
    if status.isdigit() and int(status) in set(HTTPStatus):
        return (HTTPStatus(int(status)).phrase, "error")
    kind = {"4": "client", "5": "server"}.get(status[:1])
    return (kind, "error") if kind else ("error",)


def _words(ctx: Context, base: str, keys: list[str]) -> tuple[str, ...]:
    """The words that lead from `base` down `keys`."""
    words: list[str] = []
    rest = list(keys)
    while rest:
        key = rest.pop(0)
        base = below(base, key)
        if key in _ADDED:
            words.append(_ADDED[key])
        elif key in ("properties", "patternProperties", "headers") and rest:
            words.append(rest[0])
            base = below(base, rest.pop(0))
        elif key in ("oneOf", "anyOf") and rest:
            base = below(base, rest.pop(0))
            words.extend(variant_words(ctx, base))
        elif key == "content" and rest:
            base = below(base, rest.pop(0))
        elif key in _WORDLESS or key.isdigit():
            continue
        else:
            words.append(key)
    return tuple(words)


def _parameter_word(ctx: Context, pointer: str) -> str:
    name = mapping(ctx, pointer).get("name")
    return name if isinstance(name, str) else "parameter"


def variant_words(ctx: Context, pointer: str) -> tuple[str, ...]:
    """The words for an inline member of a union: its title where that is a name, else
    what tells it from its siblings, never its number.
    """
    schema = node(ctx, pointer)
    if not isinstance(schema, dict):
        return ("variant",)
    title = schema.get("title")
    if isinstance(title, str) and re.fullmatch(r"[A-Za-z]\w*( \w+){0,3}", title):
        return (title,)
    properties = schema.get("properties")
    if isinstance(properties, dict) and properties:
        return _property_words(ctx, pointer, properties)
    kind = schema.get("type")
    names = {"object": "object", "array": "list"}
    return (names.get(kind, kind),) if isinstance(kind, str) else ("variant",)


def _property_words(
    ctx: Context, pointer: str, properties: dict[str, ir.Json]
) -> tuple[str, ...]:
    for schema in properties.values():
        if isinstance(schema, dict):
            enum = schema.get("enum")
            single = enum[0] if isinstance(enum, list) and len(enum) == 1 else None
            value = schema.get("const", single)
            if isinstance(value, str) and value:
                return (value,)
    head, _, _ = pointer.rpartition("/")
    siblings = node(ctx, head)
    others: set[str] = set()
    for index, sibling in enumerate(siblings if isinstance(siblings, list) else []):
        if below(head, index) != pointer and isinstance(sibling, dict):
            found = sibling.get("properties")
            others.update(found if isinstance(found, dict) else ())
    own = [name for name in properties if name not in others]
    return ("with", own[0]) if own else ("object",)
