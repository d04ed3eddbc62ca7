"""What both type checkers tell a user of the generated clients.

One program uses the clients rightly and reveals types, and each of its last lines has
one mistake: the checkers must find these mistakes and no others.
"""

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

from datetime import datetime
from typing import reveal_type
from uuid import UUID

import httpx
import httpx2
from drawing import Client as Board
from drawing.models import Circle, Group, Polygon, Shape
from fireworks import AsyncClient, Client, StatusError
from fireworks._runtime.httpx_transport import AsyncHttpxTransport, HttpxTransport
from fireworks.api.supervised_fine_tuning_jobs import create_supervised_fine_tuning_job
from fireworks.models import JobState, Region, SupervisedFineTuningJobInput
from petstore import UNSET, AsyncClient as Shop
from petstore.models import Pet, PetsUpdateRequest

body = SupervisedFineTuningJobInput(dataset="d", region=Region.US_IOWA_1)
call = create_supervised_fine_tuning_job("acme", body)
client = Client(token="t", transport=HttpxTransport(httpx2.Client()))
aclient = AsyncClient(token=lambda: "t", transport=AsyncHttpxTransport(httpx.AsyncClient()))
create, acreate = (
    client.supervised_fine_tuning_jobs.create,
    aclient.supervised_fine_tuning_jobs.create,
)


def blocking() -> datetime | None:
    reveal_type(create("acme", body, supervised_fine_tuning_job_id="x"))  # job
    reveal_type(client.send(call))  # job
    with client as inside:
        job = inside.send(call)
    if job.state is JobState.RUNNING:
        reveal_type(job.state.is_known)  # bool
    if job.state == JobState("JOB_STATE_PAUSED"):
        return None
    try:
        reveal_type(job.wandb_config)  # wandb
    except StatusError as error:
        reveal_type(error.status)  # int
    return job.create_time


async def with_asyncio(shop: Shop, pet_id: UUID) -> None:
    reveal_type(await acreate("acme", body))  # job
    reveal_type(await aclient.send(call))  # job
    async with shop as inside:
        pet: Pet = await inside.pets.update(pet_id, PetsUpdateRequest(nickname=None))
        reveal_type(await inside.pets.delete(pet_id))  # None
        reveal_type((await inside.pets.list(limit=1)).items)  # pets
    reveal_type(pet.nickname)  # three
    if pet.nickname is UNSET:
        return
    reveal_type(pet.nickname)  # two
    if pet.nickname is not None:
        reveal_type(pet.nickname.upper())  # str


def draw(board: Board, shape: Shape) -> float:
    for each in board.drawings.list_shapes("plan"):
        reveal_type(each)  # shape
    match shape:
        case Circle(radius=radius):
            return radius
        case Polygon() | Group():
            return 0
"""
WRONG = """
from fireworks import Clent  # noqa
from fireworks.models import Regoin  # noqa
create("acme", body, supervised_fine_tuning_job="x")
create("acme", SupervisedFineTuningJobInput(dataset="d", epoch=1))
create("acme", SupervisedFineTuningJobInput(dataset="d", epochs="1"))
create("acme", SupervisedFineTuningJobInput())
create(1, body)
create("acme", {"dataset": "d"})
SupervisedFineTuningJobInput(dataset="d", state=JobState.RUNNING)
SupervisedFineTuningJobInput(dataset="d", region="US_IOWA_1")
client.supervised_fine_tuning_jobs.creat("acme", body)
Client(api_key="k")
AsyncClient(transport=HttpxTransport(httpx2.Client()))
_ = client.send(call).dataset_name
_ = client.send(call).epochs + 1
"""
REVEALED = {
    "job": "SupervisedFineTuningJob",
    "wandb": "WandbConfig | None",
    "bool": "bool",
    "int": "int",
    "None": "None",
    "pets": "list[Pet]",
    "three": "str | None | Unset",
    "two": "str | None",
    "str": "str",
    "shape": "Circle | Polygon | Group",
}
PROGRAM = RIGHT + WRONG
MISTAKES = list(range(RIGHT.count("\n") + 2, PROGRAM.count("\n") + 1))

pytestmark = pytest.mark.slow


Types = dict[int, set[str]]


def expected() -> Types:
    """The types to be revealed, by line; a union is a set of its members."""
    found: Types = {}
    for number, line in enumerate(PROGRAM.splitlines(), 1):
        note = re.search(r"reveal_type\(.*# (\w+)$", line)
        if note:
            found[number] = set(REVEALED[note[1]].split(" | "))
    return found


def members(revealed: str) -> set[str]:
    """The type in a message, without the modules that mypy puts before names."""
    found = re.search(r"is \"(.*)\"$", revealed)
    assert found, revealed
    return set(re.sub(r"\b(\w+\.)+", "", found[1]).split(" | "))


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
    found = re.findall(r"^(.*?):(\d+): (\w+): (.*)$", done.stdout, re.M)
    revealed = {int(n): members(text) for _, n, _, text in found if "Revealed" in text}
    wrong = [
        int(n) for file, n, kind, _ in found if (file, kind) == ("use.py", "error")
    ]
    assert revealed == expected(), done.stdout
    assert sorted({*wrong}) == MISTAKES, done.stdout
    assert {file for file, *_ in found} == {"use.py"}, done.stdout


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
    revealed: Types = {}
    wrong: set[int] = set()
    for each in json.loads(done.stdout)["generalDiagnostics"]:
        line = each["range"]["start"]["line"] + 1
        if each["severity"] == "information":
            revealed[line] = members(each["message"])
        else:
            wrong.add(line)
    assert revealed == expected(), done.stdout
    assert sorted(wrong) == MISTAKES, done.stdout
