"""The mark of a field that is absent where null would mean something else."""

from __future__ import annotations

from enum import Enum
from typing import Final, Literal


class Unset(Enum):
    """The type of `UNSET`. It is false, and `value is UNSET` narrows it away."""

    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset.UNSET
"""Stands in a field that may be null and is absent: it is never sent."""
