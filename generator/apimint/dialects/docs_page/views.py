"""The request's and the response's view of one schema → one component.

A page shows the schema behind a `refIdentifier` once for each use, without the readOnly
properties in a request and without the writeOnly ones in a response.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...diagnostics import Diagnostics
from ...source import Node
from ..canonical import Tree
from ..essence import essence, schema_essence
from .piece import Piece, leaf
from .schema import Model

_FLAGS = ("readOnly", "writeOnly")


@dataclass(frozen=True, slots=True)
class View:
    """One use of a schema."""

    model: Model
    reading: bool


def united(views: Sequence[View], diagnostics: Diagnostics) -> Model:
    """One model for all uses of a schema; a reading view has the last word.

    A property that only responses have is readOnly, one that only requests have
    writeOnly. A property is required where every view that has it requires it.
    """
    reading = [view.model for view in views if view.reading]
    writing = [view.model for view in views if not view.reading]
    models = [*reading, *writing]
    result = models[0]
    for other in models[1:]:
        _warn_of_conflicts(result, other, diagnostics)
        result = _joined(result, other)
    result = _with_required(result, models)
    if reading and writing:
        result = _flagged(result, "readOnly", _names(reading) - _names(writing))
        result = _flagged(result, "writeOnly", _names(writing) - _names(reading))
    return result


def _names(models: Sequence[Model]) -> set[str]:
    return {name for model in models for name in model.properties or ()}


def _joined(one: Model, other: Model) -> Model:
    if one.properties is None and other.properties is None:
        properties = None
    else:
        first, second = one.properties or {}, other.properties or {}
        settled = {
            name: _settled(piece, second[name]) if name in second else piece
            for name, piece in first.items()
        }
        properties = {**second, **settled}
        properties = {name: properties[name] for name in {**first, **second}}
    keywords = {**other.keywords, **one.keywords}
    return replace(one, properties=properties, keywords=keywords)


def _settled(one: Piece, other: Piece) -> Piece:
    """The first definition; a readOnly or writeOnly stays if both have it."""
    node = one.node
    if isinstance(node, dict) and isinstance(other.node, dict):
        dropped = {flag for flag in _FLAGS if node.get(flag) != other.node.get(flag)}
        node = {key: value for key, value in node.items() if key not in dropped}
    return replace(one, node=node)


def _with_required(result: Model, models: Sequence[Model]) -> Model:
    names: dict[str, Node] = {}
    for name in (name for model in models for name in model.required_names):
        having = [model for model in models if name in (model.properties or ())]
        if all(name in model.required_names for model in having or models):
            names[name] = name
    sources = [model.required for model in models if model.required is not None]
    if not names or not sources:
        return replace(result, required=None)
    return replace(result, required=replace(sources[0], node=list(names.values())))


def _flagged(model: Model, flag: str, names: set[str]) -> Model:
    if model.properties is None:
        return model
    properties = {
        name: _with_flag(piece, flag) if name in names else piece
        for name, piece in model.properties.items()
    }
    return replace(model, properties=properties)


def _with_flag(piece: Piece, flag: str) -> Piece:
    if piece.node is True:
        return leaf({flag: True}, piece.origins[""])
    if not isinstance(piece.node, dict):
        return piece
    return replace(piece, node={**piece.node, flag: True})


def _warn_of_conflicts(one: Model, other: Model, diagnostics: Diagnostics) -> None:
    """Tell of what differs in more than documentation and direction, at both places."""
    first, second = one.properties or {}, other.properties or {}
    for name in first:
        if name in second and essence(first[name].node) != essence(second[name].node):
            message = f"`{name}` is defined in two ways on this page"
            _warn(message, (first[name], second[name]), diagnostics)
    if _rest(one) != _rest(other):
        message = "this schema is defined in two ways on this page"
        pieces = (leaf(None, one.at), leaf(None, other.at))
        _warn(message, pieces, diagnostics)


def _warn(message: str, pieces: tuple[Piece, Piece], diagnostics: Diagnostics) -> None:
    hint = "the response's definition is used"
    for piece in pieces:
        where = piece.origins[""]
        diagnostics.warning("page-view-conflict", message, where, hint=hint)


def _rest(model: Model) -> Node:
    tree: Tree = {key: piece.node for key, piece in model.keywords.items()}
    return schema_essence(tree)
