"""Parameters and headers: what describes the value becomes a schema of its own.

Swagger 2.0, Parameter Object, Items Object and Header Object.
"""

from __future__ import annotations

from ...diagnostics import Diagnostics, Location
from ...source import Node
from ..canonical import Site, Tree
from ..wording import described, did_you_mean

_PLACES = ("query", "header", "path", "cookie")  # cookies are OpenAPI 3's
_FIELDS = ("body", "formData")
_OWN = frozenset(
    {
        *("name", "in", "description", "required", "allowEmptyValue"),
        *("deprecated", "example"),
    }
)
_OWN_OF_FIELD = _OWN - {"description", "deprecated", "example"}
_ABOUT_VALUES = ("x-nullable", "x-enum")
_NEWER = ("$ref", "schema", "content")
_STYLES: dict[str, tuple[str, bool]] = {
    "csv": ("form", False),
    "multi": ("form", True),
    "ssv": ("spaceDelimited", False),
    "pipes": ("pipeDelimited", False),
    "tsv": ("form", False),
}
_SEPARATED = ("path", "header")  # whose one style has commas
_NO_EQUAL = "x-collectionFormat"  # says what OpenAPI 3 has no style for


def parameter(node: Tree, site: Site) -> Tree:
    """OpenAPI's parameter. One that has a schema already is left as it is."""
    if any(key in node for key in _NEWER):
        return node
    place = str(node.get("in"))
    if place not in _PLACES:
        places = ("query", "header", "path", *_FIELDS)
        message = f"{described(node.get('in'))} carries no parameters"
        hint = did_you_mean(place, places) or f"one of {', '.join(places)}"
        where = site.location / "in" if "in" in node else site.location
        site.error("unknown-place", message, where, hint)
        return node
    own, schema = _parted(node, site)
    if place == "path":
        own["required"] = True
    if "type" not in schema and "enum" not in schema:
        message = "this parameter has no `type`: it takes any value"
        site.diagnostics.warning("untyped-parameter", message, site.location)
    spread = style(node, place, site.location, site.diagnostics)
    return {**own, "schema": schema, **spread}


def header(node: Tree, site: Site) -> Tree:
    """OpenAPI's header of a response."""
    if any(key in node for key in _NEWER):
        return node
    own, schema = _parted(node, site)
    spread = style(node, "header", site.location, site.diagnostics)
    return {**own, "schema": schema, **spread}


def field(node: Tree) -> Tree:
    """The schema of a form's field."""
    return {key: value for key, value in node.items() if key not in _OWN_OF_FIELD}


def style(
    node: Tree, place: str, at: Location, diagnostics: Diagnostics
) -> dict[str, Node]:
    """`style` and `explode` for how the values of an array at `at` are separated; of
    what is no array, nothing. Where OpenAPI 3 has no style, an extension says it."""
    if node.get("type") != "array":
        return {}
    _check_inner(node.get("items"), at / "items", diagnostics)
    said = str(node.get("collectionFormat") or "csv")
    where = at / "collectionFormat"
    if said not in _STYLES:
        message = f"`{said[:40]}` is no collectionFormat: csv is used"
        hint = did_you_mean(said, _STYLES) or f"one of {', '.join(_STYLES)}"
        diagnostics.error("unknown-format", message, where, hint=hint)
        said = "csv"
    if said == "multi" and place in _SEPARATED:
        message = f"`multi` means nothing in a {place}: commas are written"
        diagnostics.warning("no-equal-style", message, where)
        said = "csv"
    name, explode = _STYLES[said]
    spread: dict[str, Node] = {"style": name, "explode": explode}
    if place in _SEPARATED:
        return {} if said == "csv" else {_NO_EQUAL: said}
    return {**spread, _NO_EQUAL: said} if said == "tsv" else spread


def _check_inner(items: Node, at: Location, diagnostics: Diagnostics) -> None:
    """Arrays inside arrays have no style in OpenAPI 3."""
    if isinstance(items, dict) and items.get("type") == "array":
        message = "an array inside a parameter's array has no equal in OpenAPI 3"
        hint = "how its values are separated is lost"
        diagnostics.warning("no-equal-style", message, at, hint=hint)


def _parted(node: Tree, site: Site) -> tuple[Tree, Tree]:
    """What belongs to the parameter itself, and what describes its value."""
    own: Tree = {}
    schema: Tree = {}
    for key, value in node.items():
        extends = key.startswith("x-") and not key.startswith(_ABOUT_VALUES)
        if key in _OWN or extends:
            own[key] = value
        else:
            schema[key] = value
    site.moved("/schema")
    return own, schema
