"""Whatever hypothesis thinks of is read back as it was, or refused with one clear error."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest
from codec_models import client as client, jobs as jobs
from hypothesis import given, settings, strategies as st

TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | TEXTS
    | st.floats(allow_nan=False, allow_infinity=False)
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(TEXTS, inner, max_size=4),
)
HINTS: list[Any] = [
    (datetime, st.datetimes(timezones=st.just(UTC))),
    (datetime, st.datetimes(timezones=st.just(timezone(timedelta(minutes=-330))))),
    (datetime, st.datetimes()),
    (date, st.dates()),
    (time, st.times()),
    (timedelta, st.timedeltas()),
    (UUID, st.uuids()),
    (bytes, st.binary()),
    (Decimal, st.decimals(allow_nan=False, allow_infinity=False)),
    (int, st.integers()),
    (float, st.floats(allow_nan=False, allow_infinity=False)),
    (bool, st.booleans()),
    (str, TEXTS),
    (list[int | str], st.lists(st.integers() | TEXTS)),
    (dict[str, float | None], st.dictionaries(TEXTS, st.floats(-1e9, 1e9) | st.none())),
    (tuple[int, date], st.tuples(st.integers(), st.dates())),
]


@pytest.mark.parametrize(("hint", "values"), HINTS)
def test_every_value_comes_back(client: ModuleType, hint: Any, values: Any) -> None:
    @given(values)
    @settings(max_examples=100)
    def check(value: Any) -> None:
        text = client.dumps(client.encode(value))
        assert client.decode(hint, client.loads(text)) == value

    check()


def test_any_tree_is_read_or_refused(client: ModuleType, jobs: ModuleType) -> None:
    names = st.sampled_from(
        ["name", "size", "note", "learningRate", "state", "owner", "tree", "loose", "x"]
    )
    objects = st.dictionaries(names, TREES, max_size=6)
    hints = st.sampled_from(
        [jobs.Job, jobs.Times, jobs.Labels, jobs.Left | jobs.Right, jobs.Mixed]
    )

    @given(hints, TREES | objects)
    @settings(max_examples=300)
    def check(hint: Any, data: Any) -> None:
        try:
            value = client.decode(hint, data)
        except client.DecodeError as error:
            assert str(error).isprintable()
        else:
            again = client.decode(
                hint, client.loads(client.dumps(client.encode(value)))
            )
            assert again == value

    check()


def test_any_text_is_read_or_refused(client: ModuleType) -> None:
    @given(st.binary() | TREES.map(lambda tree: json.dumps(tree).encode()))
    @settings(max_examples=300)
    def check(data: bytes) -> None:
        try:
            tree = client.loads(data)
        except client.DecodeError as error:
            assert error.path == "$" and str(error).isprintable()
        else:
            assert client.loads(client.dumps(tree)) == tree

    check()
