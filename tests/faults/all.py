"""Every probe: importing the parts registers theirs."""

from __future__ import annotations

from . import answers, network, outgoing, secrecy, streams, values
from .registry import PROBES

__all__ = ["PROBES", "answers", "network", "outgoing", "secrecy", "streams", "values"]
