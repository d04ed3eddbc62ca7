"""What the document says of each argument of an operation, and values for all of them."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from prism_package import Operation, shape
from prism_schemas import Schema, target
from prism_values import Maker, make

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")


def described(tree: Any) -> dict[tuple[str, str], list[tuple[str, Any, Any]]]:
    """The operations of a document by method and path without names: path, item, node."""
    found: dict[tuple[str, str], list[tuple[str, Any, Any]]] = {}
    for path, item in tree["paths"].items():
        item = target(tree, item)
        for method in _METHODS:
            if method in item:
                key = method.upper(), shape(path)
                found.setdefault(key, []).append((path, item, item[method]))
    return found


def arguments(
    operation: Operation, maker: Maker, schemas: Mapping[str, Schema]
) -> dict[str, Any]:
    """Arguments for the operation: the required ones, or (`full`) all."""
    given: dict[str, Any] = {}
    hints = operation.hints
    for name, parameter in inspect.signature(operation.build).parameters.items():
        if maker.full or parameter.default is inspect.Parameter.empty:
            place, _ = operation.places[name]
            # A header is ASCII, and so is what the value of a path is compared with.
            own = maker if place in ("query", "form") else replace(maker, odd=False)
            given[name] = make(own, hints[name], schemas.get(name, {}))
    return given


def schemas(
    operation: Operation, tree: Any, path: str, item: Any, node: Any
) -> dict[str, Schema]:
    """The schema of each argument, by its name in Python; {} where none is found."""
    parameters = dict(_parameters(tree, path, item, node))
    found: dict[str, Schema] = {}
    for name, (place, wire) in operation.places.items():
        if place in ("path", "query", "header", "cookie"):
            key = (place, wire.lower() if place == "header" else wire)
            found[name] = parameters.get(key, {})
        else:
            found[name] = _body(tree, node, place, operation.media_type)
    return found


def _parameters(
    tree: Any, path: str, item: Any, node: Any
) -> Iterator[tuple[tuple[str, str], Schema]]:
    """By place and name; values of the path by their order in it."""
    positions = [part.partition("}")[0] for part in path.split("{")[1:]]
    for owner in (item, node):
        for each in owner.get("parameters", ()):
            parameter = target(tree, each)
            place, name = parameter["in"], parameter["name"]
            name = name.lower() if place == "header" else name
            if place == "path" and name in positions:
                name = str(positions.index(name))
            yield (place, name), _schema(tree, parameter)


def _schema(tree: Any, parameter: Any) -> Schema:
    """Its schema; what it shows as an example counts as the schema's."""
    contents = list(parameter.get("content", {}).values())
    schema = contents[0].get("schema", {}) if contents else parameter.get("schema", {})
    shown = [parameter["example"]] if "example" in parameter else []
    for each in parameter.get("examples", {}).values():
        shown.append(target(tree, each).get("value"))
    return {"allOf": [schema, {"examples": shown}]}


def _body(tree: Any, node: Any, place: str, media_type: str) -> Schema:
    content = target(tree, node.get("requestBody", {})).get("content", {})
    wanted = {
        "json": lambda kind: "json" in kind,
        "form": lambda kind: "urlencoded" in kind,
        "multipart": lambda kind: kind.startswith("multipart/"),
        "content": lambda kind: not media_type or kind.startswith(media_type),
    }[place]
    for kind, media in content.items():
        if wanted(kind.lower()):
            schema: Schema = target(tree, media).get("schema", {})
            return schema
    return {}
