"""The codec of the runtime: every value has its annotated type, or one clear error."""

from __future__ import annotations

import copy
import dataclasses
import importlib
import json
import math
import pickle
import shutil
import subprocess
import sys
import threading
import typing
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Annotated, Any, Literal
from uuid import UUID

import pytest
from hypothesis import given, settings, strategies as st

RUNTIME = Path(__file__).parents[1] / "templates" / "_runtime"
INIT = """
from .codec import decode, dumps, encode, loads, use_json
from .enums import OpenEnum, OpenIntEnum, OpenValueEnum
from .errors import ApiError, DecodeError, EncodeError, RequestError
from .markers import rest, tagged, wire
from .model import Model
from .unset import UNSET, Unset
"""
HEAD = """
from __future__ import annotations
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias, Union
from uuid import UUID
from .._runtime import *
from .._runtime import rest, tagged, wire, UNSET, Unset
"""
JOBS = """
class JobState(OpenEnum):
    UNSPECIFIED = "JOB_STATE_UNSPECIFIED"
    RUNNING = "JOB_STATE_RUNNING"
    EMPTY = ""

class Priority(OpenIntEnum):
    LOW = 1
    HIGH = 2

class Mixed(OpenValueEnum):
    ONE = 1
    ONE_POINT = 1.0
    TRUE = True
    TEXT = "1"

@dataclass(slots=True, kw_only=True)
class WandbConfig(Model):
    enabled: bool | None = None
    api_key: str | None = field(default=None, metadata=wire("apiKey"))
    tags: list[str] | None = None

@dataclass(slots=True, kw_only=True)
class Job(Model):
    name: str
    size: int | None
    note: str | None | Unset = UNSET
    rate: float | None = field(default=None, metadata=wire("learningRate"))
    state: JobState | None = None
    priority: Priority | None = None
    mixed: Mixed | None = None
    wandb: WandbConfig | None = field(default=None, metadata=wire("wandbConfig"))
    odd: dict[str, list[int]] | None = field(default=None, metadata=wire("a-b'\\n"))
    owner: Owner | None = None
    anything: Any | None = None
    kind: Literal["a", "b", 1] | None = None
    pair: tuple[int, str] | None = None
    shape: Shape | None = None
    loose: Circle | Square | str | None = None
    tree: Tree | None = None

@dataclass(slots=True, kw_only=True)
class Times(Model):
    when: datetime | None = None
    day: date | None = None
    at: time | None = None
    span: timedelta | None = None
    id: UUID | None = None
    blob: bytes | None = None
    price: Decimal | None = None

@dataclass(slots=True, kw_only=True)
class Labels(Model):
    name: str | None = None
    additional: dict[str, WandbConfig] = field(default_factory=lambda: {}, metadata=rest())

@dataclass(slots=True, kw_only=True)
class Circle(Model):
    kind: Literal["circle"]
    radius: float

@dataclass(slots=True, kw_only=True)
class Square(Model):
    kind: Literal["square"]
    side: float | None = None

Shape: TypeAlias = Annotated[
    Circle | Square, tagged("kind", {"circle": Circle, "square": Square})
]
Tree: TypeAlias = Union[list["Tree"], int]

@dataclass(slots=True, kw_only=True)
class Broken(Model):
    what: Nowhere | None = None

@dataclass(slots=True, kw_only=True)
class Left(Model):
    a: int | None = None
    next: Left | Right | None = None
    bad: list[int] | None = None

@dataclass(slots=True, kw_only=True)
class Right(Model):
    b: int | None = None
    next: Left | Right | None = None
    bad: list[str] | None = None

@dataclass(slots=True, kw_only=True)
class Every(Model):
    text: str
    number: int
    real: float
    flag: bool
    null: str | None
    anything: Any
    maybe: Annotated[Circle | None, tagged("kind", {"circle": Circle})]
    const: Literal["x"] = "x"

from .people import Owner
"""
PEOPLE = """
from . import jobs

@dataclass(slots=True, kw_only=True)
class Owner(Model):
    name: str
    jobs: list[Job] | None = None

from .jobs import Job
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """A client of two model modules that refer to each other, and a copy of the runtime."""
    folder = tmp_path_factory.mktemp("codec") / "codec_client"
    shutil.copytree(RUNTIME, folder / "_runtime")
    (folder / "__init__.py").write_text("")
    (folder / "_runtime" / "__init__.py").write_text(INIT)
    (folder / "models").mkdir()
    (folder / "models" / "__init__.py").write_text("")
    (folder / "models" / "jobs.py").write_text(HEAD + JOBS)
    (folder / "models" / "people.py").write_text(HEAD + PEOPLE)
    sys.path.insert(0, str(folder.parent))
    yield importlib.import_module("codec_client._runtime")
    sys.path.remove(str(folder.parent))
    for name in [name for name in sys.modules if name.startswith("codec_client")]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def jobs(client: ModuleType) -> ModuleType:
    return importlib.import_module("codec_client.models.jobs")


def fails(client: ModuleType, hint: Any, data: Any) -> Any:
    with pytest.raises(client.DecodeError) as caught:
        client.decode(hint, data)
    error = caught.value
    assert len(error.got) <= 200
    assert error.path in str(error)
    assert error.expected in str(error)
    return error


# --- models ---------------------------------------------------------------------------


def test_a_model_round_trips(client: ModuleType, jobs: ModuleType) -> None:
    data = {
        "name": "j",
        "size": None,
        "note": None,
        "learningRate": 123,
        "state": "JOB_STATE_RUNNING",
        "priority": 2,
        "mixed": True,
        "wandbConfig": {"enabled": True, "apiKey": "k", "tags": ["a", "b"]},
        "a-b'\n": {"x": [1, 2]},
        "owner": {"name": "o", "jobs": [{"name": "i", "size": 1}]},
        "anything": {"deep": [1, None]},
        "kind": "a",
        "pair": [1, "x"],
        "shape": {"kind": "circle", "radius": 1.5},
        "loose": "text",
        "tree": [1, [2, [3]]],
    }
    job = jobs.Job.from_json(json.dumps(data))
    assert job.to_dict() == data
    assert json.loads(job.to_json()) == data
    assert b'"learningRate":123,' in job.to_json()
    assert job.rate == 123.0 and type(job.rate) is float
    assert job.state is jobs.JobState.RUNNING
    assert type(job.owner.jobs[0]) is jobs.Job
    assert type(job.shape) is jobs.Circle
    assert job.pair == (1, "x")


def test_absent_and_null(client: ModuleType, jobs: ModuleType) -> None:
    job = jobs.Job.from_dict({"name": "j", "size": None, "state": None})
    assert job.note is client.UNSET and not job.note
    assert job.state is None and job.extra == {}
    assert job.to_dict() == {"name": "j", "size": None}
    assert jobs.Job(name="j", size=1, note=None).to_dict() == {
        "name": "j",
        "size": 1,
        "note": None,
    }
    assert fails(client, jobs.Job, {"size": 1}).expected == "a value (required)"
    assert fails(client, jobs.Job, {"name": "j"}).path == "$.size"
    assert fails(client, jobs.Job, {"name": None, "size": 1}).got == "null"


def test_extra_is_kept_and_written_back(client: ModuleType, jobs: ModuleType) -> None:
    data = {"name": "j", "size": 1, "new": {"x": [1.0, None]}, "other-key": 2}
    job = jobs.Job.from_dict(data)
    assert dict(job.extra) == {"new": {"x": [1.0, None]}, "other-key": 2}
    assert job.to_json() == json.dumps(data, separators=(",", ":")).encode()
    job.to_dict()["new"]["x"].append(1)
    assert job.extra["new"] == {"x": [1.0, None]}
    for twin in (copy.copy(job), copy.deepcopy(job), pickle.loads(pickle.dumps(job))):
        assert twin == job and twin.extra == job.extra
    assert dataclasses.replace(job, size=2).extra == {}
    assert not jobs.Job(name="j", size=1).extra
    with pytest.raises(TypeError):
        job.extra["x"] = 1
    assert job == jobs.Job(name="j", size=1)


def test_extra_is_found_beside_any_fields(jobs: ModuleType) -> None:
    fields = [("enabled", True), ("apiKey", "k"), ("tags", [])]
    for present in range(4):
        for others in range(7):
            data = dict(fields[:present]) | {f"x{n}": n for n in range(others)}
            config = jobs.WandbConfig.from_dict(data)
            assert config.to_dict() == data and len(config.extra) == others
            assert (config._extra is None) is (others == 0)


def test_a_rest_field_collects_typed_keys(client: ModuleType, jobs: ModuleType) -> None:
    data = {"name": "l", "x": {"apiKey": "1"}, "y": {}}
    labels = jobs.Labels.from_dict(data)
    assert labels.additional["x"] == jobs.WandbConfig(api_key="1")
    assert labels.extra == {} and labels.to_dict() == data
    assert jobs.Labels.from_dict({}).additional == {}
    assert fails(client, jobs.Labels, {"x": {"apiKey": 1}}).path == "$.x.apiKey"
    labels.additional["name"] = jobs.WandbConfig()
    assert labels.to_dict()["name"] == "l"


def test_models_are_plain_dataclasses(jobs: ModuleType) -> None:
    job = jobs.Job.from_dict({"name": "j", "size": 1})
    assert "_extra" not in typing.get_type_hints(jobs.Job)
    assert [field.name for field in dataclasses.fields(job)][:2] == ["name", "size"]
    match job:
        case jobs.Job(name="j", size=size):
            assert size == 1
        case _:
            pytest.fail("does not match")
    assert not hasattr(job, "__dict__")
    assert jobs.WandbConfig().to_json() == b"{}"


@pytest.mark.parametrize(
    ("data", "path", "expected", "got"),
    [
        (7, "$", "an object", "number 7"),
        ([], "$", "an object", "an array of 0 items"),
        ({"name": 1}, "$.name", "text", "number 1"),
        ({"name": "a\u202e\x00"}, "$.size", "a value (required)", "nothing"),
        (
            {"wandbConfig": {"tags": ["a", 2]}},
            "$.wandbConfig.tags[1]",
            "text",
            "number 2",
        ),
        ({"wandbConfig": []}, "$.wandbConfig", "an object", "an array of 0 items"),
        (
            {"a-b'\n": {"x y": [True]}},
            "$[\"a-b'\\n\"]['x y'][0]",
            "a whole number",
            "true",
        ),
        ({"priority": True}, "$.priority", "a whole number", "true"),
        ({"state": 1}, "$.state", "text", "number 1"),
        ({"owner": {"jobs": []}}, "$.owner.name", "a value (required)", "nothing"),
        ({"kind": True}, "$.kind", "'a' or 'b' or number 1", "true"),
        ({"pair": [1]}, "$.pair", "an array of 2 items", "an array of 1 item"),
        ({"pair": ["1", "x"]}, "$.pair[0]", "a whole number", "text '1'"),
        ({"learningRate": math.nan}, "$.learningRate", "a finite number", "number nan"),
        ({"learningRate": True}, "$.learningRate", "a finite number", "true"),
        ({"learningRate": 10**400}, "$.learningRate", "a number of 64 bits", None),
        (
            {"tree": [1, ["x"]]},
            "$.tree[1][0]",
            "an array or a whole number",
            "text 'x'",
        ),
        (
            {"shape": {"kind": "oval"}},
            "$.shape.kind",
            "'circle' or 'square'",
            "text 'oval'",
        ),
        ({"shape": {}}, "$.shape.kind", "a value (required)", "nothing"),
        (
            {"shape": {"kind": "circle"}},
            "$.shape.radius",
            "a value (required)",
            "nothing",
        ),
        ({"loose": 3}, "$.loose", "an object or text", "number 3"),
    ],
)
def test_errors_say_where_and_what(
    client: ModuleType, jobs: ModuleType, data: Any, path: str, expected: str, got: str
) -> None:
    if isinstance(data, dict) and "name" not in data:
        data = {"name": "j", "size": 1, **data}
    error = fails(client, jobs.Job, data)
    assert (error.path, error.expected) == (path, expected)
    assert got is None or error.got == got


def test_messages_are_short_and_printable(client: ModuleType, jobs: ModuleType) -> None:
    hostile = {"name": "\x1b[31m\u202e" + "x" * 9999, "size": "\u2066" * 999}
    error = fails(client, jobs.Job, hostile)
    assert str(error).isprintable() and len(str(error)) < 300
    error = fails(client, jobs.Labels, {"\x1b\u202e" + "k" * 999: 1})
    assert str(error).isprintable() and len(str(error)) < 300
    assert pickle.loads(pickle.dumps(error)).path == error.path


def test_unresolved_names_name_the_class(client: ModuleType, jobs: ModuleType) -> None:
    with pytest.raises(client.ApiError, match=r"models\.jobs\.Broken.*Nowhere"):
        jobs.Broken.from_dict({})
    with pytest.raises(client.ApiError, match="keys are not text"):
        client.decode(dict[int, str], {})
    with pytest.raises(client.ApiError, match="no JSON form"):
        client.decode(complex, 1)


# --- unions ---------------------------------------------------------------------------


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
    for first in (datetime | str, str | datetime):
        kind = typing.get_args(first)[0]
        assert type(client.decode(first, text)) is kind
        assert type(client.decode(list[first], [text])[0]) is kind
        assert type(client.decode(dict[str, first] | int, {"a": text})["a"]) is kind


def test_unions_of_models(client: ModuleType, jobs: ModuleType) -> None:
    both = jobs.Left | jobs.Right
    assert client.decode(both, {"a": 1}) == jobs.Left(a=1)
    assert client.decode(both, {"b": 1}) == jobs.Right(b=1)
    assert client.decode(both, {"b": 1, "new": 2}) == jobs.Right(b=1)
    assert client.decode(both, {}) == jobs.Left()
    assert client.decode(both, {"bad": ["x"]}) == jobs.Right(bad=["x"])
    assert fails(client, both, {"bad": [1, "x"]}).path == "$.bad[1]"
    mark = client.tagged("kind", {"circle": jobs.Circle, "box": jobs.Square})
    shape = Annotated[jobs.Circle | jobs.Square, mark]
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


# --- enums ----------------------------------------------------------------------------


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


# --- values that travel as text -------------------------------------------------------


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


WRONG: list[tuple[Any, Any]] = [
    *((datetime, text) for text in ("", "now", "2023-11-07", "20231107T053156Z", 0)),
    *((datetime, text) for text in ("2023-W45-2T05:31:56Z", "2023-13-07T05:31:56Z")),
    *(
        (datetime, text)
        for text in ("2023-11-07T24:31:56Z", [], {}, None, "٢٠٢٣-11-07T05:31:56Z")
    ),
    *((datetime, text) for text in ("2023-11-07T05:31:56Zx", "9999-12-31T23:59:60Z")),
    *((date, text) for text in ("", "20231107", "2023-W45-2", "2023-02-30", 1)),
    *((time, text) for text in ("", "24:00:00", "5:31", "T05:31", 1)),
    *(
        (timedelta, text)
        for text in ("", "P", "PT", "P1DT", "1D", "P1S", "P99999999999W", 1)
    ),
    *(
        (UUID, text)
        for text in ("", "{12345678-1234-5678-1234-567812345678}", "x" * 36, 1)
    ),
    *((bytes, text) for text in ("a", "YQ", "Y Q==", "é", "YQ==YQ==", 1)),
    *(
        (Decimal, text)
        for text in ("", "NaN", "Infinity", "1_0", " 1", "\u0661", True, math.inf)
    ),
    *((int, value) for value in (True, "1", 1.5, math.inf, math.nan, None)),
    *((bool, value) for value in (1, 0, "true", None)),
    *((str, value) for value in (1, None, [], {})),
    *((list[int], value) for value in ("a", {}, None, [None], [[1]])),
    *((dict[str, int], value) for value in ([], None, {"a": "b"}, {1: 1})),
    (tuple[()], [1]),
]


@pytest.mark.parametrize(("hint", "value"), WRONG)
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


# --- encoding -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ({"a": [1, math.nan]}, "$.a[1]"),
        ([math.inf], "$[0]"),
        ({"a b": {1, 2}}, "$['a b']"),
        ({1: 2}, "$[1]"),
        ([Decimal("NaN")], "$[0]"),
        (object(), "$"),
    ],
)
def test_what_has_no_json_form(client: ModuleType, value: Any, path: str) -> None:
    with pytest.raises(client.EncodeError) as caught:
        client.encode(value)
    assert caught.value.path == path
    assert isinstance(caught.value, client.RequestError) and isinstance(
        caught.value, ValueError
    )


def test_encoding_checks_models(client: ModuleType, jobs: ModuleType) -> None:
    for job, path in (
        (jobs.Job(name=None, size=1), "$.name"),
        (jobs.Job(name=client.UNSET, size=1), "$.name"),
        (jobs.Job(name="j", size=client.UNSET), "$.size"),
        (jobs.Job(name="j", size=1, rate=math.nan), "$.learningRate"),
        (
            jobs.Job(name="j", size=1, wandb=jobs.WandbConfig(tags=[object()])),
            "$.wandbConfig.tags[0]",
        ),
    ):
        with pytest.raises(client.EncodeError) as caught:
            job.to_dict()
        assert caught.value.path == path
    assert jobs.Job(name="j", size=1, state="new", rate=client.UNSET).to_dict() == {
        "name": "j",
        "size": 1,
        "state": "new",
    }


def test_values_of_every_kind_are_written(client: ModuleType, jobs: ModuleType) -> None:
    class Text(str):
        pass

    value = {"a": (1, 2.0, -0.0, 2.0**60), "b": MappingProxyType({"c": Text("t")})}
    written = client.encode(value)
    assert written == {"a": [1, 2, 0.0, 2.0**60], "b": {"c": "t"}}
    assert [type(part) for part in written["a"]] == [int, int, float, float]
    assert type(written["b"]["c"]) is str
    every = {"text": "", "number": 0, "real": 0.5, "flag": False, "null": None}
    every |= {"anything": None, "maybe": None, "const": "x"}
    assert jobs.Every.from_dict(every).to_dict() == every
    del every["const"]
    assert jobs.Every.from_dict(every).const == "x"


def test_what_contains_itself(client: ModuleType) -> None:
    loop: list[Any] = []
    loop.append(loop)
    with pytest.raises(client.EncodeError, match="contains itself"):
        client.encode(loop)
    with pytest.raises(client.EncodeError):
        client.dumps(loop)


# --- JSON text ------------------------------------------------------------------------


def nested(levels: int) -> str:
    return "[" * levels + "]" * levels


def test_depth(client: ModuleType, jobs: ModuleType) -> None:
    assert client.loads(nested(200)) and client.loads('{"a":' * 199 + "[1]" + "}" * 199)
    for text in (nested(201), nested(900), nested(100_000), "[" * 100_000):
        with pytest.raises(client.DecodeError) as caught:
            client.loads(text)
        assert caught.value.path == "$"
    data: dict[str, Any] = {"name": "leaf", "size": 1}
    for _ in range(65):
        data = {"name": "j", "size": 1, "owner": {"name": "o", "jobs": [data]}}
    job = jobs.Job.from_json(json.dumps(data))
    assert job.to_dict() == data
    assert client.loads(json.dumps([nested(300), "]" * 300, {"a": []}]))
    deep: Any = 1
    for _ in range(5000):
        deep = [deep]
    assert fails(client, jobs.Job, {"name": "j", "size": 1, "tree": deep})


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"[1,]",
        b"NaN",
        b"[Infinity]",
        b"-Infinity",
        b"1e999",
        b"[" + b"9" * 5000 + b"]",
        b"\xff",
        b'"\xed\xa0\x80"',
        "[1]".encode("utf-16"),
        b'"a\nb"',
        b"1 2",
        b"<html>\x1b</html>",
    ],
)
def test_what_is_no_json(client: ModuleType, text: bytes) -> None:
    with pytest.raises(client.DecodeError) as caught:
        client.loads(text)
    assert caught.value.path == "$" and str(caught.value).isprintable()
    assert len(str(caught.value)) < 300


def test_json_text(client: ModuleType) -> None:
    assert client.loads(b'\xef\xbb\xbf {"a": 1, "a": 2} ') == {"a": 2}
    assert client.loads("\ufeff[]") == []
    assert (
        client.dumps({"ä": [1, None, "\u2028"]}) == '{"ä":[1,null,"\u2028"]}'.encode()
    )
    assert client.dumps(client.loads(rb'"\ud800"')) == rb'"\ud800"'
    for value in (math.nan, [math.inf], object(), {(): 1}):
        with pytest.raises(client.EncodeError):
            client.dumps(value)


@pytest.mark.parametrize("name", ["orjson", "msgspec.json"])
def test_another_json_reader(client: ModuleType, name: str) -> None:
    library = pytest.importorskip(name)
    client.use_json(getattr(library, "loads", None) or library.decode)
    try:
        assert (
            client.loads(b'\xef\xbb\xbf{"a":[1]}')
            == {"a": [1]}
            == client.loads('{"a":[1]}')
        )
        for text in (
            b"{",
            nested(201).encode(),
            nested(5000),
            b"NaN",
            b"\xff",
            "\ud800",
        ):
            with pytest.raises(client.DecodeError):
                client.loads(text)
    finally:
        client.use_json(None)
    assert client.loads(b"1") == 1


# --- round trips by hypothesis --------------------------------------------------------

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


# --- the module itself ----------------------------------------------------------------


def test_threads_may_share_the_first_use(client: ModuleType, jobs: ModuleType) -> None:
    decoding = importlib.import_module("codec_client._runtime.decoding")
    data = {"name": "j", "size": 1, "owner": {"name": "o", "jobs": []}}
    failures: list[object] = []

    def work() -> None:
        try:
            for _ in range(20):
                assert jobs.Job.from_dict(data).to_dict() == data
        except BaseException as error:
            failures.append(error)

    for _ in range(5):
        decoding._models.clear()
        decoding._decoders.clear()
        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert not failures


def test_the_import_stays_small(client: ModuleType) -> None:
    folder = Path(client.__file__ or "").parents[2]
    code = (
        "import sys, codec_client._runtime.model, codec_client._runtime.enums;"
        "print(*({'json','uuid','decimal','base64','binascii','http'} & {*sys.modules}))"
    )
    run = subprocess.run(
        [sys.executable, "-S", "-c", code],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split() == []
