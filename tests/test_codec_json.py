"""Encoding, and JSON text: what has a form, what is read, and what is refused."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from types import MappingProxyType, ModuleType
from typing import Any

import pytest
from codec_models import client as client, fails, jobs as jobs


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
