"""Every probe of every fault, through both colours of each of the three transports."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from faults.all import PROBES
from faults.registry import Fault
from faults.rows import ROWS
from runtime_doors import TRANSPORTS


@pytest.mark.parametrize("kind", TRANSPORTS)
@pytest.mark.parametrize("probe", PROBES, ids=[probe.name for probe in PROBES])
def test_fault(probe: Fault, kind: str) -> None:
    probe.run(kind)


def test_every_row_has_a_probe_and_every_probe_a_name_of_its_own() -> None:
    assert {probe.row for probe in PROBES} == set(ROWS)
    names = [probe.name for probe in PROBES]
    assert len(names) == len(set(names))


def test_the_rows_are_those_of_the_list_of_faults() -> None:
    shared = os.environ.get("APIMINT_SHARED", "")
    path = Path(shared) / "peers" / "RUNTIME.md"
    if not shared or not path.exists():
        pytest.skip("APIMINT_SHARED does not lead to the list of faults")
    table = path.read_text("utf-8").partition("\n## ")[0]
    lines = [line for line in table.splitlines() if line.startswith("| ")]
    cells = [re.split(r" *\| *", line.strip("| ")) for line in lines[1:]]
    assert {row[0]: row[1] for row in cells} == ROWS
