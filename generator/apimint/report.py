"""What a run says of itself: the ledger of operations, and the report as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from . import ir
from .diagnostics import Diagnostic
from .messages import as_json
from .output import Changes
from .pipeline import Package
from .source import Sources


def ledger(api: ir.Api) -> str:
    """`288 operations found, 288 generated, 0 skipped`"""
    made, skipped = len(api.operations), len(api.skipped)
    found = made + skipped
    noun = "operation" if found == 1 else "operations"
    return f"{found} {noun} found, {made} generated, {skipped} skipped"


def summary(changes: Changes) -> str:
    """How many files were touched."""
    counts = {
        "created": len(changes.created),
        "changed": len(changes.changed),
        "removed": len(changes.removed),
    }
    said = [f"{count} files {what}" for what, count in counts.items() if count]
    return ", ".join(said) or "no file changed"


def report_text(
    package: Package | None, diagnostics: Sequence[Diagnostic], sources: Sources
) -> str:
    """The report of a run as JSON; `package` is None where the run failed."""
    operations = package.api.operations if package else ()
    skipped = package.api.skipped if package else ()
    content = {
        "operations": {
            "found": len(operations) + len(skipped),
            "generated": len(operations),
            "skipped": [
                {
                    "id": each.id,
                    "reason": each.reason,
                    "location": f"{each.location.file}#{each.location.pointer}",
                }
                for each in skipped
            ],
        },
        "types": len(package.api.definitions) if package else 0,
        "files": sorted(package.files) if package else [],
        "diagnostics": [as_json(each, sources) for each in diagnostics],
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
