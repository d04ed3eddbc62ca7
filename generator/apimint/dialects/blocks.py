"""Blocks of documentation pages that describe no API."""

from __future__ import annotations

from collections.abc import Sequence

from ..diagnostics import Diagnostic, Diagnostics, Position, Severity
from ..source import Document
from .detect import is_api
from .docs_page import told_operation


def descriptions(
    documents: Sequence[Document], diagnostics: Diagnostics
) -> Sequence[Document]:
    """The documents without what are mere samples in a file of several pages: blocks
    that neither describe an API nor say that they do. Each one left out is told."""
    for document in documents:
        for line in document.page.further if document.page else ():
            _warn(document, line, diagnostics)
    kept = [document for document in documents if not _is_sample(document)]
    for document in documents:
        if kept and document.page and _is_sample(document):
            _warn(document, document.page.line, diagnostics)
    return kept or documents


def _is_sample(document: Document) -> bool:
    is_one_of_several = document.base != ""
    told = told_operation(document)
    return is_one_of_several and told is None and not is_api(document.tree)


def _warn(document: Document, line: int, diagnostics: Diagnostics) -> None:
    message = "this block is not read: it is not like those that describe operations"
    hint = "one that does begins as they do, or its fence names a method and a path"
    position = Position(line, 1)
    where = document.location
    diagnostics.add(
        Diagnostic(Severity.WARNING, "unread-block", message, where, hint, position)
    )
