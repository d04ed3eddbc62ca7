"""Where each value of a YAML text stands: a second pass, made only when it is needed."""

from __future__ import annotations

from .fault import duplicate_key
from .places import Place
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


def read_places(text: str) -> Place:
    """The places of a text that `parse_yaml` accepts, or refuses for a duplicate key.

    Raises:
        Fault: a key is given twice in one mapping.
    """

    def build(next_event: NextEvent, root: Event) -> Place:
        return _Surveyor(next_event).place(root, index_of(root))

    return read_document(text, build)


class _Surveyor:
    __slots__ = ("anchors", "keys", "next")

    def __init__(self, next_event: NextEvent) -> None:
        self.next = next_event
        self.anchors: dict[str, Place] = {}
        self.keys: dict[str, str] = {}

    def place(self, event: Event, index: int) -> Place:
        """The place of the value that begins with `event`, shown at `index`."""
        if isinstance(event, AliasEvent):
            anchor = self.anchors[event.anchor or ""]
            return Place(index, anchor.children, anchor.is_list)
        place = Place(index)
        if isinstance(event, MappingStartEvent):
            place.children = self.mapping()
        elif isinstance(event, SequenceStartEvent):
            place.children = self.sequence()
            place.is_list = True
        if isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent):
            self.remember(event, place)
        return place

    def remember(
        self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent, place: Place
    ) -> None:
        if event.anchor is not None:
            self.anchors[event.anchor] = place
            if isinstance(event, ScalarEvent):
                self.keys[event.anchor] = event.value

    def mapping(self) -> dict[str, Place]:
        places: dict[str, Place] = {}
        merge: Place | None = None
        while type(key_event := self.next()) is not MappingEndEvent:
            key, index = self.key(key_event), index_of(key_event)
            is_merge = is_merge_key(key_event)
            first = merge if is_merge else places.get(key)
            if first is not None:
                raise duplicate_key(key, index, first.index)
            place = self.place(self.next(), index)
            if is_merge:
                merge = place
            else:
                places[key] = place
        return {**_merged(merge), **places} if merge else places

    def sequence(self) -> dict[str, Place]:
        places: dict[str, Place] = {}
        while type(event := self.next()) is not SequenceEndEvent:
            places[str(len(places))] = self.place(event, index_of(event))
        return places

    def key(self, event: Event) -> str:
        if isinstance(event, AliasEvent):
            return self.keys[event.anchor or ""]
        assert isinstance(event, ScalarEvent)
        self.remember(event, Place(index_of(event)))
        return event.value


def _merged(sources: Place) -> dict[str, Place]:
    """The places that a merge key brings in, from one mapping or from a list of them."""
    children = sources.children or {}
    if not sources.is_list:
        return children
    merged: dict[str, Place] = {}
    for source in children.values():
        for key, place in (source.children or {}).items():
            merged.setdefault(key, place)
    return merged
