"""Prints the table of the faults: what each client did, as Markdown.

    python tests/fault_table.py > faults.md

Every probe runs through the six doors; the last column is what came out of it. A probe
that fails is marked, and the command then ends with 1.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from faults.all import PROBES
from faults.registry import Fault
from faults.rows import ROWS
from runtime_doors import TRANSPORTS


def seen(probe: Fault, kind: str) -> str:
    """What a probe saw through one door."""
    try:
        return probe.run(kind)
    except Exception as error:
        return f"**WRONG** {type(error).__name__}: {str(error)[:200]}"


def told(stories: dict[str, str]) -> str:
    """One text for the doors that saw the same."""
    groups: dict[str, list[str]] = {}
    for kind, story in stories.items():
        groups.setdefault(story, []).append(kind)
    if len(groups) == 1:
        return cell(next(iter(groups)))
    return "<br>".join(f"{cell(text)} ({', '.join(at)})" for text, at in groups.items())


def cell(text: str) -> str:
    escaped = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
    return escaped.replace("|", "\\|")


def table() -> Iterable[str]:
    doors = ", ".join(TRANSPORTS)
    yield f"Doors: {doors}. Where none are named, all six did the same."
    yield ""
    yield "| Fault | Right | Probe | What we did |"
    yield "|---|---|---|---|"
    for row, right in ROWS.items():
        for number, probe in enumerate(one for one in PROBES if one.row == row):
            stories = {kind: seen(probe, kind) for kind in TRANSPORTS}
            begin = f"| {row} | {right} " if number == 0 else "| | "
            yield f"{begin}| {probe.name} | {told(stories)} |"


def main() -> int:
    wrong = 0
    for line in table():
        wrong += "**WRONG**" in line
        print(line, flush=True)
    rows, doors = len(PROBES), len(TRANSPORTS)
    print(f"\n{len(ROWS)} faults, {rows} probes, {doors} doors: {wrong} probes wrong.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
