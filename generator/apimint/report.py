"""What a run says of itself: the ledger of operations, and the report as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from .diagnostics import Diagnostic
from .messages import as_json
from .output import Changes
from .pipeline import Package
from .source import Sources


def ledger(package: Package) -> str:
    """`288 operations found, 288 generated, 0 skipped`, or how many types there are
    where only those were wanted.
    """
    api = package.api
    if package.only_models:
        return f"{len(api.definitions)} types, operations left out"
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


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one client; `package` is None where that failed."""

    name: str
    package: Package | None
    diagnostics: tuple[Diagnostic, ...]
    sources: Sources


def report_text(results: Sequence[Result]) -> str:
    """The report of a run as JSON. Where several clients were generated, the counts are
    of all together, and each file has its package's path in front.
    """
    packages = [each.package for each in results if each.package]
    operations = sum(len(package.api.operations) for package in packages)
    skipped = [each for package in packages for each in package.api.skipped]
    content = {
        "operations": {
            "found": operations + len(skipped),
            "generated": operations,
            "skipped": [
                {
                    "id": each.id,
                    "reason": each.reason,
                    "location": f"{each.location.file}#{each.location.pointer}",
                }
                for each in skipped
            ],
        },
        "types": sum(len(package.api.definitions) for package in packages),
        "files": [
            path if len(results) == 1 else f"{result.name}/{path}"
            for result in results
            if result.package
            for path in sorted(result.package.files)
        ],
        "diagnostics": [
            as_json(diagnostic, result.sources)
            for result in results
            for diagnostic in result.diagnostics
        ],
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
