"""YAML to a plain tree, in one pass over the parser's events.

Typing is YAML 1.2's, duplicate keys are errors, and no two parts of the tree are the
same object. The limits count aliases at the size of their content, and they are checked
before that content is copied: a small file that stands for billions of values is refused
at the cost of reading it.
"""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

from .fault import Fault, duplicate_key, too_deep, too_many_nodes
from .limits import Limits
from .pointer import Node
from .quote import quote
from .scalars import TYPED_STARTS, Scalar
from .yaml_events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NextEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    index_of,
    is_merge_key,
    read_document,
)
from .yaml_places import read_places
from .yaml_scalars import CORE_TAG, plain_value, tagged_value, unknown_tag


def parse_yaml(text: str, limits: Limits) -> Node:
    """The tree of a YAML text.

    Raises:
        Fault: `text` is not YAML, or more than the limits allow.
    """

    def build(next_event: NextEvent, root: Event) -> Node:
        builder = _Builder(text, limits, next_event)
        tree = builder.node(root, 0)
        for holder, key in builder.shared:
            # In the document's order: what an anchor holds is complete by now.
            _unshare(holder, key)
        return tree

    with collector_paused():
        return read_document(text, build)


@contextmanager
def collector_paused() -> Generator[None, None, None]:
    """Without the cyclic collector, which would walk a growing tree again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _unshare(holder: dict[str, Node] | list[Node], key: str | int) -> None:
    if isinstance(holder, dict):
        holder[str(key)] = _copy(holder[str(key)])
    else:
        holder[int(key)] = _copy(holder[int(key)])


def _copy(node: Node) -> Node:
    if isinstance(node, dict):
        return {key: _copy(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_copy(value) for value in node]
    return node


@dataclass(slots=True)
class _Anchor:
    """What an anchor holds. `size` counts its values and `height` its levels; `text` is
    its spelling where it is a scalar; `complete` is false while it is being read.
    """

    value: Node = None
    size: int = 1
    height: int = 0
    text: str | None = None
    complete: bool = True


class _Builder:
    """Reads one node after another. `left` counts the values still allowed, `deepest`
    is the deepest level so far, `shared` lists where an alias stands for a container.
    """

    __slots__ = ("anchors", "deepest", "left", "limits", "next", "shared", "text")

    def __init__(self, text: str, limits: Limits, next_event: NextEvent) -> None:
        self.text = text
        self.limits = limits
        self.next = next_event
        self.left = limits.max_nodes
        self.deepest = 0
        self.anchors: dict[str, _Anchor] = {}
        self.shared: list[tuple[dict[str, Node] | list[Node], str | int]] = []

    def node(self, event: Event, depth: int) -> Node:
        """The value that begins with `event`, `depth` levels down; not an alias."""
        if isinstance(event, ScalarEvent):
            return self.scalar(event)
        assert isinstance(event, MappingStartEvent | SequenceStartEvent)
        self.take(1, event)
        self.enter(event, depth + 1)
        if event.anchor is None:
            return self.container(event, depth + 1)
        return self.anchored(event, event.anchor, depth + 1)

    def enter(self, event: MappingStartEvent | SequenceStartEvent, depth: int) -> None:
        if depth > self.limits.max_depth:
            raise too_deep(self.limits.max_depth, index_of(event))
        self.deepest = max(self.deepest, depth)
        if event.tag is not None:
            kind = "map" if isinstance(event, MappingStartEvent) else "seq"
            if event.tag != CORE_TAG + kind:
                raise unknown_tag(event.tag, index_of(event))

    def container(
        self, event: MappingStartEvent | SequenceStartEvent, depth: int
    ) -> Node:
        if isinstance(event, MappingStartEvent):
            return self.mapping(depth)
        return self.sequence(depth)

    def anchored(
        self, event: MappingStartEvent | SequenceStartEvent, name: str, depth: int
    ) -> Node:
        anchor = self.anchors[name] = _Anchor(complete=False)
        left, deepest = self.left, self.deepest
        self.deepest = depth
        anchor.value = self.container(event, depth)
        anchor.size += left - self.left
        anchor.height = self.deepest - depth + 1
        anchor.complete = True
        self.anchors[name] = anchor
        self.deepest = max(deepest, self.deepest)
        return anchor.value

    def mapping(self, depth: int) -> dict[str, Node]:
        result: dict[str, Node] = {}
        merged: list[dict[str, Node]] | None = None
        next_event = self.next
        while type(key_event := next_event()) is not MappingEndEvent:
            key = self.key(key_event)
            if key in result:
                self.refuse_duplicate(key, key_event)
            event = next_event()
            if key == "<<" and is_merge_key(key_event):
                if merged is not None:
                    self.refuse_duplicate(key, key_event)
                merged = self.merge_sources(event, depth)
            elif type(event) is ScalarEvent:
                result[key] = self.scalar(event)
            else:
                result[key] = self.item(event, depth, result, key)
        if merged:
            self.merge(result, merged)
        return result

    def sequence(self, depth: int) -> list[Node]:
        result: list[Node] = []
        next_event = self.next
        while type(event := next_event()) is not SequenceEndEvent:
            if type(event) is ScalarEvent:
                result.append(self.scalar(event))
            else:
                result.append(self.item(event, depth, result, len(result)))
        return result

    def item(
        self,
        event: Event,
        depth: int,
        holder: dict[str, Node] | list[Node],
        key: str | int,
    ) -> Node:
        """An entry that is a container or an alias (for now the anchor's own object)."""
        if not isinstance(event, AliasEvent):
            return self.node(event, depth)
        anchor = self.expand(event, depth)
        if anchor.height:
            self.shared.append((holder, key))
        return anchor.value

    def take(self, count: int, event: Event) -> None:
        self.left -= count
        if self.left < 0:
            raise too_many_nodes(self.limits.max_nodes, index_of(event))

    def expand(self, event: AliasEvent, depth: int) -> _Anchor:
        """What an alias stands for, counted at its full size."""
        anchor = self.anchor(event)
        self.take(anchor.size, event)
        if depth + anchor.height > self.limits.max_depth:
            raise too_deep(self.limits.max_depth, index_of(event))
        self.deepest = max(self.deepest, depth + anchor.height)
        return anchor

    def anchor(self, event: AliasEvent) -> _Anchor:
        name = event.anchor or ""
        anchor = self.anchors.get(name)
        if anchor is None:
            message = f"the alias {quote('*' + name)} has no anchor before it"
            raise Fault("undefined-alias", message, index_of(event))
        if not anchor.complete:
            message = (
                f"the alias {quote('*' + name)} stands inside its own anchor: "
                "the content would never end (an alias cycle)"
            )
            hint = "refer to a named schema by '$ref' instead"
            raise Fault("alias-cycle", message, index_of(event), hint)
        return anchor

    def key(self, event: Event) -> str:
        """The text of a mapping's key, as it is written."""
        if isinstance(event, ScalarEvent):
            if event.anchor is not None or event.tag is not None:
                self.left += 1  # a key is not a value of its own
                self.scalar(event)
            return event.value
        if isinstance(event, AliasEvent):
            text = self.anchor(event).text
            if text is not None:
                return text
        message = "a mapping or a sequence cannot be the key of a mapping"
        raise Fault("complex-key", message, index_of(event), "use a text as the key")

    def scalar(self, event: ScalarEvent) -> Scalar:
        self.left -= 1
        if self.left < 0:
            raise too_many_nodes(self.limits.max_nodes, index_of(event))
        value: Scalar = event.value
        if event.tag is not None:
            value = tagged_value(event, event.tag)
        elif event.value[:1] in TYPED_STARTS and event.implicit[0]:
            value = plain_value(event)
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchor(value, text=event.value)
        return value

    def merge_sources(self, event: Event, depth: int) -> list[dict[str, Node]]:
        """The mappings that a merge key names, the most important first."""
        if isinstance(event, AliasEvent):
            value = self.expand(event, depth).value
        else:
            value = self.node(event, depth)
        sources: list[dict[str, Node]] = []
        for source in value if isinstance(value, list) else [value]:
            if not isinstance(source, dict):
                raise _bad_merge(event)
            sources.append(source)
        return sources

    def merge(self, result: dict[str, Node], sources: list[dict[str, Node]]) -> None:
        """Put the entries of `sources` before those of `result`, which win."""
        own = dict(result)
        result.clear()
        for source in sources:
            for key, value in source.items():
                result.setdefault(key, value)
        for key in result.keys() - own.keys():
            if isinstance(result[key], dict | list):
                self.shared.append((result, key))
        result.update(own)

    def refuse_duplicate(self, key: str, event: Event) -> None:
        read_places(self.text)  # raises, because it knows where the first one stands
        raise duplicate_key(key, index_of(event), index_of(event))


def _bad_merge(event: Event) -> Fault:
    message = "the merge key '<<' needs a mapping or a list of mappings"
    hint = "quote the key if it is meant to be the text '<<'"
    return Fault("bad-merge", message, index_of(event), hint)
