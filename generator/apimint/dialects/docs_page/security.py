"""A page's security: a list of alternatives, each with the headers that it needs."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...diagnostics import Location
from ...source import Node
from ..canonical import Tree
from .piece import Piece, Reader, group, leaf


@dataclass(slots=True)
class Schemes:
    """The security schemes met so far, by name."""

    pieces: dict[str, Piece] = field(default_factory=dict[str, Piece])


def requirements(
    reader: Reader, schemes: Schemes, request: Tree, at: Location
) -> Piece:
    """OpenAPI's `security` of the operation; its schemes go to `schemes`."""
    place = at / "security"
    result: list[Node] = []
    for index, entry in enumerate(reader.as_list(request.get("security"), place)):
        where = place / index
        result.append(_requirement(reader, schemes, entry, where))
    return leaf(result, place)


def _requirement(
    reader: Reader, schemes: Schemes, node: Node, at: Location
) -> dict[str, Node]:
    """The schemes that are needed together. A title `A & B` names those of its
    parameters in their order; an entry without any means that none is needed."""
    entry = reader.as_map(node, at)
    title = reader.as_text(entry.get("title"), at / "title")
    carriers = _carriers(reader, entry, at)
    names = [part.strip() for part in title.split(" & ")]
    if len(names) != len(carriers):
        names = [title] if len(carriers) == 1 else [key for _, key, _ in carriers]
    needed: dict[str, Node] = {}
    for name, (carrier, key, where) in zip(names, carriers, strict=True):
        parameter = reader.as_map(_at(entry, carrier, key), where)
        piece = _scheme(reader, parameter, carrier, key, where)
        if piece is not None:
            needed[_register(schemes, name or key, carrier, piece)] = []
    return needed


def _carriers(
    reader: Reader, entry: Tree, at: Location
) -> list[tuple[str, str, Location]]:
    """Where credentials travel: header, query or cookie, under which key."""
    place = at / "parameters"
    maps = reader.as_map(entry.get("parameters"), place)
    return [
        (carrier, key, place / carrier / key)
        for carrier, parameters in maps.items()
        for key in reader.as_map(parameters, place / carrier)
    ]


def _at(entry: Tree, carrier: str, key: str) -> Node:
    maps = entry["parameters"]
    parameters = maps[carrier] if isinstance(maps, dict) else None
    return parameters[key] if isinstance(parameters, dict) else None


def _scheme(
    reader: Reader, parameter: Tree, carrier: str, key: str, at: Location
) -> Piece | None:
    """OpenAPI's security scheme. A page keeps nothing of OAuth's flows: what is left of
    it is a token in the Authorization header."""
    kind = parameter.get("type")
    parts: dict[str, Piece] = {"type": leaf("http", at)}
    if kind == "http":
        parts["scheme"] = leaf(parameter.get("scheme") or "bearer", at)
    elif kind == "apiKey":
        parts["type"] = leaf("apiKey", at)
        parts["in"], parts["name"] = leaf(carrier, at), leaf(key, at)
    elif kind in ("oauth2", "openIdConnect"):
        parts["scheme"] = leaf("bearer", at)
    else:
        message = f"`{kind}` is no type of security: http, apiKey or oauth2"
        reader.invalid(message, at / "type" if "type" in parameter else at)
        return None
    if "description" in parameter:
        parts["description"] = leaf(parameter["description"], at / "description")
    return group(parts, at)


def _register(schemes: Schemes, name: str, carrier: str, piece: Piece) -> str:
    """The scheme's name; one already taken by another scheme is qualified with the
    place that carries the credential."""
    while name in schemes.pieces and schemes.pieces[name].node != piece.node:
        name = f"{name}_{carrier}"
    schemes.pieces.setdefault(name, piece)
    return name
