"""Responses (Swagger 2.0, Response Object)."""

from __future__ import annotations

from collections.abc import Sequence

from ..canonical import Site, Tree, child
from .media import essence, media_types

_OLDER = ("schema", "examples")


def responses(
    node: Tree, site: Site, produces: Sequence[str], usual: Sequence[str]
) -> Tree:
    """The responses of an operation that produces `produces`; `usual` is what those of
    the whole document are."""
    return {
        status: (
            _response(item, site.below(child("", status)), produces, usual)
            if isinstance(item, dict) and not status.startswith("x-")
            else item
        )
        for status, item in node.items()
    }


def _response(
    node: Tree, site: Site, produces: Sequence[str], usual: Sequence[str]
) -> Tree:
    """A shared response comes in the document's media types: where the operation has
    its own, it gets a copy."""
    if "$ref" not in node:
        return response(node, site, produces)
    target = site.follow(node)
    shared = target.value if target else None
    if target is None or not isinstance(shared, dict) or "schema" not in shared:
        return node
    if tuple(produces) == tuple(usual):
        return node
    site.adopted("", target, site.location / "$ref")
    return response(shared, site, produces)


def response(node: Tree, site: Site, produces: Sequence[str]) -> Tree:
    """OpenAPI's response. One that is lowered already stays as it is."""
    if "$ref" in node or not any(key in node for key in _OLDER):
        return node
    result = {key: value for key, value in node.items() if key not in _OLDER}
    examples = _examples(node, site)
    said = produces or list(examples)
    types = media_types(said, node["schema"]) if "schema" in node else list(examples)
    content: Tree = {}
    for media in types:
        place = child("/content", media)
        part: Tree = {}
        if "schema" in node:
            site.moved(place, "/schema")
            site.moved(f"{place}/schema", "/schema")
            part["schema"] = node["schema"]
        example = _of(media, examples)
        if example is not None:
            site.moved(f"{place}/example", child("/examples", example))
            part["example"] = examples.pop(example)
        content[media] = part
    for left in examples:
        message = (
            f"`{left[:40]}` is not among what is produced: its example is left out"
        )
        where = site.location / "examples" / left
        site.diagnostics.warning("ignored-value", message, where)
    return {**result, "content": content} if content else result


def _examples(node: Tree, site: Site) -> Tree:
    """The examples by media type; what is none is reported."""
    examples = node.get("examples")
    if not isinstance(examples, dict):
        return {}
    found: Tree = {}
    for media, example in examples.items():
        if "/" in media:
            found[media] = example
        elif not media.startswith("x-"):
            message = f"`{media[:40]}` is no media type: its example is left out"
            where = site.location / "examples" / media
            site.diagnostics.warning("ignored-value", message, where)
    return found


def _of(media: str, examples: Tree) -> str | None:
    """The media type of the example that shows `media`."""
    if media in examples:
        return media
    same = (each for each in examples if essence(each) == essence(media))
    return next(same, None)
