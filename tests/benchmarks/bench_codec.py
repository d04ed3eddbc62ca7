"""Decoding and encoding of a fine-tuning job, side by side with pydantic v2.

    python tests/benchmarks/bench_codec.py

Both read the same plain tree into the same fields (32 of them: text, numbers, enums,
date-times, nested objects) and write it back. The rounds are interleaved, so that a
busy machine slows both; figures are medians of CPU time. Exit 1 when a target is missed.
"""

from __future__ import annotations

import dataclasses
import importlib
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from enum import Enum, StrEnum
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pydantic

ROUNDS = 41
REPEATS = 400
DECODE_TARGET = 0.8
ENCODE_TARGET = 1.0

MODELS = """
from __future__ import annotations
from dataclasses import dataclass, field
from datetime import datetime
from ._runtime import Model, OpenEnum, wire

class Code(OpenEnum):
    OK = "OK"
    CANCELLED = "CANCELLED"
    UNKNOWN = "UNKNOWN"

class JobState(OpenEnum):
    UNSPECIFIED = "JOB_STATE_UNSPECIFIED"
    CREATING = "JOB_STATE_CREATING"
    RUNNING = "JOB_STATE_RUNNING"
    COMPLETED = "JOB_STATE_COMPLETED"

class Region(OpenEnum):
    UNSPECIFIED = "REGION_UNSPECIFIED"
    US_IOWA_1 = "US_IOWA_1"
    EU_FRANKFURT_1 = "EU_FRANKFURT_1"
"""
STATUS = {"code": "Code", "message": "str"}
WANDB = {
    "enabled": "bool",
    "apiKey": "str",
    "project": "str",
    "entity": "str",
    "runId": "str",
    "url": "str",
}
HIDDEN = {
    "deployedModel": "str",
    "maxWorkers": "int",
    "maxTokens": "int",
    "regenerateAssistant": "bool",
    "apiKey": "str",
}
JOB = {
    "name": "str",
    "displayName": "str",
    "createTime": "datetime",
    "completedTime": "datetime",
    "dataset": "str",
    "state": "JobState",
    "status": "Status",
    "createdBy": "str",
    "outputModel": "str",
    "baseModel": "str",
    "warmStartFrom": "str",
    "jinjaTemplate": "str",
    "earlyStop": "bool",
    "epochs": "int",
    "learningRate": "float",
    "maxContextLength": "int",
    "loraRank": "int",
    "wandbConfig": "WandbConfig",
    "evaluationDataset": "str",
    "isTurbo": "bool",
    "evalAutoCarveout": "bool",
    "region": "Region",
    "updateTime": "datetime",
    "nodes": "int",
    "batchSize": "int",
    "mtpEnabled": "bool",
    "mtpNumDraftTokens": "int",
    "mtpFreezeBaseModel": "bool",
    "hiddenStatesGenConfig": "HiddenStates",
    "metricsFileSignedUrl": "str",
    "gradientAccumulationSteps": "int",
    "learningRateWarmupSteps": "int",
}
CLASSES = {
    "Status": STATUS,
    "WandbConfig": WANDB,
    "HiddenStates": HIDDEN,
    "SupervisedFineTuningJob": JOB,
}
SAMPLES: dict[str, Any] = {
    "str": "accounts/acme/supervisedFineTuningJobs/job-1",
    "bool": True,
    "int": 123,
    "float": 123,
    "datetime": "2023-11-07T05:31:56Z",
    "Code": "OK",
    "JobState": "JOB_STATE_RUNNING",
    "Region": "US_IOWA_1",
}


def snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name)


def class_source(name: str, fields: dict[str, str]) -> str:
    lines = ["@dataclass(slots=True, kw_only=True)", f"class {name}(Model):"]
    for wire, hint in fields.items():
        text = f"field(default=None, metadata=wire({wire!r}))"
        lines.append(f"    {snake(wire)}: {hint} | None = {text}")
    return "\n".join(lines)


def sample(hint: str) -> Any:
    if hint in CLASSES:
        return {wire: sample(inner) for wire, inner in CLASSES[hint].items()}
    return SAMPLES[hint]


def client_models() -> Any:
    """A module of generated-looking models beside a copy of the runtime."""
    folder = Path(tempfile.mkdtemp()) / "bench_client"
    runtime = Path(__file__).parents[2] / "templates" / "_runtime"
    shutil.copytree(runtime, folder / "_runtime")
    (folder / "__init__.py").write_text("")
    (folder / "_runtime" / "__init__.py").write_text(
        "from .enums import OpenEnum\nfrom .model import Model, wire\n"
    )
    classes = "\n\n".join(class_source(*item) for item in CLASSES.items())
    (folder / "models.py").write_text(f"{MODELS}\n\n{classes}\n")
    sys.path.insert(0, str(folder.parent))
    return importlib.import_module("bench_client.models")


def pydantic_model(model: Any) -> Any:
    """The same shape as pydantic writes it: the same names, aliases and defaults."""
    fields: dict[str, Any] = {}
    hints = get_type_hints(model)
    for field in dataclasses.fields(model):
        inner = get_args(hints[field.name])[0]
        if dataclasses.is_dataclass(inner):
            inner = pydantic_model(inner)
        elif isinstance(inner, type) and issubclass(inner, Enum):
            members = [(member.name, member.value) for member in inner]
            inner = StrEnum(inner.__name__, members)
        alias = pydantic.Field(default=None, alias=field.metadata["wire"])
        fields[field.name] = (inner | None, alias)
    return pydantic.create_model(model.__name__, **fields)


def round_time(function: Callable[[], object]) -> float:
    """Microseconds of CPU of one call."""
    start = time.process_time_ns()
    for _ in range(REPEATS):
        function()
    return (time.process_time_ns() - start) / REPEATS / 1000


def compare(
    name: str, ours: Callable[[], object], theirs: Callable[[], object]
) -> float:
    """Print the medians of interleaved rounds; the median ratio of the pairs."""
    pairs = [(round_time(ours), round_time(theirs)) for _ in range(ROUNDS)]
    ratio = statistics.median(a / b for a, b in pairs)
    left = statistics.median(a for a, _ in pairs)
    right = statistics.median(b for _, b in pairs)
    print(
        f"{name:<18} ours {left:6.2f} µs, pydantic {right:6.2f} µs, ratio {ratio:.2f}"
    )
    return ratio


def main() -> int:
    model = client_models().SupervisedFineTuningJob
    other = pydantic_model(model)
    tree = sample("SupervisedFineTuningJob")
    raw = json.dumps(tree).encode()
    job, twin = model.from_dict(tree), other.model_validate(tree)
    assert job.to_dict() == tree
    assert isinstance(twin.create_time, datetime)
    assert dataclasses.fields(job)[2].name == "create_time"
    sparse = {name: tree[name] for name in list(tree)[:12]}
    decoding = [
        compare(
            f"decode, {len(data)} fields",
            lambda data=data: model.from_dict(data),
            lambda data=data: other.model_validate(data),
        )
        for data in (tree, sparse)
    ]
    options: dict[str, Any] = {"by_alias": True, "exclude_none": True}
    encoding = compare(
        "encode", job.to_dict, lambda: twin.model_dump(mode="json", **options)
    )
    compare(
        "from JSON text",
        lambda: model.from_json(raw),
        lambda: other.model_validate_json(raw),
    )
    compare("to JSON text", job.to_json, lambda: twin.model_dump_json(**options))
    return 0 if max(decoding) <= DECODE_TARGET and encoding <= ENCODE_TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
