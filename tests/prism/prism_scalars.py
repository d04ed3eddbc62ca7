"""Texts and numbers that a schema allows, by its examples, its format or its bounds."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, find, settings, strategies as st
from prism_schemas import Reading, admits, bound, listed, shown

_SIMPLE = "text"
_ODD = "a b&c=d/e?f#g+h%41"  # what must be escaped wherever it stands
_FORMATS = {
    "date": "2026-02-03",
    "date-time": "2026-02-03T04:05:06Z",
    "decimal": "1.5",
    "duration": "PT1H",
    "email": "someone@example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "time": "04:05:06Z",
    "uri": "https://example.com/a?b=c",
    "uri-template": "https://example.com/{a}",
    "url": "https://example.com/a?b=c",
    "uuid": "f81d4fae-7dec-41d0-8765-00a0c91e6bf6",
}
FIXED: dict[Any, Callable[[], Any]] = {
    bool: lambda: True,
    bytes: lambda: b"bytes \x00\xff",
    date: lambda: date(2026, 2, 3),
    datetime: lambda: datetime(2026, 2, 3, 4, 5, 6, 7000, tzinfo=UTC),
    time: lambda: time(4, 5, 6, tzinfo=UTC),
    timedelta: lambda: timedelta(hours=1),
    Decimal: lambda: Decimal("1.5"),
    UUID: lambda: UUID(_FORMATS["uuid"]),
}
"""The values of the types whose text says everything."""


def text(reading: Reading, turn: int, odd: bool) -> str:
    """A text that the reading allows; another one for another turn where it can be."""
    candidates = [one for one in _texts(reading, odd) if isinstance(one, str)]
    fitting = [one for one in candidates if admits(reading, one)]
    if not fitting:
        return _by_pattern(reading)
    if turn == 0:
        return fitting[0]
    spare = [one for one in (f"{fitting[0]}{turn}", *fitting) if admits(reading, one)]
    return spare[0] if spare else fitting[0]


def _texts(reading: Reading, odd: bool) -> Iterator[Any]:
    yield from listed(reading) or ()
    known = _FORMATS.get(bound(reading, "format", ""))
    if any("pattern" in schema for schema in reading) and known is None:
        yield from shown(reading)
    usual = known or (_ODD if odd else _SIMPLE)
    least, most = bound(reading, "minLength", 0), bound(reading, "maxLength", 1 << 16)
    yield usual.ljust(least, "x")[:most]
    yield from shown(reading)


def _by_pattern(reading: Reading) -> str:
    """The simplest text that the patterns allow. Raises hypothesis' NoSuchExample."""
    pattern = bound(reading, "pattern", "")
    found: str = find(
        st.from_regex(pattern),
        lambda one: admits(reading, one) and one.isprintable(),
        settings=settings(
            database=None, deadline=None, suppress_health_check=list(HealthCheck)
        ),
        random=random.Random(0),
    )
    return found


def number(reading: Reading, whole: bool, turn: int) -> int | float:
    """A number that the reading allows."""
    for one in _numbers(reading, turn):
        if not isinstance(one, bool) and isinstance(one, int | float):
            value = math.floor(one) if whole else one
            if admits(reading, value):
                return value
    return 1


def _numbers(reading: Reading, turn: int) -> Iterator[Any]:
    yield from (listed(reading) or ())[turn:]
    yield 1 + turn
    step = bound(reading, "multipleOf", 1)
    for key, away in (("minimum", 0), ("maximum", 0), ("exclusiveMinimum", step)):
        yield bound(reading, key, 0) + away + turn * step
    yield bound(reading, "exclusiveMaximum", 0) - step
    yield from shown(reading)
