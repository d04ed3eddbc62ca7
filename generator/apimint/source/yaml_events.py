"""The only file that imports `yaml`: a text as a run of parser events."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias, TypeVar, cast

import yaml
from yaml import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from .fault import Fault
from .quote import escape

__all__ = [
    "AliasEvent",
    "CollectionEndEvent",
    "Event",
    "MappingEndEvent",
    "MappingStartEvent",
    "NextEvent",
    "NodeEvent",
    "ScalarEvent",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "index_of",
    "is_merge_key",
    "read_document",
]

NextEvent: TypeAlias = Callable[[], Event]
Result = TypeVar("Result")

# libyaml's parser where PyYAML was built with it, else the same parser in Python.
_Parser: type = getattr(getattr(yaml, "cyaml", yaml), "CParser", yaml.BaseLoader)
_UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)


def index_of(event: Event) -> int:
    """The offset of the event's first character."""
    return event.start_mark.index if event.start_mark else 0


def is_merge_key(event: Event) -> bool:
    """Whether `event`, a key, is an unquoted '<<' (yaml.org/type/merge.html)."""
    return type(event) is ScalarEvent and event.value == "<<" and event.implicit[0]


def read_document(text: str, build: Callable[[NextEvent, Event], Result]) -> Result:
    """What `build` makes of the only document in `text`; it is given the source of
    further events and the event that begins the document's root.

    Raises:
        Fault: `text` is not YAML, or not exactly one document.
    """
    parser = None
    try:
        parser = _Parser(text)
        next_event = cast(NextEvent, parser.get_event)
        result = build(next_event, _root(next_event))
        _refuse_second_document(next_event)
    except yaml.YAMLError as error:
        raise _syntax_fault(text, error) from None
    finally:
        if parser is not None:
            parser.dispose()
    return result


def _root(next_event: NextEvent) -> Event:
    next_event()  # the start of the stream
    event = next_event()
    if type(event) is StreamEndEvent:
        raise Fault("empty-document", "the document is empty", 0)
    return next_event()


def _refuse_second_document(next_event: NextEvent) -> None:
    next_event()  # the end of the first document
    event = next_event()
    if type(event) is DocumentStartEvent:
        message = "a second document begins here; a file may hold only one"
        hint = "put each document into a file of its own, without '---' between"
        raise Fault("several-documents", message, index_of(event), hint)


def _syntax_fault(text: str, error: yaml.YAMLError) -> Fault:
    unprintable = _UNPRINTABLE.search(text)
    if unprintable:
        return _unprintable_fault(unprintable)
    if not isinstance(error, yaml.MarkedYAMLError):
        return Fault("yaml-syntax", "not valid YAML", 0)
    mark = error.problem_mark or error.context_mark
    index = min(mark.index if mark else 0, len(text))
    tab = _indenting_tab(text, index)
    if tab is not None:
        message = "a tab character is used for indentation"
        return Fault("yaml-tab", message, tab, "indent with spaces")
    what = ", ".join(escape(part) for part in (error.context, error.problem) if part)
    return Fault("yaml-syntax", f"not valid YAML: {what}", index, _hint(what))


def _unprintable_fault(found: re.Match[str]) -> Fault:
    message = f"the control character {found.group()!a} is not allowed in YAML"
    hint = "remove it, or write it as an escape in a double-quoted string"
    return Fault("control-character", message, found.start(), hint)


def _indenting_tab(text: str, index: int) -> int | None:
    """The offset of a tab in the indentation of the line that holds `index`."""
    start = max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1
    line = text[start:].partition("\n")[0]
    blank = line[: len(line) - len(line.lstrip(" \t"))]
    return start + blank.index("\t") if "\t" in blank else None


_HINTS = {
    "mapping values are not allowed": "quote a text that contains ': '",
    "cannot start any token": "quote a text that begins with a special character",
    "undefined alias": "define the anchor (&name) before the alias (*name)",
    "expected <block end>": "check the indentation of this line and the ones above it",
    "could not find expected ':'": "check the line above: is a ':' or a quote missing?",
    "flow": "check that each '{' and '[' above is closed",
    "quoted scalar": "check that each quote above is closed",
    "undefined tag handle": "remove the tag",
}


def _hint(problem: str) -> str:
    return next((hint for part, hint in _HINTS.items() if part in problem), "")
