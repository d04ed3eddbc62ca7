"""The probes by their rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .probe import Probe
from .rows import ROWS

PROBES: list[Fault] = []


@dataclass(frozen=True)
class Fault:
    """One probe of a row. Its name is the sentence that it checks."""

    row: str
    name: str
    check: Callable[[Probe], None]

    @property
    def right(self) -> str:
        return ROWS[self.row]

    def run(self, kind: str) -> str:
        """Meet the fault with a client of this kind; what was seen, in a few words.

        Raises AssertionError where the client does not do what is right.
        """
        with Probe(kind) as probe:
            self.check(probe)
        return probe.story()


def fault(row: str, **cases: Any) -> Callable[[Callable[..., None]], None]:
    """Registers a probe, or one for each case: its value is the second argument."""
    assert row in ROWS, row

    def register(check: Callable[..., None]) -> None:
        name = check.__name__.replace("_", "-")
        if not cases:
            PROBES.append(Fault(row, name, check))
        for case, value in cases.items():
            PROBES.append(
                Fault(row, f"{name}-{case.replace('_', '-')}", _with(check, value))
            )

    return register


def _with(check: Callable[..., None], value: Any) -> Callable[[Probe], None]:
    return lambda probe: check(probe, value)
