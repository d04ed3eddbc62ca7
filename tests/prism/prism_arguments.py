"""What the document says of an operation and of its arguments, and values for them."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from prism_package import Operation, shape
from prism_schemas import Schema, target
from prism_values import Maker, make

_METHODS = (
    "get",
    "put",
    "post",
    "delete",
    "options",
    "head",
    "patch",
    "trace",
    "query",
)


@dataclass(frozen=True, slots=True)
class Described:
    """An operation in the (canonical) document: its path, its path item, itself."""

    tree: Any
    path: str
    item: Any
    method: str
    node: Any


class Parameter(NamedTuple):
    """A parameter in the document; `key` is its name, in the path its position."""

    place: str
    key: str
    name: str
    schema: Schema


def described(tree: Any) -> dict[tuple[str, str], Described]:
    """The operations of a document, by method and path without the names in it."""
    found: dict[tuple[str, str], Described] = {}
    for path, written in tree["paths"].items():
        item = target(tree, written)
        for method in _METHODS:
            if method in item:
                key = method.upper(), shape(path)
                assert key not in found, f"two operations are {key}"
                found[key] = Described(tree, path, item, method, item[method])
    return found


def arguments(
    operation: Operation, maker: Maker, schemas: dict[str, Schema]
) -> dict[str, Any]:
    """Arguments for the operation: the required ones, or (`full`) all."""
    given: dict[str, Any] = {}
    hints = operation.hints
    for name, parameter in inspect.signature(operation.build).parameters.items():
        if maker.full or parameter.default is inspect.Parameter.empty:
            place, _ = operation.places[name]
            # What is odd elsewhere is forbidden in a header.
            odd, filled = maker.odd and place != "header", place in ("form", "query")
            own = replace(maker, odd=odd, filled=filled)
            given[name] = make(own, hints[name], schemas[name])
    return given


def schemas(operation: Operation, found: Described) -> dict[str, Schema]:
    """The schema of each argument, by its name in Python.

    Raises KeyError for one that is not in the document.
    """
    known = {(each.place, each.key): each.schema for each in parameters(found)}
    result: dict[str, Schema] = {}
    for name, (place, wire) in operation.places.items():
        if place in ("path", "query", "header", "cookie"):
            result[name] = known[place, wire.lower() if place == "header" else wire]
        else:
            result[name] = _body(found, place, operation.media_type)
    return result


def parameters(found: Described) -> Iterator[Parameter]:
    """The parameters of a path and of its operation."""
    positions = [part.partition("}")[0] for part in found.path.split("{")[1:]]
    for owner in (found.item, found.node):
        for each in owner.get("parameters", ()):
            parameter = target(found.tree, each)
            place, name = parameter["in"], parameter["name"]
            key = name.lower() if place == "header" else name
            if place == "path" and name in positions:
                key = str(positions.index(name))
            yield Parameter(place, key, name, _schema(found.tree, parameter))


def _schema(tree: Any, parameter: Any) -> Schema:
    """Its schema; what it shows as an example counts as the schema's."""
    contents = list(parameter.get("content", {}).values())
    schema = contents[0].get("schema", {}) if contents else parameter.get("schema", {})
    shown = [parameter["example"]] if "example" in parameter else []
    for each in parameter.get("examples", {}).values():
        shown.append(target(tree, each).get("value"))
    return {"allOf": [schema, {"examples": shown}]}


def _body(found: Described, place: str, media_type: str) -> Schema:
    contents = target(found.tree, found.node["requestBody"])["content"]
    words = {"json": "json", "form": "urlencoded", "multipart": "multipart/"}
    word = words.get(place, media_type)
    kind = next(kind for kind in contents if word in kind.lower())
    schema: Schema = target(found.tree, contents[kind]).get("schema", {})
    return schema
