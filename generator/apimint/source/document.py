"""One input file, read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ..diagnostics import Location, Position
from . import pointer as pointers
from .places import Place, find, line_at, position_at
from .pointer import Node


@dataclass(frozen=True, slots=True)
class Page:
    """What surrounds the block of a documentation page.

    `title` is '' where the page has none or calls itself 'null'. `info` is the fence's
    info string after `language`, its first word. `line` is the fence's, from 1.
    `further` holds, for the first page of a file, the lines of the blocks that stand
    below an 'OpenAPI' heading too but are not read.
    """

    title: str
    description: str
    info: str
    language: str
    line: int
    further: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Document:
    """A file and the tree in it, or one of several trees in it. `file` is its name as
    shown to the user; `text` is the whole file, also where the tree is only a block of
    a page; `sha256` is of its bytes. `base` is the pointer of the tree in its file: that
    of a page's block in the list of them where the file holds several, else ''.
    """

    file: str
    path: Path
    text: str = field(repr=False)
    tree: Node = field(repr=False)
    page: Page | None
    sha256: str
    survey: Callable[[], Place] = field(repr=False)
    lines: Callable[[], list[int]] = field(
        repr=False
    )  # where each line of `text` begins
    offset: int = 0  # of the tree's text in `text`
    base: str = ""

    @property
    def location(self) -> Location:
        """The place of the whole tree."""
        return Location(self.file, self.base)

    @property
    def name(self) -> str:
        """What tells this document from the others of a run: the name of its file
        without the suffix, or the page's title where the file holds several pages.
        """
        title = self.page.title if self.page and self.base else ""
        return title or self.path.stem

    def position(self, pointer: str) -> Position:
        """Where a person would look for the value at `pointer`: at its key, or at the
        item of a list. Where there is no such value, at its nearest ancestor.
        """
        keys = pointers.split(pointer) if pointer.startswith("/") else []
        return self.position_at(find(self._root, keys) + self.offset)

    def position_at(self, index: int) -> Position:
        """Line and column of the character at `index` of `text`."""
        return position_at(self.lines(), index)

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its end; '' beyond the last."""
        return line_at(self.text, self.lines(), number)

    @cached_property
    def _root(self) -> Place:
        return self.survey()
