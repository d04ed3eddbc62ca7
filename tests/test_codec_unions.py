"""Unions and open enums through the codec."""

from __future__ import annotations

import copy
import importlib
import pickle
import typing
from datetime import datetime
from types import ModuleType
from typing import Annotated, Any, Literal

import pytest
from codec_models import client as client, fails, jobs as jobs


@pytest.mark.parametrize(
    ("hint", "data", "result"),
    [
        (int | float, 1, 1),
        (int | float, 1.5, 1.5),
        (float | int, 1, 1),
        (int | float, 1.0, 1.0),
        (int | str, 2.0, 2),
        (bool | int, True, True),
        (int | bool, True, True),
        (str | None, None, None),
        (list[int] | list[str], ["a"], ["a"]),
        (datetime | str, "soon", "soon"),
        (Literal["auto"] | int, "auto", "auto"),
        (Literal[1, True], True, True),
        (Literal[1, True], 1, 1),
        (Literal[1], 1.0, 1),
        (object, {"a": 1}, {"a": 1}),
        (list[Any], [1, "a"], [1, "a"]),
        (None, None, None),
    ],
)
def test_unions(client: ModuleType, hint: Any, data: Any, result: Any) -> None:
    found = client.decode(hint, data)
    assert found == result and type(found) is type(result)


def test_the_order_of_a_union_counts(client: ModuleType) -> None:
    text = "2023-11-07T05:31:56Z"
    array: Any = list  # a type checker takes list[first] for a type
    table: Any = dict
    for first in (datetime | str, str | datetime):
        kind = typing.get_args(first)[0]
        assert type(client.decode(first, text)) is kind
        assert type(client.decode(array[first], [text])[0]) is kind
        assert type(client.decode(table[str, first] | int, {"a": text})["a"]) is kind


def test_unions_of_models(client: ModuleType, jobs: ModuleType) -> None:
    both = jobs.Left | jobs.Right
    assert client.decode(both, {"a": 1}) == jobs.Left(a=1)
    assert client.decode(both, {"b": 1}) == jobs.Right(b=1)
    assert client.decode(both, {"b": 1, "new": 2}) == jobs.Right(b=1)
    assert client.decode(both, {}) == jobs.Left()
    assert client.decode(both, {"bad": ["x"]}) == jobs.Right(bad=["x"])
    assert fails(client, both, {"bad": [1, "x"]}).path == "$.bad[1]"
    mark = client.tagged("kind", {"circle": jobs.Circle, "box": jobs.Square})
    shape: Any = Annotated[jobs.Circle | jobs.Square, mark]
    assert type(client.decode(shape, {"kind": "square"})) is jobs.Square
    assert fails(client, shape, {"kind": "box"}).path == "$.kind"
    assert fails(client, shape, {"kind": []}).got == "an array of 0 items"
    assert fails(client, shape, None).expected == "an object"
    assert client.decode(list[shape | str], [{"kind": "square"}, "s"])[1] == "s"


def test_open_enums_in_unions(client: ModuleType, jobs: ModuleType) -> None:
    state = jobs.JobState
    assert client.decode(state | datetime, "2023-01-01T00:00:00Z").year == 2023
    assert client.decode(state | datetime, "JOB_STATE_RUNNING") is state.RUNNING
    assert not client.decode(state | datetime, "new").is_known
    assert client.decode(str | state, "JOB_STATE_RUNNING") is state.RUNNING
    assert type(client.decode(state | str, "new")) is str


def test_nested_unions_stay_linear(client: ModuleType, jobs: ModuleType) -> None:
    data: dict[str, Any] = {"bad": [1, "x"]}
    good: dict[str, Any] = {"bad": ["x"]}
    for _ in range(60):
        data, good = {"next": data}, {"next": good, "bad": ["x"]}
    assert fails(client, jobs.Left | jobs.Right, data).path.endswith(".bad[1]")
    assert client.decode(jobs.Left | jobs.Right, good).to_dict() == good


def test_open_enum(client: ModuleType, jobs: ModuleType) -> None:
    state = jobs.JobState
    new = client.decode(state, "JOB_STATE_NEW")
    assert not new.is_known and state.RUNNING.is_known and state.EMPTY.is_known
    assert new == "JOB_STATE_NEW" and hash(new) == hash("JOB_STATE_NEW")
    assert isinstance(new, state) and f"{new}" == "JOB_STATE_NEW" == new.value
    assert client.encode(new) == "JOB_STATE_NEW" and type(client.encode(new)) is str
    for twin in (copy.deepcopy(new), pickle.loads(pickle.dumps(new)), state(new)):
        assert twin == new and type(twin) is state and not twin.is_known
    assert "JOB_STATE_NEW" not in list(state) and len(state) == 3
    assert client.decode(state, "") is state.EMPTY
    assert "unknown" in repr(new) and state("RUNNING") is not state.RUNNING
    with pytest.raises(ValueError):
        state(1)


def test_open_int_enum(client: ModuleType, jobs: ModuleType) -> None:
    priority = jobs.Priority
    new = client.decode(priority, 7)
    assert new == 7 and not new.is_known and hash(new) == hash(7)
    assert client.decode(priority, 2.0) is priority.HIGH
    assert type(client.encode(new)) is int and pickle.loads(pickle.dumps(new)) == 7
    assert fails(client, priority, True).expected == "a whole number"
    assert fails(client, priority, 10**5000)


def test_open_value_enum(client: ModuleType, jobs: ModuleType) -> None:
    mixed = jobs.Mixed
    assert len(mixed) == 4
    for value in (1, 1.0, True, "1", False, "new", 0, 2.5):
        found = client.decode(mixed, value)
        assert type(found.value) is type(value) and found.value == value
        assert found.is_known is (found in list(mixed))
        written = client.encode(found)
        assert type(written) is type(value) and written == value
        assert pickle.loads(pickle.dumps(found)) == found == mixed(value)
        assert hash(found) == hash(mixed(value))
    assert mixed(1) is mixed.ONE and mixed(True) is mixed.TRUE
    assert mixed(1.0) is mixed.ONE_POINT
    assert fails(client, mixed, None) and fails(client, mixed, [])


def test_an_alias_that_names_itself(client: ModuleType, jobs: ModuleType) -> None:
    data = {"a": ["x", None, [["y"]], {"kind": "circle", "radius": 1}]}
    found = client.decode(jobs.Forest, data)
    assert found["a"][:3] == ["x", None, [["y"]]]
    assert isinstance(found["a"][3], jobs.Circle)
    assert client.encode(found) == data
    assert fails(client, jobs.Forest, {"a": [[["x", [True]]]]}).path.startswith(
        "$.a[0]"
    )


def test_an_alias_is_resolved_once_however_deep_the_value_is(
    client: ModuleType, jobs: ModuleType
) -> None:
    decoding = importlib.import_module("codec_client._runtime.decoding")
    value: Any = "leaf"
    for level in range(100):
        value = {"a": [value]} if level % 3 else [[value]]
    assert client.encode(client.decode(jobs.Forest, value)) == value
    assert len(decoding._named) < 10
