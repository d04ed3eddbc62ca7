"""Faults of servers, of values and of surroundings, and what a client makes of them.

A probe is one fault that meets one client: `run(kind)` of `registry.py` gives what was
seen. `test_faults.py` runs every probe through each of the six doors; `fault_table.py`
prints what came out of it.
"""

from __future__ import annotations

import runtime_copy  # noqa: F401 - makes `vendored` importable
