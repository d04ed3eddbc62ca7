"""The codec: typed values ↔ the plain JSON tree ↔ JSON text."""

from __future__ import annotations

from .decoding import decode
from .encoding import encode
from .json_text import dumps, loads, use_json

__all__ = ["decode", "dumps", "encode", "loads", "use_json"]
