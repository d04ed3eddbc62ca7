"""All input files of a run, each read once, and the references between them."""

from __future__ import annotations

import hashlib
import os
import re
from functools import cache, partial
from pathlib import Path
from urllib.parse import unquote

from ..diagnostics import Diagnostic, InputError, Location, Position, Severity
from .document import Document
from .fault import Fault
from .files import decode, read_bytes
from .limits import Limits
from .places import line_at, line_starts, position_at
from .quote import quote
from .reading import Reading, read

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\")


class ReferenceFailure(Exception):
    """A '$ref' leads to nothing that may be read; its place is the caller's to add.

    `causes` says what is wrong inside the file that it leads to, where there is one.
    """

    def __init__(
        self, message: str, hint: str = "", causes: tuple[Diagnostic, ...] = ()
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.causes = causes


class Sources:
    """Opens documents. `ref_root` is a folder, besides the one of the document that a
    run began with, below which references may lead.
    """

    def __init__(
        self, limits: Limits | None = None, ref_root: Path | None = None
    ) -> None:
        self.limits = limits or Limits()
        self.ref_root = ref_root.resolve() if ref_root else None
        self._documents: dict[Path, tuple[Document, ...]] = {}
        self._failures: dict[Path, InputError] = {}
        self._roots: dict[Path, Path] = {}
        self._texts: dict[str, tuple[Document, ...] | str] = {}

    def open(self, path: Path, shown_as: str = "") -> Document:
        """The document in a file, which messages call `shown_as`, else as given; the
        first where it holds several pages.

        Raises:
            InputError: it cannot be read.
        """
        return self.open_all(path, shown_as)[0]

    def open_all(self, path: Path, shown_as: str = "") -> tuple[Document, ...]:
        """Every document in a file: one for each page where it holds several.

        Raises:
            InputError: one of them cannot be read.
        """
        shown = shown_as or path.as_posix()
        try:
            resolved = path.resolve()
        except (OSError, ValueError, RuntimeError):  # a loop of links, or a NUL
            missing = Fault("file-missing", "there is no such file", 0)
            raise _input_error(shown, missing, None) from None
        self._roots[resolved] = resolved.parent
        return self._load(resolved, shown)

    def open_reference(self, base: Document, reference: str) -> tuple[Document, str]:
        """The document that a '$ref' in `base` leads to, and the part of it: a JSON
        pointer, or else the name of an anchor.

        Only files below the folder of the document that the run began with, or below
        `ref_root`, are opened, and nothing is ever fetched.

        Raises:
            ReferenceFailure: there is no such file, or it may not be read.
        """
        target, _, fragment = reference.partition("#")
        if not target:
            return base, unquote(fragment)
        return self._open_target(base, unquote(target), reference), unquote(fragment)

    def position(self, location: Location) -> Position | None:
        """Line and column of a location; None where its file was not read as a whole."""
        documents = self._texts.get(location.file)
        if not isinstance(documents, tuple):
            return None
        for document in documents:
            base, rest = document.base, location.pointer[len(document.base) :]
            if location.pointer.startswith(base) and rest[:1] in ("", "/"):
                return document.position(rest)
        return documents[0].position("")

    def excerpt(self, location: Location, position: Position | None = None) -> str:
        """The source line at `position`, else at `location`; '' where there is none."""
        text = self._texts.get(location.file)
        position = position or self.position(location)
        if text is None or position is None:
            return ""
        if isinstance(text, tuple):
            return text[0].line(position.line)
        return line_at(text, line_starts(text), position.line)

    def quote_from(self, file: str, text: str) -> None:
        """Let messages about `file`, which is no document, show lines of its text."""
        self._texts.setdefault(file, text)

    def _open_target(self, base: Document, target: str, reference: str) -> Document:
        if _SCHEME.match(target):
            message = f"{quote(reference)} is not a file below the document's folder"
            hint = "nothing is fetched: put the file beside the document and refer to it by a relative path"
            raise ReferenceFailure(message, hint)
        root = self._roots.get(base.path, base.path.parent)
        path = self._below(base.path.parent, target, root)
        if path is None:
            message = f"{quote(reference)} leads out of the document's folder"
            hint = "name a folder that holds both files by --ref-root"
            raise ReferenceFailure(message, hint)
        shown = os.path.normpath(Path(base.file).parent / target)
        try:
            document = self._load(path, Path(shown).as_posix())[0]
        except InputError as error:
            first = error.diagnostics[0]
            message = f"{quote(reference)} cannot be followed: {first.message}"
            raise ReferenceFailure(message, first.hint, error.diagnostics) from None
        self._roots.setdefault(path, root)
        return document

    def _below(self, folder: Path, target: str, root: Path) -> Path | None:
        """The real path of `target` in `folder`, if it lies where references may lead."""
        try:
            path = (folder / target).resolve()
        except (OSError, ValueError, RuntimeError):
            return None
        allowed = [root, *([self.ref_root] if self.ref_root else [])]
        return path if any(path.is_relative_to(place) for place in allowed) else None

    def _load(self, path: Path, shown: str) -> tuple[Document, ...]:
        if path in self._failures:
            raise self._failures[path]
        if path not in self._documents:
            if shown in self._texts:
                shown = path.as_posix()
            try:
                self._documents[path] = self._read(path, shown)
            except InputError as error:
                self._failures[path] = error
                raise
        return self._documents[path]

    def _read(self, path: Path, shown: str) -> tuple[Document, ...]:
        text = None
        try:
            data = read_bytes(path, self.limits.max_bytes)
            text = data.decode("utf-8-sig", "replace")
            text = decode(data)
            suffix = Path(shown).suffix or path.suffix
            readings = read(text, suffix, self.limits)
        except Fault as fault:
            if text is not None:
                self._texts[shown] = text
            raise _input_error(shown, fault, text) from None
        documents = _documents(readings, path, shown, text, data)
        self._texts[shown] = documents
        return documents


def _documents(
    readings: list[Reading], path: Path, shown: str, text: str, data: bytes
) -> tuple[Document, ...]:
    """The documents of one file, each with its place in it."""
    digest, lines = hashlib.sha256(data).hexdigest(), cache(partial(line_starts, text))
    return tuple(
        Document(
            file=shown,
            path=path,
            text=text,
            tree=reading.tree,
            page=reading.page,
            sha256=digest,
            survey=reading.survey,
            lines=lines,
            offset=reading.offset,
            base=f"/{index}" if len(readings) > 1 else "",
        )
        for index, reading in enumerate(readings)
    )


def _input_error(shown: str, fault: Fault, text: str | None) -> InputError:
    message, position = fault.message, None
    if text is not None:
        starts = line_starts(text)
        position = position_at(starts, fault.index)
        if fault.first is not None:
            first = position_at(starts, fault.first)
            message += f" (first in line {first.line}, column {first.column})"
    return InputError(
        Diagnostic(
            Severity.ERROR,
            fault.code,
            message,
            Location(shown),
            fault.hint,
            position,
        )
    )
