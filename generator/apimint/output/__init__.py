"""Files → a folder: compared, written all or not at all, and recorded in a manifest."""

from __future__ import annotations

from .compare import Changes, Comparison, compare, unified_diff
from .manifest import MANIFEST, Manifest, manifest_text, read_manifest
from .verify import Difference, verify
from .write import write

__all__ = [
    "MANIFEST",
    "Changes",
    "Comparison",
    "Difference",
    "Manifest",
    "compare",
    "manifest_text",
    "read_manifest",
    "unified_diff",
    "verify",
    "write",
]
