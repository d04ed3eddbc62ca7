"""Several canonical documents of one API → one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

from ..diagnostics import Diagnostics, Location
from ..source import Document, Node
from .canonical import Canonical, Tree, child, locate
from .paths import METHODS, pushed_down, with_defaults
from .pool import Pool, new_names, pooled, sections
from .rename import Renames, renamed_tree


@dataclass(slots=True)
class Merged:
    """The documents merged so far. Its maps are copies that belong to it."""

    tree: Tree
    origins: dict[str, Location]
    documents: list[Document]
    pool: Pool


def merge(canonicals: Sequence[Canonical], diagnostics: Diagnostics) -> Canonical:
    """Unite paths and webhooks, pool components, security schemes and servers."""
    if len(canonicals) == 1:
        return canonicals[0]
    first = canonicals[0]
    tree = cast(Tree, _copied_to(first.tree, 3))
    merged = Merged(tree, dict(first.origins), list(first.documents), Pool())
    for other in canonicals[1:]:
        _add(merged, other, diagnostics)
    titles = [canonical.tree.get("info") for canonical in canonicals]
    if _is_page(first) and any(title != titles[0] for title in titles):
        _name_after_server(merged.tree)
    documents = {document.location: document for document in merged.documents}
    return Canonical(merged.tree, merged.origins, tuple(documents.values()))


def _is_page(canonical: Canonical) -> bool:
    return canonical.documents[0].page is not None


def _copied_to(node: Node, depth: int) -> Node:
    """A copy of the first levels of a tree: those that merging changes."""
    if depth < 0 or not isinstance(node, dict):
        return node
    return {key: _copied_to(value, depth - 1) for key, value in node.items()}


def _name_after_server(tree: Tree) -> None:
    """One page's heading says nothing of a whole site; its server's name does."""
    servers, info = tree.get("servers"), tree.get("info")
    first = servers[0] if isinstance(servers, list) and servers else None
    host = urlsplit(str(first.get("url"))).hostname if isinstance(first, dict) else None
    if host and isinstance(info, dict):
        tree["info"] = {**info, "title": host}


def _add(merged: Merged, other: Canonical, diagnostics: Diagnostics) -> None:
    names = new_names(merged.pool, merged.tree, other, diagnostics)
    tree = renamed_tree(other.tree, names)
    origins = _Origins(merged.origins, other)
    _add_components(merged, tree, names, origins)
    if not merged.tree.get("servers") and tree.get("servers"):
        merged.tree["servers"] = tree["servers"]
        origins.take("/servers", "/servers")
    _add_tags(merged.tree, tree)
    tree = with_defaults(tree, merged.tree)
    for key in ("paths", "webhooks"):
        _add_paths(merged, tree, key, other, origins, diagnostics)
    if tree.get("openapi") == "3.2.0":
        merged.tree["openapi"] = "3.2.0"
    merged.documents.extend(other.documents)


class _Origins:
    """Carries the origins of subtrees over from one document to the merged one."""

    def __init__(self, origins: dict[str, Location], other: Canonical) -> None:
        self.origins, self.other = origins, other
        self.keys = sorted(other.origins)

    def take(self, old: str, new: str) -> None:
        start, end = (bisect_left(self.keys, old + mark) for mark in "/0")
        stale = [key for key in self.origins if key.startswith(new + "/")]
        for key in stale if new in self.origins else ():
            del self.origins[key]
        self.origins[new] = self.other.locate(old)
        for key in self.keys[start:end]:
            self.origins[new + key[len(old) :]] = self.other.origins[key]


def _add_components(
    merged: Merged, tree: Tree, names: Renames, origins: _Origins
) -> None:
    old_names = {(section, new): old for (section, old), new in names.items()}
    components = cast(Tree, merged.tree.setdefault("components", {}))
    for section, entries in sections(tree).items():
        mine = cast(Tree, components.setdefault(section, {}))
        for name, node in entries.items():
            old = old_names.get((section, name), name)
            place = f"/components/{section}"
            if name not in mine:
                mine[name] = node
                origins.take(child(place, old), child(place, name))
                continue
            known = mine[name]
            mine[name] = pooled(section, name, merged.tree, tree)
            if known != mine[name]:
                _take_parts(origins, child(place, old), child(place, name), known, node)


def _take_parts(origins: _Origins, old: str, new: str, known: Node, node: Node) -> None:
    """The origins of a schema made of two: the later document's, and the first one's
    for the properties that only it has."""
    own = known.get("properties") if isinstance(known, dict) else None
    theirs = node.get("properties") if isinstance(node, dict) else None
    kept = {
        child(f"{new}/properties", key): locate(
            origins.origins, child(f"{new}/properties", key)
        )
        for key in (own if isinstance(own, dict) else {})
        if not isinstance(theirs, dict) or key not in theirs
    }
    origins.take(old, new)
    origins.origins.update(kept)


def _add_tags(mine: Tree, other: Tree) -> None:
    tags, more = mine.get("tags"), other.get("tags")
    if not isinstance(more, list):
        return
    known = tags if isinstance(tags, list) else []
    names = {str(tag.get("name")) for tag in known if isinstance(tag, dict)}
    fresh = [t for t in more if isinstance(t, dict) and str(t.get("name")) not in names]
    mine["tags"] = [*known, *fresh]


def _add_paths(
    merged: Merged,
    tree: Tree,
    key: str,
    other: Canonical,
    origins: _Origins,
    diagnostics: Diagnostics,
) -> None:
    items = cast(Tree, tree.get(key) or {})
    mine = cast(Tree, merged.tree.setdefault(key, {})) if items else {}
    for path, item in items.items():
        place = child(f"/{key}", path)
        if path not in mine:
            mine[path] = item
            origins.take(place, place)
        elif item != mine[path]:
            _add_item(mine, path, item, place, other, origins, diagnostics)


def _add_item(
    mine: Tree,
    path: str,
    item: Node,
    place: str,
    other: Canonical,
    origins: _Origins,
    diagnostics: Diagnostics,
) -> None:
    """Unite two path items of one path, method by method."""
    result, theirs = pushed_down(cast(Tree, mine[path]), cast(Tree, item))
    for key, operation in theirs.items():
        where = child(place, key)
        if key in result and result[key] != operation:
            _report_twice(key, path, where, other, diagnostics)
            if not _is_page(other) and key in (*METHODS, "$ref"):
                continue
        if key not in result or result[key] != operation:
            result[key] = operation
            origins.take(where, where)
    mine[path] = result


def _report_twice(
    key: str, path: str, pointer: str, other: Canonical, diagnostics: Diagnostics
) -> None:
    where = other.locate(pointer)
    message = f"`{key} {path}` differs from another document's"
    if _is_page(other):
        hint = "the later page is used"
        diagnostics.warning("page-superseded", message, where, hint=hint)
    else:
        hint = "leave one of the documents out, or correct one of them"
        diagnostics.error("duplicate-operation", message, where, hint=hint)
