"""Models of every kind for the tests of the codec, in a client of their own."""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

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

Forest: TypeAlias = list[Union[str, Circle, "Forest", None]] | dict[str, "Forest"]

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
    index = "from .jobs import Forest as Forest"
    (folder / "models" / "__init__.py").write_text(index)
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
    assert error.path[-99:] in str(error)  # a long one is shortened there
    assert error.expected in str(error)
    return error
