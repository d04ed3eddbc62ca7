"""How much a single input file may ask of the machine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """`max_bytes` of a file, `max_depth` of nested mappings and sequences, and
    `max_nodes`, the values of a file counted after every alias has been expanded.
    """

    max_bytes: int = 64 * 1024 * 1024
    max_depth: int = 200
    max_nodes: int = 5_000_000
