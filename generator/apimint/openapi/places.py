"""Where a schema stands, in words: inline schemas are named by their place."""

from __future__ import annotations

from http import HTTPStatus

from .. import ir
from ..source.pointer import split
from .context import SCHEMAS, Context, below, mapping
from .variants import is_alone, variant_words

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")

# Keys of a schema below which other schemas stand, and the word that they add.
_WORDLESS = {"allOf", "schema", "content", "prefixItems", "$defs", "definitions"}
_ADDED = {"items": "item", "additionalProperties": "value", "itemSchema": "item"}


# What a step below a schema leads to, for `ir.Place.kind`.
_KINDS = {
    "properties": "property",
    "items": "item",
    "additionalProperties": "value",
    "oneOf": "variant",
    "anyOf": "variant",
    "parameters": "parameter",
    "headers": "header",
    "responses": "response",
    "requestBody": "request",
    "requestBodies": "request",
}


def place_of(ctx: Context, pointer: str) -> ir.Place:
    """The place of the schema at a canonical pointer."""
    keys = split(pointer)
    kind = next((_KINDS[key] for key in reversed(keys[:-1]) if key in _KINDS), "schema")
    match keys:
        case ["components", "schemas", name]:
            return ir.Place("", (name,))
        case ["components", "schemas", name, *rest]:
            owner = below("", "components", "schemas", name)
            return ir.Place("#" + owner, _words(ctx, owner, rest), kind)
        case ["components", section, name, *rest]:
            base = below("", "components", section, name)
            suffix = {"requestBodies": ("request",), "responses": ("response",)}
            words = (name, *suffix.get(section, ()))
            return ir.Place("", words + _words(ctx, base, rest), kind)
        case ["paths" | "webhooks" as top, path, method, *rest] if method in METHODS:
            base = below("", top, path, method)
            return ir.Place("#" + base, _operation_words(ctx, base, rest), kind)
        case [first, *rest]:
            words = (first, *_words(ctx, below("", first), rest))
            return ir.Place("", words, kind)
        case _:
            return ir.Place("", ("document",))


def _operation_words(ctx: Context, base: str, keys: list[str]) -> tuple[str, ...]:
    match keys:
        case ["requestBody", *rest]:
            return ("request", *_words(ctx, below(base, "requestBody"), rest))
        case ["responses", status, *rest]:
            here = below(base, "responses", status)
            beside = list(mapping(ctx, below(base, "responses")))
            return (*status_words(status, beside), *_words(ctx, here, rest))
        case ["callbacks", name, expression, method, *rest]:
            here = below(base, "callbacks", name, expression, method)
            return (name, *_operation_words(ctx, here, rest))
        case ["parameters", index, *rest]:
            here = below(base, "parameters", index)
            return (_parameter_word(ctx, here), *_words(ctx, here, rest))
        case _:
            return _words(ctx, base, keys)


def status_words(status: str, beside: list[str]) -> tuple[str, ...]:
    """The words of a response: `response` for the first success, else the phrase of its
    status; `beside` are all statuses of the operation.
    """
    is_success = status.startswith("2")
    if is_success and status == next(s for s in beside if s.startswith("2")):
        return ("response",)
    what = "response" if is_success else "error"
    if status.isdigit() and int(status) in set(HTTPStatus):
        return (HTTPStatus(int(status)).phrase, what)
    kind = {"2": "success", "4": "client", "5": "server"}.get(status[:1])
    return (kind, what) if kind else (what,)


def _words(ctx: Context, base: str, keys: list[str]) -> tuple[str, ...]:
    """The words that lead from `base` down `keys`."""
    words: list[str] = []
    rest = list(keys)
    is_named = len(split(base)) != 3 or not base.startswith(SCHEMAS)
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
            if not (is_alone(ctx, base) and (words or is_named)):
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
