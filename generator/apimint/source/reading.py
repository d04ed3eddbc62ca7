"""Which reader a text is for: JSON, YAML, or a documentation page around either."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from .document import Page
from .fault import Fault, too_many_nodes
from .json_text import parse_json, survey
from .limits import Limits
from .page import Block, find_blocks
from .places import Place
from .pointer import Node
from .yaml_places import read_places
from .yaml_tree import parse_yaml

_PAGES = frozenset({".md", ".mdx", ".markdown", ".txt"})
_ENTRY = re.compile(r"(?:[{\[]|[\"']?[\w$-]+[\"']?:(?:\s|\Z))")


@dataclass(frozen=True, slots=True)
class Reading:
    """A tree, how to find the places of its parts, and the offset of its text."""

    tree: Node
    survey: Callable[[], Place]
    offset: int = 0
    page: Page | None = None


def read(text: str, suffix: str, limits: Limits) -> list[Reading]:
    """Read the text of a file whose name ends with `suffix`: one tree, or that of each
    block where it holds several pages. The limits are those of all of them together.

    Raises:
        Fault: it cannot be read.
    """
    suffix = suffix.lower()
    if suffix == ".json":
        return [_json(text, limits)]
    if suffix not in _PAGES:
        return [_by_content(text, limits)]
    blocks = find_blocks(text)
    if not blocks:
        return [_bare_page(text, limits)]
    readings: list[Reading] = []
    left = limits.max_nodes
    for block in blocks:
        try:
            own = replace(limits, max_nodes=left)
            readings.append(_in_block(text, block, own))
        except Fault as fault:
            if fault.code != "too-many-nodes":
                raise
            raise too_many_nodes(limits.max_nodes, fault.index) from None
        left -= _size(readings[-1].tree) if len(blocks) > 1 else 0
    return readings


def _size(tree: Node) -> int:
    """How many values a tree has."""
    size, waiting = 0, [tree]
    while waiting:
        node = waiting.pop()
        size += 1
        if isinstance(node, dict):
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    return size


def _in_block(text: str, block: Block, limits: Limits) -> Reading:
    body = text[block.start : block.end]
    try:
        if block.page.language == "json":
            reading = _json(body, limits)
        else:
            reading = _by_content(body, limits)
    except Fault as fault:
        fault.index += block.start
        fault.first = None if fault.first is None else fault.first + block.start
        raise
    return Reading(reading.tree, reading.survey, block.start, block.page)


def _bare_page(text: str, limits: Limits) -> Reading:
    """A page without a block; or a specification that is called a text."""
    try:
        reading = _by_content(text, limits)
    except Fault:
        if _looks_like_yaml(text):
            raise
    else:
        if isinstance(reading.tree, dict):
            return reading
    message = "the page has no block of YAML or JSON"
    hint = "give the page's Markdown with its '## OpenAPI' block, or the specification"
    raise Fault("no-block", message, 0, hint)


def _looks_like_yaml(text: str) -> bool:
    """Whether the first line that is not empty and no comment begins a mapping."""
    lines = (line.strip() for line in text.splitlines())
    first = next((line for line in lines if line and line[0] != "#"), "")
    return _ENTRY.match(first) is not None


def _by_content(text: str, limits: Limits) -> Reading:
    if text.lstrip()[:1] in ("{", "["):
        try:
            return _json(text, limits)
        except Fault:  # YAML's flow style looks the same
            pass
    return Reading(parse_yaml(text, limits), lambda: read_places(text))


def _json(text: str, limits: Limits) -> Reading:
    if not text.strip():
        raise Fault("empty-document", "the document is empty", 0)
    return Reading(parse_json(text, limits), lambda: survey(text))
