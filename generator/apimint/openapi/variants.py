"""Words for the inline members of a union: what tells each from its siblings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from ..characters import is_printable
from ..source import Node
from ..source.pointer import split
from .context import Context, Mapping, node

Words = tuple[str, ...]

_ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
)


def variant_words(ctx: Context, pointer: str) -> Words:
    """The words for the member of a union at `pointer`: its title where that is a name,
    a constant that it has, what it is composed of, a property or a type of its own. Only
    where nothing else differs, its place in the list.
    """
    head, _, index = pointer.rpartition("/")
    if head not in ctx.variants:
        found = node(ctx, head)
        ctx.variants[head] = _tell_apart(found if isinstance(found, list) else [])
    return ctx.variants[head][int(index)]


def is_alone(ctx: Context, pointer: str) -> bool:
    """Whether the other members of the union, if there are any, are null."""
    head, _, index = pointer.rpartition("/")
    found = node(ctx, head)
    others = (
        found[: int(index)] + found[int(index) + 1 :] if isinstance(found, list) else []
    )
    return all(isinstance(each, dict) and each.get("type") == "null" for each in others)


def _tell_apart(members: list[Node]) -> list[Words]:
    """Words for each of these schemas, all different."""
    schemas = [each if isinstance(each, dict) else {} for each in members]
    chosen: dict[int, Words] = {}
    for way in _WAYS:
        said = [way(schema, schemas) for schema in schemas]
        counts = Counter(said)
        for index, words in enumerate(said):
            if words and counts[words] == 1 and words not in chosen.values():
                chosen.setdefault(index, words)
    for index in range(len(schemas)):
        chosen.setdefault(index, (_ordinal(index),))
    return [chosen[index] for index in range(len(schemas))]


def _ordinal(index: int) -> str:
    return _ORDINALS[index] if index < len(_ORDINALS) else f"variant {index + 1}"


def _by_title(schema: Mapping, _: list[Mapping]) -> Words:
    title = schema.get("title")
    if not isinstance(title, str) or not is_printable(title):
        return ()
    return (title,) if re.fullmatch(r"[A-Za-z]\w*( \w+){0,3}", title) else ()


def _by_constant(schema: Mapping, _: list[Mapping]) -> Words:
    """The value of the first property that has only one."""
    for each in _properties(schema).values():
        if isinstance(each, dict):
            enum = each.get("enum")
            single = enum[0] if isinstance(enum, list) and len(enum) == 1 else None
            value = each.get("const", single)
            if isinstance(value, str) and value:
                return (value,)
    return ()


def _by_parts(schema: Mapping, _: list[Mapping]) -> Words:
    """The component that it refers to, or else the first that `allOf` names."""
    members = schema.get("allOf")
    for member in [schema, *(members if isinstance(members, list) else [])]:
        reference = member.get("$ref") if isinstance(member, dict) else None
        if isinstance(reference, str):
            return (split(reference.partition("#")[2])[-1],)
    return ()


def _by_property(schema: Mapping, siblings: list[Mapping]) -> Words:
    """The first property that no sibling has."""
    others = {
        name for each in siblings if each is not schema for name in _properties(each)
    }
    own = [name for name in _properties(schema) if name not in others]
    return ("with", own[0]) if own else ()


def _by_required(schema: Mapping, siblings: list[Mapping]) -> Words:
    """The first name that only this one requires."""
    others = {
        name for each in siblings if each is not schema for name in _required(each)
    }
    own = [name for name in _required(schema) if name not in others]
    return ("with", own[0]) if own else ()


def _by_type(schema: Mapping, _: list[Mapping]) -> Words:
    kind = schema.get("type")
    if not isinstance(kind, str):
        return ("object",) if _properties(schema) else ()
    items = schema.get("items")
    inner = items.get("type") if isinstance(items, dict) else None
    if kind == "array":
        return (inner, "list") if isinstance(inner, str) else ("list",)
    format_ = schema.get("format")
    return (format_,) if isinstance(format_, str) else (kind,)


def _properties(schema: Mapping) -> Mapping:
    found = schema.get("properties")
    return found if isinstance(found, dict) else {}


def _required(schema: Mapping) -> list[str]:
    found = schema.get("required")
    return [n for n in found if isinstance(n, str)] if isinstance(found, list) else []


_WAYS: tuple[Callable[[Mapping, list[Mapping]], Words], ...] = (
    _by_title,
    _by_constant,
    _by_parts,
    _by_property,
    _by_required,
    _by_type,
)
