"""What the readers raise: a message about an offset in a text."""

from __future__ import annotations

from .quote import quote


class Fault(Exception):
    """A text cannot be read. `index` is the offset of the character at fault.

    `first` is the offset of an earlier place that belongs to the message, such as the
    first of two equal keys.
    """

    def __init__(
        self,
        code: str,
        message: str,
        index: int,
        hint: str = "",
        first: int | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.index = index
        self.hint = hint
        self.first = first


def duplicate_key(key: str, index: int, first: int) -> Fault:
    message = f"the key {quote(key)} is given twice in one mapping"
    hint = "remove or rename one of the two: a reader would silently drop the first"
    return Fault("duplicate-key", message, index, hint, first)


def too_deep(limit: int, index: int) -> Fault:
    message = f"mappings and sequences are nested more than {limit} levels deep"
    return Fault("too-deep", message, index, "flatten this part of the document")


def too_many_nodes(limit: int, index: int) -> Fault:
    message = f"the document has more than {limit:,} values once aliases are expanded"
    hint = "split the document, or give fewer aliases (an alias counts as its content)"
    return Fault("too-many-nodes", message, index, hint)


def number_too_long(index: int) -> Fault:
    message = "the number has too many digits"
    return Fault("number-too-long", message, index, "write it as a string")
