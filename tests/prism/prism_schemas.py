"""Schemas as conjunctions: what must hold together, for each choice of alternatives."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from typing import Any, TypeAlias
from urllib.parse import unquote

from jsonschema import Draft202012Validator, FormatChecker

Schema: TypeAlias = dict[str, Any]
Reading: TypeAlias = tuple[Schema, ...]
"""Schemas that a value must satisfy together; composition is resolved in them."""

_MOST = 64  # readings of one schema
_COMPOSED = ("$ref", "allOf", "anyOf", "oneOf")
_EXCLUDED = "x-excluded"
_FORMATS = FormatChecker(("date-time", "date", "email", "ipv4", "ipv6", "time", "uuid"))
_LOCAL = (
    *("type", "enum", "const", "pattern", "minLength", "maxLength", "format"),
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
)


def target(tree: Any, node: Any) -> Any:
    """What a reference leads to, or the node itself."""
    while isinstance(node, dict) and isinstance(node.get("$ref"), str):
        found = tree
        for step in unquote(node["$ref"]).removeprefix("#/").split("/"):
            key = step.replace("~1", "/").replace("~0", "~")
            found = found[int(key)] if isinstance(found, list) else found[key]
        node = found
    return node


def readings(tree: Any, schema: Any, levels: int = 0) -> list[Reading]:
    """Each choice among `anyOf` and `oneOf`, in the document's order."""
    if not isinstance(schema, dict) or levels > 8:
        return [()]
    parts: list[list[Reading]] = []
    if "$ref" in schema:
        parts.append(readings(tree, target(tree, schema), levels + 1))
    for each in schema.get("allOf", ()):
        parts.append(readings(tree, each, levels + 1))
    for key in ("anyOf", "oneOf"):
        choices = [readings(tree, each, levels + 1) for each in schema.get(key, ())]
        if choices:
            parts.append([one for choice in choices for one in choice])
        if key == "oneOf" and choices:
            parts[-1] = [(*one, _without(one, parts[-1])) for one in parts[-1]]
    own = {key: value for key, value in schema.items() if key not in _COMPOSED}
    return [
        tuple(one for part in ((own,), *chosen) for one in part)
        for chosen in islice(product(*parts), _MOST)
    ]


def _without(one: Reading, every: list[Reading]) -> Schema:
    """What only other alternatives require would make a value one of those, too."""
    names = {name for other in every for name in required(other)}
    return {_EXCLUDED: sorted(names - required(one))}


def excluded(reading: Reading) -> set[str]:
    """The properties that must not be given, or another alternative fits as well."""
    return {name for schema in reading for name in schema.get(_EXCLUDED, ())}


def property_schema(reading: Reading, wire: str) -> Schema:
    """What a reading says of one property."""
    found = [
        schema["properties"][wire]
        for schema in reading
        if wire in schema.get("properties", {})
    ]
    return {"allOf": found}


def value_schema(reading: Reading) -> Schema:
    """What a reading says of the values of a map."""
    found: list[Any] = []
    for schema in reading:
        found.extend(schema.get("patternProperties", {}).values())
        found.append(schema.get("additionalProperties"))
    return {"allOf": [each for each in found if isinstance(each, dict)]}


def item_schema(reading: Reading) -> Schema:
    """What a reading says of the items of an array."""
    return {"allOf": [schema["items"] for schema in reading if "items" in schema]}


def properties(reading: Reading) -> set[str]:
    """The properties that a reading names."""
    return {name for schema in reading for name in schema.get("properties", {})}


def required(reading: Reading) -> set[str]:
    """The properties that a reading requires."""
    return {name for schema in reading for name in schema.get("required", ())}


def types(reading: Reading) -> set[str] | None:
    """The JSON types that all of a reading allows; None where nothing is said."""
    found: set[str] | None = None
    for schema in reading:
        said = schema.get("type")
        if said is not None:
            names = {said} if isinstance(said, str) else set(said)
            found = names if found is None else found & names
    return found


def listed(reading: Reading) -> list[Any] | None:
    """The values that a reading lists; None where any is allowed."""
    found: list[Any] | None = None
    for schema in reading:
        said = [schema["const"]] if "const" in schema else schema.get("enum")
        if said is not None:
            found = said if found is None else [one for one in found if one in said]
    return found


def bound(reading: Reading, key: str, otherwise: Any) -> Any:
    """The first value of a keyword in a reading."""
    return next((schema[key] for schema in reading if key in schema), otherwise)


def shown(reading: Reading) -> Iterator[Any]:
    """The examples and the defaults of a reading."""
    for schema in reading:
        yield from schema.get("examples", ())
        yield from (schema[key] for key in ("example", "default") if key in schema)


def admits(reading: Reading, value: Any) -> bool:
    """Whether a scalar satisfies a reading."""
    for schema in reading:
        own = {key: schema[key] for key in _LOCAL if key in schema}
        if not Draft202012Validator(own, format_checker=_FORMATS).is_valid(value):
            return False
    return True
