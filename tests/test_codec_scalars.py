"""Values that travel as text, and values of the wrong type, through the codec."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest
from codec_models import client as client, fails


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2023-11-07T05:31:56Z", datetime(2023, 11, 7, 5, 31, 56, tzinfo=UTC)),
        ("2023-11-07t05:31:56z", datetime(2023, 11, 7, 5, 31, 56, tzinfo=UTC)),
        ("2023-11-07 05:31:56+00:00", datetime(2023, 11, 7, 5, 31, 56, tzinfo=UTC)),
        ("2023-11-07T05:31Z", datetime(2023, 11, 7, 5, 31, tzinfo=UTC)),
        ("2023-11-07T05:31:56", datetime(2023, 11, 7, 5, 31, 56)),
        ("2023-11-07T05:31:56.5Z", datetime(2023, 11, 7, 5, 31, 56, 500_000, UTC)),
        (
            "2023-11-07T05:31:56.123456789Z",
            datetime(2023, 11, 7, 5, 31, 56, 123456, UTC),
        ),
        ("2023-12-31T23:59:60Z", datetime(2024, 1, 1, tzinfo=UTC)),
        (
            "2023-11-07T05:31:56-05:30",
            datetime(2023, 11, 7, 5, 31, 56, tzinfo=timezone(-timedelta(hours=5.5))),
        ),
    ],
)
def test_date_times(client: ModuleType, text: str, value: datetime) -> None:
    found = client.decode(datetime, text)
    assert found == value and found.utcoffset() == value.utcoffset()


WRONG: list[tuple[Any, tuple[Any, ...]]] = [
    (datetime, ("", "now", "2023-11-07", "20231107T053156Z", 0)),
    (datetime, ("2023-W45-2T05:31:56Z", "2023-13-07T05:31:56Z")),
    (datetime, ("2023-11-07T24:31:56Z", [], {}, None, "٢٠٢٣-11-07T05:31:56Z")),
    (datetime, ("2023-11-07T05:31:56Zx", "9999-12-31T23:59:60Z")),
    (date, ("", "20231107", "2023-W45-2", "2023-02-30", 1)),
    (time, ("", "24:00:00", "5:31", "T05:31", 1)),
    (timedelta, ("", "P", "PT", "P1DT", "1D", "P1S", "P99999999999W", 1)),
    (UUID, ("", "{12345678-1234-5678-1234-567812345678}", "x" * 36, 1)),
    (bytes, ("a", "YQ", "Y Q==", "é", "YQ==YQ==", 1)),
    (Decimal, ("", "NaN", "Infinity", "1_0", " 1", "\u0661", True, math.inf)),
    (int, (True, "1", 1.5, math.inf, math.nan, None)),
    (bool, (1, 0, "true", None)),
    (str, (1, None, [], {})),
    (list[int], ("a", {}, None, [None], [[1]])),
    (dict[str, int], ([], None, {"a": "b"}, {1: 1})),
    (tuple[()], ([1],)),
]


@pytest.mark.parametrize(
    ("hint", "value"), [(hint, value) for hint, values in WRONG for value in values]
)
def test_wrong_values(client: ModuleType, hint: Any, value: Any) -> None:
    fails(client, hint, value)


def test_years_and_months_are_explained(client: ModuleType) -> None:
    for text in ("P1Y", "P1M", "P1Y2M3D"):
        assert "without years and months" in fails(client, timedelta, text).expected


@pytest.mark.parametrize(
    ("hint", "text", "again"),
    [
        (datetime, "2023-11-07T05:31:56Z", None),
        (datetime, "2023-11-07T05:31:56.123Z", None),
        (datetime, "2023-11-07T05:31:56.123456+02:00", None),
        (datetime, "2023-11-07T05:31:56", None),
        (datetime, "0023-11-07T05:31:56Z", None),
        (date, "2023-11-07", None),
        (time, "05:31:56Z", None),
        (time, "05:31:56.120+01:00", None),
        (time, "05:31", "05:31:00"),
        (timedelta, "P1DT2H3M4.5S", None),
        (timedelta, "P2W", "P14D"),
        (timedelta, "-PT1H", None),
        (timedelta, "PT0S", None),
        (timedelta, "PT90M", "PT1H30M"),
        (timedelta, "PT1.5H", "PT1H30M"),
        (timedelta, "PT0,1234567S", "PT0.123456S"),
        (UUID, "12345678-1234-5678-1234-567812345678", None),
        (bytes, "+/8=", None),
        (bytes, "", None),
        (Decimal, "1.50", None),
        (Decimal, 0.1, "0.1"),
        (Decimal, 5, "5"),
    ],
)
def test_texts_round_trip(client: ModuleType, hint: Any, text: Any, again: Any) -> None:
    assert client.encode(client.decode(hint, text)) == (again or text)
