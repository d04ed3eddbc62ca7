"""Every probe: importing the parts registers theirs."""

from __future__ import annotations

from . import answers, bodies, heads, network, outgoing, secrecy, streams, values
from .registry import PROBES

PARTS = (network, heads, answers, bodies, values, outgoing, secrecy, streams)

__all__ = ["PARTS", "PROBES"]
