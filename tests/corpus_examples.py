"""The examples and defaults of real documents, each with the type of its values.

A sample counts where its own schema accepts it (JSON Schema 2020-12, on the canonical
document, formats checked). What `required` says of readOnly properties holds for
responses only, and of writeOnly ones for requests only (OpenAPI 3.1 section 4.8.24).
"""

from __future__ import annotations

import base64
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from apimint import dialects, ir, openapi
from apimint.config import Client
from apimint.diagnostics import Diagnostics
from apimint.graph import is_json
from apimint.pipeline import open_documents
from apimint.source import Sources
from apimint.source.pointer import get, join
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from referencing import Registry
from referencing.jsonschema import DRAFT202012

_LARGEST = 1_000_000  # bytes of a document
_TOO = ("openai.yaml", "digitalocean.yaml")  # larger, but full of examples
_FORM = "application/x-www-form-urlencoded"
_LEVELS = 3


@dataclass(frozen=True, slots=True)
class Sample:
    """A value that a document shows: where, of which schema (canonical pointers), and
    of which type. `sent` says that it is one of a request.
    """

    place: str
    schema: str
    type: ir.Type
    sent: bool
    value: Any


@dataclass(frozen=True, slots=True)
class Description:
    """A document of the corpus, as the generator has understood it."""

    path: Path
    tree: Any
    api: ir.Api
    diagnostics: Diagnostics


def documents(shared: Path) -> list[Path]:
    """The valid documents of the corpus that are not too large, and two that are."""
    rows = (shared / "corpus" / "index.tsv").read_text("utf-8").splitlines()
    head, *entries = (row.split("\t") for row in rows)
    found: list[Path] = []
    for entry in entries:
        row = dict(zip(head, entry, strict=False))
        fits = row["valid"] == "yes" and int(row["bytes"]) <= _LARGEST
        if fits or row["name"] in _TOO:
            found.append(shared / "corpus" / row["file"])
    return found


def describe(path: Path) -> Description:
    """Read a document up to the intermediate model."""
    client = Client(spec=(path.name,), output="client", root=path.parent)
    sources, diagnostics = Sources(ref_root=_ref_root(path)), Diagnostics()
    canonical = dialects.lower(open_documents(client, sources), sources, diagnostics)
    api = openapi.read(canonical, diagnostics)
    return Description(path, canonical.tree, api, diagnostics)


def _ref_root(path: Path) -> Path | None:
    """A document of several files stands in a folder of its own, below `multi`."""
    parts = path.parts
    if "multi" not in parts:
        return None
    return Path(*parts[: parts.index("multi") + 2])


def samples(found: Description) -> Iterator[Sample]:
    """Every example and default of a document, accepted or not, without repetition."""
    seen: set[tuple[str, bool]] = set()
    for sample in _all(found.tree, found.api):
        if (sample.place, sample.sent) not in seen:
            seen.add((sample.place, sample.sent))
            yield sample


def _all(tree: Any, api: ir.Api) -> Iterator[Sample]:
    for definition in api.definitions:
        yield from _of_definition(tree, definition)
    for operation in api.operations:
        pointer = operation.id[1:]
        for parameter in operation.parameters:
            yield from _of_parameter(tree, pointer, parameter)
        if operation.body:
            body = _target(tree, pointer + "/requestBody")
            yield from _of_contents(tree, body, operation.body.contents, True)
        for key in _mapping(tree, pointer + "/responses"):
            place = _target(tree, pointer + "/responses" + join([key]))
            for response in operation.responses:
                if response.status == (key if key == "default" else key.upper()):
                    yield from _of_contents(tree, place, response.contents, False)


def _of_definition(tree: Any, definition: ir.Definition) -> Iterator[Sample]:
    sent, pointer = False, definition.id[1:]
    if not isinstance(definition, ir.Enumeration):
        sent = definition.view is ir.View.WRITE
        pointer = (definition.twin or definition.id)[1:]
    yield from _of_schema(tree, pointer, ir.Ref(definition.id), sent)
    if isinstance(definition, ir.Alias):
        yield from _inside(tree, pointer, definition.type, sent)
    if isinstance(definition, ir.Object):
        for field in definition.fields:
            for part in _parts(tree, pointer):
                place = part + "/properties" + join([field.wire])
                yield from _of_schema(tree, place, field.type, sent)


def _of_schema(tree: Any, pointer: str, type_: ir.Type, sent: bool) -> Iterator[Sample]:
    for place in _parts(tree, pointer):
        schema = _mapping(tree, place)
        listed = _list(schema.get("examples"))
        shown = {f"/examples/{i}": value for i, value in enumerate(listed)}
        shown |= {f"/{k}": schema[k] for k in ("example", "default") if k in schema}
        for key, value in shown.items():
            yield Sample(place + key, pointer, type_, sent, value)
    yield from _inside(tree, pointer, type_, sent)


def _parts(tree: Any, pointer: str, levels: int = 0) -> Iterator[str]:
    """The schema, and those that it is composed of in place."""
    yield pointer
    schema = _mapping(tree, pointer) if levels < _LEVELS else {}
    for key in ("allOf", "anyOf", "oneOf"):
        for index in range(len(_list(schema.get(key)))):
            yield from _parts(tree, f"{pointer}/{key}/{index}", levels + 1)


def _inside(tree: Any, pointer: str, type_: ir.Type, sent: bool) -> Iterator[Sample]:
    match type_:
        case ir.Nullable(inner):
            yield from _inside(tree, pointer, inner, sent)
        case ir.Array(items):
            yield from _of_schema(tree, pointer + "/items", items, sent)
        case ir.Map(values):
            yield from _of_schema(tree, pointer + "/additionalProperties", values, sent)
        case _:
            return


def _of_contents(
    tree: Any, pointer: str, contents: tuple[ir.Content, ...], sent: bool
) -> Iterator[Sample]:
    """The examples of the media types whose values travel as JSON, or as a form."""
    for key in _mapping(tree, pointer + "/content"):
        place = _target(tree, pointer + "/content" + join([key]))
        for content in contents:
            typed = is_json(content.media_type) or content.media_type == _FORM
            if typed and content.media_type == key.strip().lower() and content.type:
                yield from _shown_by(tree, place, content.type, sent)


def _of_parameter(
    tree: Any, operation: str, parameter: ir.Parameter
) -> Iterator[Sample]:
    for owner in (operation, operation.rpartition("/")[0]):
        for index in range(len(_list(_at(tree, owner + "/parameters")))):
            place = _target(tree, f"{owner}/parameters/{index}")
            found = _mapping(tree, place)
            if (found.get("name"), found.get("in")) == (
                parameter.wire,
                parameter.place,
            ):
                yield from _shown_by(tree, place, parameter.type, True)
                return


def _shown_by(tree: Any, pointer: str, type_: ir.Type, sent: bool) -> Iterator[Sample]:
    """The examples of a media type or of a parameter, and those of its schema."""
    schema = pointer + "/schema"
    if _at(tree, schema) is None:
        return
    if "example" in _mapping(tree, pointer):
        value = _at(tree, pointer + "/example")
        yield Sample(pointer + "/example", schema, type_, sent, value)
    for name in _mapping(tree, pointer + "/examples"):
        place = pointer + "/examples" + join([name])
        shown = _mapping(tree, _target(tree, place))
        for key in ("value", "dataValue"):
            if key in shown:
                yield Sample(place, schema, type_, sent, shown[key])
    yield from _of_schema(tree, schema, type_, sent)


def _at(tree: Any, pointer: str) -> Any:
    try:
        return get(tree, pointer)
    except KeyError:
        return None


def _mapping(tree: Any, pointer: str) -> dict[str, Any]:
    found = _at(tree, pointer)
    return found if isinstance(found, dict) else {}


def _list(found: Any) -> list[Any]:
    return found if isinstance(found, list) else []


def _target(tree: Any, pointer: str) -> str:
    while "$ref" in _mapping(tree, pointer):
        pointer = unquote(_at(tree, pointer)["$ref"][1:])
    return pointer


class Judge:
    """Says whether the schema of a sample accepts it."""

    def __init__(self, tree: Any) -> None:
        self._trees = {sent: _one_way(tree, sent) for sent in (False, True)}
        self._registries = {
            sent: Registry().with_resource("urn:api", DRAFT202012.create_resource(tree))
            for sent, tree in self._trees.items()
        }

    def accepts(self, sample: Sample) -> bool:
        reference = {"$ref": "urn:api#" + quote(sample.schema)}
        registry = self._registries[sample.sent]
        validator = Draft202012Validator(
            reference, registry=registry, format_checker=formats()
        )
        try:
            validator.validate(sample.value)
        except ValidationError:
            return False
        return True


@cache
def formats() -> FormatChecker:
    """The registered formats that have types of their own in Python."""
    checker = FormatChecker(["date-time", "date", "time", "uuid"])
    checker.checks("byte", raises=ValueError)(_is_base64)
    checker.checks("decimal", raises=ArithmeticError)(_is_decimal)
    return checker


def _is_decimal(value: object) -> bool:
    """Raises ArithmeticError for text that is none."""
    return not isinstance(value, str) or Decimal(value).is_finite()


def _is_base64(value: object) -> bool:
    """Raises ValueError for text that is not."""
    if isinstance(value, str):
        base64.b64decode(value, validate=True)
    return True


def _one_way(tree: Any, sent: bool) -> Any:
    """The document with `required` for one direction."""
    result = copy.deepcopy(tree)
    word = "readOnly" if sent else "writeOnly"
    waiting = [result]
    while waiting:
        node = waiting.pop()
        waiting.extend(node.values() if isinstance(node, dict) else node)
        waiting = [each for each in waiting if isinstance(each, dict | list)]
        if isinstance(node, dict) and isinstance(node.get("required"), list):
            properties = node.get("properties")
            properties = properties if isinstance(properties, dict) else {}
            node["required"] = [
                name
                for name in node["required"]
                if not _is_marked(result, properties.get(name), word)
            ]
    return result


def _is_marked(tree: Any, schema: Any, word: str) -> bool:
    if not isinstance(schema, dict):
        return False
    behind = _mapping(tree, unquote(schema["$ref"][1:])) if "$ref" in schema else {}
    return schema.get(word) is True or behind.get(word) is True
