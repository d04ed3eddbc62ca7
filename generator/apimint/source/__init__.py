"""Bytes → a plain tree whose parts know their place in the text. Knows no OpenAPI."""

from __future__ import annotations

from . import pointer
from .document import Document, Page
from .limits import Limits
from .pointer import Node
from .quote import escape, quote
from .sources import ReferenceFailure, Sources
from .yaml_dump import dump

__all__ = [
    "Document",
    "Limits",
    "Node",
    "Page",
    "ReferenceFailure",
    "Sources",
    "dump",
    "escape",
    "pointer",
    "quote",
]
