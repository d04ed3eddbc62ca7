"""Parameters of a page: one or several rewritten schemas each."""

from __future__ import annotations

import re

from ...diagnostics import Location
from ...source import Node
from ..canonical import Tree
from .content import Shapes
from .piece import Piece, Reader, group, leaf, row
from .schema import assembled, body_model, identifier

_PLACES = ("path", "query", "header", "cookie")
_HOISTED = ("required", "description", "deprecated")
_COPIED = ("style", "explode", "allowReserved")


def parameters(
    reader: Reader, shapes: Shapes, request: Tree, path: str, at: Location
) -> Piece | None:
    """OpenAPI's parameters, with those of the path that the page left out."""
    place = at / "parameters"
    groups = reader.as_map(request.get("parameters"), place)
    pieces = [
        _parameter(reader, shapes, name, carrier, node, place / carrier / name)
        for carrier in _PLACES
        for name, node in reader.as_map(groups.get(carrier), place / carrier).items()
    ]
    for carrier in groups.keys() - set(_PLACES):
        message = f"`{carrier}` carries no parameters: {', '.join(_PLACES)} do"
        reader.invalid(message, place / carrier)
    declared = reader.as_map(groups.get("path"), place / "path")
    pieces.extend(
        _undeclared(reader, name, place / "path")
        for name in dict.fromkeys(re.findall(r"\{([^{}]+)\}", path))
        if name not in declared
    )
    return row(pieces, place) if pieces else None


def _parameter(
    reader: Reader, shapes: Shapes, name: str, carrier: str, node: Node, at: Location
) -> Piece:
    parameter = reader.as_map(node, at)
    entries = _entries(reader, parameter, at)
    parts = {"name": leaf(name, at), "in": leaf(carrier, at)}
    if carrier == "path" or any(
        _is_true(entry.get("required")) for entry, _ in entries
    ):
        parts["required"] = leaf(True, at)
    for key in ("description", "deprecated"):
        for entry, place in entries:
            if entry.get(key):
                parts.setdefault(key, leaf(entry[key], place / key))
    for key in _COPIED:
        if key in parameter:
            parts[key] = leaf(parameter[key], at / key)
    branches = [_schema(reader, shapes, entry, place) for entry, place in entries]
    union = {"anyOf": row(branches, at / "schema")}
    parts["schema"] = branches[0] if len(branches) == 1 else group(union, at / "schema")
    return group(parts, at)


def _entries(
    reader: Reader, parameter: Tree, at: Location
) -> list[tuple[Tree, Location]]:
    place = at / "schema"
    entries = reader.as_list(parameter.get("schema"), place)
    if not entries:
        hint = "write `schema:` and below it `- type: string`"
        reader.invalid("this parameter has no schema", at, hint)
        return [({}, at)]
    return [
        (reader.as_map(entry, place / index), place / index)
        for index, entry in enumerate(entries)
    ]


def _schema(reader: Reader, shapes: Shapes, entry: Tree, at: Location) -> Piece:
    """An entry without what belongs to the parameter."""
    own = {key: value for key, value in entry.items() if key not in _HOISTED}
    model = body_model(reader, own, at)
    name = identifier(reader, own, at)
    return assembled(model) if name is None else shapes.refer(name, model, False)


def _undeclared(reader: Reader, name: str, at: Location) -> Piece:
    message = f"the path's parameter `{name}` is not declared: taken as a text"
    reader.diagnostics.warning("undeclared-parameter", message, at)
    tree: Tree = {"name": name, "in": "path", "required": True}
    return leaf({**tree, "schema": {"type": "string"}}, at)


def _is_true(value: Node) -> bool:
    return value is True or value == "true"
