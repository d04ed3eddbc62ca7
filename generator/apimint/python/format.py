"""Source text → black's style. The only module that knows black."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache

from black import format_str
from black.mode import Mode, TargetVersion
from black.parsing import InvalidInput

_MODE = Mode(target_versions={TargetVersion.PY311})
# The templates part top-level definitions so, and nothing else.
_BETWEEN = "\n\n\n"
# Characters from which on several processes are faster than one.
_MANY = 1_000_000


def format_sources(sources: Sequence[str]) -> list[str]:
    """Format many modules, in several processes where they are large together.

    Raises:
        ValueError: as `format_source`.
    """
    workers = min(os.cpu_count() or 1, 8)
    if workers == 1 or sum(map(len, sources)) < _MANY:
        return [format_source(source) for source in sources]
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(format_source, sources, chunksize=4))


def format_source(source: str) -> str:
    """Format a rendered module, definition by definition: equal ones (the same schema in
    two clients, or the last run's) are formatted once.

    Raises:
        ValueError: if the text is not valid Python, which no specification may cause.
    """
    pieces = [piece.strip("\n") for piece in source.split(_BETWEEN)]
    formatted = [_format(piece + "\n").rstrip("\n") for piece in pieces if piece]
    return _BETWEEN.join(formatted) + "\n"


@lru_cache(maxsize=20_000)
def _format(piece: str) -> str:
    try:
        return format_str(piece, mode=_MODE)
    except InvalidInput as error:
        raise ValueError(f"generated code is not valid Python: {error}") from error
