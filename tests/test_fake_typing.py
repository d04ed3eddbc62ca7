"""What both type checkers tell those who write hooks and fakes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import client_doors
import pytest

RIGHT = """
from __future__ import annotations

from dataclasses import replace
from datetime import date
from logging import getLogger
from typing import Any, assert_type
from uuid import UUID

from drawing.api.drawings import add_shape, list_shapes
from drawing.models import Circle
from petstore import AsyncClient, Client, errors
from petstore._runtime import (
    AsyncFakeTransport, Call, EventStream, FakeTransport, Hook, Items, Json,
    LoggingHook, Request, ResponseHead, StreamCall,
)
from petstore._runtime.fake_transport import Prepared
from petstore.api.pets import pets_delete, pets_get, pets_list
from petstore.models import Pet, PetInput, PetPage, PetStatus, Problem
from drawing._runtime import FakeTransport as BoardTransport


class Signing(Hook):
    def before(self, request: Request) -> Request:
        return replace(request, headers=(*request.headers, ("X-Mark", request.method)))

    def after(self, request: Request, head: ResponseHead, seconds: float) -> None:
        print(request.operation, head.status)


class Client2(Client):
    hooks = (LoggingHook(getLogger()), Signing())


def chat() -> StreamCall[PetPage, Pet]:
    return StreamCall("GET", ("/",), returns=Json[PetPage], items=EventStream[Pet])


def anything() -> Call[Any]:
    return Call("GET", ("/",), returns=Json[Any])


def events() -> Call[Items[Pet]]:
    return Call("GET", ("/",), returns=EventStream[Pet])


fake, other = FakeTransport(), AsyncFakeTransport()
client, aclient = Client(token="t", transport=fake), AsyncClient(transport=other)
client.hooks = aclient.hooks = (Signing(),)
some = UUID(int=1)
pet = Pet(id=some, name="Rex", status=PetStatus.SOLD, born_on=date.min)
circle = Circle(kind="circle", centre=(1, 2), radius=1)
assert_type(fake.on(pets_get(some)), Prepared[Pet, Pet])
assert_type(other.on(pets_get(some)).calls, list[Call[Pet]])
fake.on(pets_get(some)).answer(pet).respond(404, Problem()).fail(errors.ApiTimeoutError())
fake.on(pets_delete(some)).answer(None)
fake.on(events()).stream([pet], then=errors.ApiConnectionError()).respond(500)
fake.on(events()).answer(Items((pet,)))
fake.on(chat()).answer(PetPage(items=[])).stream([pet]).answer(PetPage(items=[]))
fake.on(anything()).answer(7).respond(404)
BoardTransport().on(list_shapes("x")).answer([circle])
BoardTransport().on(add_shape("x", circle)).answer(circle)
"""
WRONG = """
fake.on(pets_get(some)).answer(PetInput(name="Rex", status=PetStatus.SOLD))
fake.on(pets_get(some)).answer({"name": "Rex"})
fake.on(pets_get(some)).answer(None)
fake.on(pets_get(some)).answer("Rex")
fake.on(pets_list()).answer([pet])
fake.on(pets_list()).stream([pet])
fake.on(events()).stream([circle])
fake.on(events()).answer(pet)
fake.on(chat()).answer(pet)
fake.on(chat()).stream([7])
fake.on(chat()).stream([pet]).answer(7)
fake.on(pets_get(some)).fail(ValueError())
fake.on(pets_get).answer(pet)
Client(token="t", transport=other)
AsyncClient(token="t", transport=fake)
BoardTransport().on(list_shapes("x")).answer([pet])
client.hooks = (print,)
"""
PROGRAM = RIGHT + WRONG
MISTAKES = list(range(RIGHT.count("\n") + 2, PROGRAM.count("\n") + 1))

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "use.py").write_text(PROGRAM)
    return tmp_path


def test_mypy(folder: Path) -> None:
    words = (
        "-m mypy --strict --python-version 3.11 --no-pretty --cache-dir cache use.py"
    )
    done = subprocess.run(
        [sys.executable, *words.split()],
        cwd=folder,
        env=os.environ | {"MYPYPATH": str(client_doors.GENERATED)},
        capture_output=True,
        text=True,
    )
    found = re.findall(r"^(.*?):(\d+): error: ", done.stdout, re.M)
    assert sorted({int(line) for _, line in found}) == MISTAKES, done.stdout
    assert {file for file, _ in found} == {"use.py"}, done.stdout


def test_pyright(folder: Path) -> None:
    settings = {
        "include": ["use.py"],
        "extraPaths": [str(client_doors.GENERATED)],
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    command = ["-m", "pyright", "--outputjson", "--pythonpath", sys.executable]
    done = subprocess.run(
        [sys.executable, *command], cwd=folder, capture_output=True, text=True
    )
    found = json.loads(done.stdout)["generalDiagnostics"]
    lines = {each["range"]["start"]["line"] + 1 for each in found}
    assert sorted(lines) == MISTAKES, done.stdout
