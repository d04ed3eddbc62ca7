"""Bodies and responses of a page, and the components behind their schemas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...diagnostics import Location
from ...source import Node
from ..canonical import Tree, child
from .examples import is_real
from .piece import Piece, Reader, group, leaf, row
from .schema import Model, assembled, body_model, identifier
from .views import View, united

NO_CONTENT = "_mintlify/placeholder"


@dataclass(slots=True)
class Shapes:
    """The page's components, and the views of those that it inlined."""

    components: Tree
    views: dict[str, list[View]] = field(default_factory=dict[str, list[View]])

    def refer(self, name: str, model: Model, reading: bool) -> Piece:
        """A `$ref` to the component behind `model`."""
        if name not in self.components:
            self.views.setdefault(name, []).append(View(model, reading))
        target = "#" + child("/components/schemas", name)
        return leaf({"$ref": target}, model.at)

    def inlined(self, reader: Reader) -> dict[str, Piece]:
        """The components that the page inlined, put together from their views."""
        return {
            name: assembled(united(views, reader.diagnostics))
            for name, views in self.views.items()
        }


def request_body(
    reader: Reader, shapes: Shapes, request: Tree, at: Location
) -> Piece | None:
    """OpenAPI's request body; None where the page has none."""
    place = at / "body"
    medias = reader.as_map(request.get("body"), place)
    if not medias:
        return None
    parts: dict[str, Piece] = {}
    _describe(parts, reader, medias, place)
    parts["content"] = _content(reader, shapes, medias, place, reading=False)
    if any(_is_required(media) for media in medias.values()):
        parts["required"] = leaf(True, place)
    return group(parts, place)


def responses(
    reader: Reader, shapes: Shapes, response: Tree, at: Location
) -> Piece | None:
    """OpenAPI's responses; None where the page has none (a webhook)."""
    pieces: dict[str, Piece] = {}
    for code, node in response.items():
        place = at / code
        medias = reader.as_map(node, place)
        parts = {"description": leaf("", place)}
        _describe(parts, reader, medias, place)
        real = {name: media for name, media in medias.items() if name != NO_CONTENT}
        if real:
            parts["content"] = _content(reader, shapes, real, place, reading=True)
        pieces[code] = group(parts, place)
    return group(pieces, at) if pieces else None


def _describe(
    parts: dict[str, Piece], reader: Reader, medias: Tree, at: Location
) -> None:
    """A page writes the description of a body or response under each media type."""
    for name, media in medias.items():
        if isinstance(media, dict) and media.get("description"):
            place = at / name / "description"
            text = reader.as_text(media["description"], place)
            parts["description"] = leaf(text, place)
            return


def _is_required(media: Node) -> bool:
    entries = media.get("schemaArray") if isinstance(media, dict) else None
    if not isinstance(entries, list):
        return False
    return any(isinstance(e, dict) and e.get("required") is True for e in entries)


def _content(
    reader: Reader, shapes: Shapes, medias: Tree, at: Location, *, reading: bool
) -> Piece:
    pieces = {
        name: _media(reader, shapes, reader.as_map(node, at / name), at / name, reading)
        for name, node in medias.items()
    }
    return group(pieces, at)


def _media(
    reader: Reader, shapes: Shapes, media: Tree, at: Location, reading: bool
) -> Piece:
    place = at / "schemaArray"
    entries = reader.as_list(media.get("schemaArray"), place)
    if not entries:
        hint = "a body of any kind is written as `- type: any`"
        where = place if "schemaArray" in media else at
        reader.invalid("`schemaArray` holds no schema", where, hint)
        return leaf({}, at)
    branches = [
        _schema(reader, shapes, entry, place / index, reading)
        for index, entry in enumerate(entries)
    ]
    # Whether the source said oneOf or anyOf is lost; anyOf claims less.
    union = {"anyOf": row(branches, place)}
    schema = branches[0] if len(branches) == 1 else group(union, place)
    parts = {"schema": schema}
    examples = _examples(reader, media, at / "examples")
    if examples:
        parts["examples"] = group(examples, at / "examples")
    return group(parts, at)


def _schema(
    reader: Reader, shapes: Shapes, node: Node, at: Location, reading: bool
) -> Piece:
    entry = reader.as_map(node, at)
    model = body_model(reader, entry, at)
    name = identifier(reader, entry, at)
    if name is None:
        return assembled(model)
    return shapes.refer(name, model, reading)


def _examples(reader: Reader, media: Tree, at: Location) -> Mapping[str, Piece]:
    examples = media.get("examples")
    if not isinstance(examples, dict):
        return {}
    return {
        name: leaf(example, at / name)
        for name, example in examples.items()
        if isinstance(example, dict) and "value" in example
        if is_real(name, example["value"])
    }
