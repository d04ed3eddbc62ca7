"""Models through the codec: fields, extra keys, and errors that say where and what."""

from __future__ import annotations

import copy
import dataclasses
import importlib
import json
import math
import pickle
import subprocess
import sys
import threading
import typing
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from codec_models import client as client, fails, jobs as jobs


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
