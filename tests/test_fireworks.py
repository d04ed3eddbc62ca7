"""What the client for the Fireworks page looks like to those who use it."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import io
import re
import tokenize
from pathlib import Path
from typing import Any, get_type_hints

import client_doors
import pytest
from apimint import pipeline
from apimint.config import Client as Configured
from apimint.diagnostics import Diagnostics, Severity
from apimint.source import Sources, pointer
from fireworks import AsyncClient, Client, errors, models
from fireworks._runtime import DecodeError, RequestError
from fireworks.api import supervised_fine_tuning_jobs as api
from fireworks.models import (
    Code,
    JobState,
    Region,
    Status,
    SupervisedFineTuningJob,
    SupervisedFineTuningJobInput,
    WandbConfig,
    WandbConfigInput,
)

SPEC = "specs/fireworks/create-supervised-fine-tuning-job.md"
PACKAGE = client_doors.GENERATED / "fireworks"
CLASSES = {
    *("Code", "HiddenStatesGenConfig", "JobState", "Region", "Status", "WandbConfig"),
    *("WandbConfigInput", "SupervisedFineTuningJob", "SupervisedFineTuningJobInput"),
}
READ_ONLY = {
    *("name", "create_time", "completed_time", "created_by", "update_time"),
    *("state", "status"),
}
ROUTE = "/v1/accounts/{account_id}/supervisedFineTuningJobs"


def part(place: str) -> Any:
    """What stands at a JSON pointer of the page's block."""
    return pointer.get(Sources().open(client_doors.ROOT / SPEC).tree, place)


def own_files() -> list[Path]:
    """The files that are made from the page."""
    found = sorted(PACKAGE.rglob("*.py"))
    return [path for path in found if "_runtime" not in path.parts]


def names(of: Any) -> set[str]:
    return {field.name for field in dataclasses.fields(of)}


def required(of: Any) -> list[str]:
    return [
        name
        for name, parameter in inspect.signature(of).parameters.items()
        if parameter.default is parameter.empty
    ]


class TestNames:
    def test_classes_are_these_and_no_others(self) -> None:
        texts = [path.read_text() for path in (PACKAGE / "models").glob("*.py")]
        bodies = [node for text in texts for node in ast.parse(text).body]
        found = {node.name for node in bodies if isinstance(node, ast.ClassDef)}
        assert found == CLASSES

    def test_every_class_is_in_the_index(self) -> None:
        for name in CLASSES:
            assert getattr(models, name).__name__ == name
        assert not any(hasattr(models, f"Gateway{name}") for name in CLASSES)

    def test_a_title_that_counts_ids_names_nothing(self) -> None:
        assert "Next ID: 42" in (client_doors.ROOT / SPEC).read_text()
        for path in own_files():
            assert not re.search(r"next[ _]?id", path.read_text(), re.I), path

    def test_operation(self) -> None:
        signature = inspect.signature(api.create_supervised_fine_tuning_job)
        parameters = list(signature.parameters.values())
        assert [one.name for one in parameters] == [
            *("account_id", "body", "supervised_fine_tuning_job_id"),
        ]
        assert parameters[2].kind is parameters[2].KEYWORD_ONLY
        assert signature.return_annotation == "Call[SupervisedFineTuningJob]"

    @pytest.mark.parametrize("client", [Client(), AsyncClient()])
    def test_methods_keep_the_signature_and_the_docstring(self, client: Any) -> None:
        method = client.supervised_fine_tuning_jobs.create
        function = api.create_supervised_fine_tuning_job
        assert inspect.signature(method) == inspect.signature(function)
        assert method.__doc__ == function.__doc__
        assert "Create Supervised Fine-tuning Job" in (method.__doc__ or "")

    def test_without_the_prefix_stripped(self) -> None:
        configured = Configured((SPEC,), "out", "fireworks", root=client_doors.ROOT)
        said = Diagnostics()
        package = pipeline.generate(configured, Sources(), said, lambda stage: None)
        text = package.files["models/supervised_fine_tuning_jobs.py"].decode()
        classes = {
            node.name
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.ClassDef)
        }
        assert "GatewayWandbConfig" in classes
        assert classes == {f"Gateway{name}" for name in CLASSES}
        hints = [each for each in said.items if each.severity is Severity.HINT]
        assert any(
            'strip_prefix = "gateway"' in f"{each.message} {each.hint}"
            for each in hints
        )


class TestTypes:
    def test_the_response_has_every_field(self) -> None:
        place = "/paths/response/200/application~1json/schemaArray/0/properties"
        assert len(names(SupervisedFineTuningJob)) == 32
        assert len(part(place)) == 32
        assert required(SupervisedFineTuningJob) == ["dataset"]

    def test_the_input_has_what_a_caller_may_write(self) -> None:
        assert len(names(SupervisedFineTuningJobInput)) == 25
        assert (
            names(SupervisedFineTuningJob) - names(SupervisedFineTuningJobInput)
            == READ_ONLY
        )
        assert required(SupervisedFineTuningJobInput) == ["dataset"]

    def test_what_is_inside_the_input_is_an_input_too(self) -> None:
        hints = get_type_hints(SupervisedFineTuningJobInput)
        assert hints["wandb_config"] == WandbConfigInput | None
        assert get_type_hints(SupervisedFineTuningJob)["wandb_config"] == (
            WandbConfig | None
        )
        assert names(WandbConfig) - names(WandbConfigInput) == {"url"}
        assert not names(WandbConfigInput) - names(WandbConfig)

    def test_fields_stand_in_the_order_of_the_document(self) -> None:
        place = "/paths/response/200/application~1json/schemaArray/0/properties"
        fields = dataclasses.fields(SupervisedFineTuningJob)
        wires = [field.metadata.get("wire", field.name) for field in fields]
        assert wires == list(part(place))

    def test_only_what_is_written_is_sent(self) -> None:
        assert SupervisedFineTuningJobInput(dataset="d").to_dict() == {"dataset": "d"}

    def test_an_answer_without_its_dataset_is_refused(self) -> None:
        with pytest.raises(DecodeError) as caught:
            SupervisedFineTuningJob.from_dict({"status": {"code": "OK"}})
        assert caught.value.path == "$.dataset"

    def test_a_wrong_part_is_named_by_its_path(self) -> None:
        tree = {"dataset": "d", "status": {"code": 5}}
        with pytest.raises(DecodeError) as caught:
            SupervisedFineTuningJob.from_dict(tree)
        assert caught.value.path == "$.status.code"

    def test_a_job_read_back_as_input_sends_nothing_read_only(self) -> None:
        job = SupervisedFineTuningJob(dataset="d", name="n", state=JobState.RUNNING)
        again = SupervisedFineTuningJobInput.from_dict(job.to_dict())
        assert again.to_dict() == {"dataset": "d"}


class TestEnums:
    def test_notes_are_comments(self) -> None:
        title = part("/components/schemas/gatewayRegion/title")
        notes = dict(re.findall(r"- (\w+): (.*)", title))
        assert notes["US_IOWA_1"] == "GCP us-central1 (Iowa)"
        assert comments(Region) == notes

    @pytest.mark.parametrize(
        ("member", "text"),
        [
            (JobState.RUNNING, "JOB_STATE_RUNNING"),
            (Region.UNSPECIFIED, "REGION_UNSPECIFIED"),
            (Region.US_IOWA_1, "US_IOWA_1"),
            (Code.OK, "OK"),
        ],
    )
    def test_members_lose_the_name_of_their_enum(self, member: str, text: str) -> None:
        assert member == text
        assert f"{member}" == text

    @pytest.mark.parametrize("enum", [Code, JobState, Region])
    def test_members_are_the_listed_values_in_their_order(self, enum: Any) -> None:
        place = f"/components/schemas/gateway{enum.__name__}/enum"
        assert [member.value for member in enum] == part(place)
        assert all(member.is_known for member in enum)

    def test_an_unknown_state_survives(self) -> None:
        tree = {"dataset": "d", "state": "JOB_STATE_PAUSED", "status": {"code": "NEW"}}
        job = SupervisedFineTuningJob.from_dict(tree)
        assert isinstance(job.state, JobState)
        assert job.state == "JOB_STATE_PAUSED"
        assert not job.state.is_known
        assert job.status == Status(code=Code("NEW"))
        assert job.to_dict() == tree

    def test_unknown_fields_survive(self) -> None:
        tree = {"dataset": "d", "wandbConfig": {"team": [1]}, "priority": {"a": None}}
        job = SupervisedFineTuningJob.from_dict(tree)
        assert job.extra == {"priority": {"a": None}}
        assert job.to_dict() == tree


class TestClient:
    def test_default_server(self) -> None:
        default = inspect.signature(Client).parameters["base_url"].default
        assert default == "https://api.fireworks.ai"

    def test_a_missing_token_is_refused_before_sending(self) -> None:
        with Client(base_url="http://127.0.0.1:9") as client:
            body = SupervisedFineTuningJobInput(dataset="d")
            with pytest.raises(RequestError, match="credentials are missing") as caught:
                client.supervised_fine_tuning_jobs.create("acme", body)
        assert caught.value.operation == f"POST {ROUTE.replace('account_id', '')}"
        assert isinstance(caught.value, errors.ApiError)

    def test_no_secret_is_shown(self) -> None:
        client = Client(token="s3cr3t")
        assert "s3cr3t" not in repr(client)
        assert repr(client) == "<Client of api.fireworks.ai>"


def test_the_generated_part_is_short() -> None:
    lines = sum(len(path.read_text().splitlines()) for path in own_files())
    assert lines <= 500


def comments(enum: Any) -> dict[str, str]:
    """The comment at the end of each member's line, or the lines above it."""
    found: dict[str, str] = {}
    above: list[str] = []
    source = inspect.getsource(enum)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            above.append(token.string.removeprefix("# "))
        assigned = re.match(r'\s+(\w+) = ".*"', token.line)
        if token.type == tokenize.NEWLINE and assigned and above:
            found[assigned[1]] = " ".join(above)
        if token.type == tokenize.NEWLINE:
            above = []
    return found
