"""Parameters of the body and of forms → request bodies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...diagnostics import Location
from ...source import Node
from ..canonical import Site, Target, Tree, child
from .media import form_types, is_file, media_types
from .parameters import field, style

_KEPT = ("description", "required")


@dataclass(frozen=True, slots=True)
class Given:
    """A parameter in a list: its node, where that was written, and what it stands for
    if it is a `$ref`."""

    node: Node
    origin: Location
    target: Target | None

    @property
    def value(self) -> Tree:
        value = self.target.value if self.target else self.node
        return value if isinstance(value, dict) else {}

    @property
    def place(self) -> str:
        return str(self.value.get("in"))

    @property
    def name(self) -> str:
        name = self.value.get("name")
        return "" if name is None else str(name)

    @property
    def home(self) -> Location:
        return self.target.location if self.target else self.origin

    def put(self, site: Site, to: str) -> None:
        """Note that the parameter's value stands at `to` below `site` now."""
        site.origins[site.pointer + to] = self.origin
        if self.target is not None:
            site.adopted(to, self.target, self.origin / "$ref")


def request_body(node: Tree, site: Site, consumes: Sequence[str]) -> Tree:
    """The request body that a parameter `in: body` is; any other node as it stands."""
    if node.get("in") != "body":
        return node
    result = {k: v for k, v in node.items() if k in _KEPT or k.startswith("x-")}
    if "schema" not in node:
        message = "this body has no `schema`: it takes any value"
        site.diagnostics.warning("untyped-parameter", message, site.location)
    content: Tree = {}
    for media in media_types(consumes, node.get("schema")):
        place = child("/content", media)
        site.moved(place, "/schema")
        site.moved(f"{place}/schema", "/schema")
        content[media] = {"schema": node["schema"]} if "schema" in node else {}
    return {**result, "content": content}


def form_body(fields: Sequence[Given], site: Site, consumes: Sequence[str]) -> Tree:
    """The request body that the fields of a form are together."""
    site.origins[site.pointer] = fields[0].origin
    properties: Tree = {each.name: field(each.value) for each in fields}
    schema: Tree = {"type": "object", "properties": properties}
    required: list[Node] = [f.name for f in fields if f.value.get("required") is True]
    if required:
        schema["required"] = required
    part: Tree = {"schema": schema}
    encoding = _encoding(fields, site)
    if encoding:
        part["encoding"] = encoding
    has_file = any(_holds_file(each.value) for each in fields)
    content: Tree = {}
    for media in form_types(consumes, has_file):
        content[media] = part
        base = child("/content", media) + "/schema/properties"
        for each in fields:
            each.put(site, child(base, each.name))
    return {"content": content, **({"required": True} if required else {})}


def _encoding(fields: Sequence[Given], site: Site) -> Tree:
    """How the fields that are arrays are written."""
    found = {
        each.name: style(each.value, each.place, each.home, site.diagnostics)
        for each in fields
        if not is_file(each.value.get("items"))
    }
    return {name: dict(spread) for name, spread in found.items() if spread}


def _holds_file(node: Tree) -> bool:
    return is_file(node) or is_file(node.get("items"))
