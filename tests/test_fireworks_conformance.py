"""The Fireworks client sends exactly what the documentation shows, to a real server.

The examples stand in the page itself. With APIMINT_SHARED set, the rendered text of an
older state of the page is used as well: its curl call and the answer below it.
"""

from __future__ import annotations

import json
import os
import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import client_doors
import fireworks
import pytest
from apimint.source import Sources, pointer
from client_doors import DOORS, Door
from client_server import Answer, Server, serving
from fireworks.models import (
    Code,
    HiddenStatesGenConfig,
    JobState,
    Region,
    SupervisedFineTuningJob,
    SupervisedFineTuningJobInput,
    WandbConfigInput,
)

PAGE = "specs/fireworks/create-supervised-fine-tuning-job.md"
SHARED = os.environ.get("APIMINT_SHARED")
# What every HTTP client adds; none of it is the API's.
USUAL = {
    *("host", "user-agent", "accept", "accept-encoding", "content-length"),
    "connection",
}
TEXT = "<string>"


@dataclass(frozen=True)
class Example:
    """A call as it is documented, and its answer."""

    method: str
    url: str
    headers: dict[str, str]
    body: Any
    answer: Any

    @property
    def path(self) -> str:
        return urlsplit(self.url).path.replace("{account_id}", "acme")

    @property
    def token(self) -> str:
        return self.headers["authorization"].removeprefix("Bearer ")


def example_of_page() -> Example:
    document = Sources().open(client_doors.ROOT / PAGE)
    assert document.page is not None
    tree: Any = document.tree
    in_json = "application~1json/examples/example/value"
    method, path = document.page.info.split()
    schemes = tree["paths"]["request"]["security"][0]["parameters"]["header"]
    assert schemes["Authorization"]["scheme"] == "bearer"
    return Example(
        method=method.upper(),
        url=tree["paths"]["servers"][0]["url"] + path,
        headers={
            "authorization": "Bearer <API_KEY>",
            "content-type": next(iter(tree["paths"]["request"]["body"])),
        },
        body=pointer.get(tree, f"/paths/request/body/{in_json}"),
        answer=pointer.get(tree, f"/paths/response/200/{in_json}"),
    )


def example_of_curl() -> Example:
    """The call and the answer of the rendered page, which is not in the repository."""
    if not SHARED:
        pytest.skip("APIMINT_SHARED is not set")
    (path,) = Path(SHARED, "seeds").glob("000_*.txt")
    text = path.read_text()
    start = text.index("curl ")
    end = text.index("\n}'\n", start) + len("\n}'")
    options: dict[str, list[str]] = {}
    words = shlex.split(text[start:end].replace("\\\n", " "))
    for option, value in zip(words[1::2], words[2::2], strict=True):
        options.setdefault(option, []).append(value)
    headers = [header.split(": ", 1) for header in options["--header"]]
    return Example(
        method=options["--request"][0],
        url=options["--url"][0],
        headers={name.lower(): value for name, value in headers},
        body=json.loads(options["--data"][0]),
        answer=json.JSONDecoder().raw_decode(text[end:].lstrip())[0],
    )


def by_keywords(body: Any) -> SupervisedFineTuningJobInput:
    """The example as a user writes it; the older page has only the first half."""
    job = SupervisedFineTuningJobInput(
        display_name=TEXT,
        dataset=TEXT,
        output_model=TEXT,
        base_model=TEXT,
        warm_start_from=TEXT,
        jinja_template=TEXT,
        early_stop=True,
        epochs=123,
        learning_rate=123,
        max_context_length=123,
        lora_rank=123,
        wandb_config=WandbConfigInput(
            enabled=True, api_key=TEXT, project=TEXT, entity=TEXT, run_id=TEXT
        ),
        evaluation_dataset=TEXT,
        is_turbo=True,
        eval_auto_carveout=True,
        region=Region.UNSPECIFIED,
    )
    if "nodes" not in body:
        return job
    return replace(
        job,
        nodes=123,
        batch_size=123,
        mtp_enabled=True,
        mtp_num_draft_tokens=123,
        mtp_freeze_base_model=True,
        hidden_states_gen_config=HiddenStatesGenConfig(
            deployed_model=TEXT,
            max_workers=123,
            max_tokens=123,
            input_offset=123,
            input_limit=123,
            max_context_len=123,
            regenerate_assistant=True,
            output_activations=True,
            api_key=TEXT,
        ),
        metrics_file_signed_url=TEXT,
        gradient_accumulation_steps=123,
        learning_rate_warmup_steps=123,
    )


@pytest.fixture(params=[example_of_page, example_of_curl], ids=["page", "curl"])
def example(request: pytest.FixtureRequest) -> Example:
    found: Example = request.param()
    return found


@pytest.fixture
def server(example: Example) -> Iterator[Server]:
    with serving({f"{example.method} {example.path}": Answer(example.answer)}) as made:
        yield made


@pytest.fixture(params=DOORS)
def door(
    request: pytest.FixtureRequest, server: Server, example: Example
) -> Iterator[Door]:
    door = Door(request.param, fireworks, server.url, token=example.token)
    yield door
    door.close()


@pytest.mark.parametrize(
    "body_of", [SupervisedFineTuningJobInput.from_dict, by_keywords]
)
def test_the_documented_call(
    example: Example,
    server: Server,
    door: Door,
    body_of: Callable[[Any], SupervisedFineTuningJobInput],
) -> None:
    body = body_of(example.body)
    job = door(lambda client: client.supervised_fine_tuning_jobs.create("acme", body))

    seen = server.only
    assert (seen.method, seen.target) == (example.method, example.path)
    own = {name: seen.headers[name] for name in seen.headers.keys() - USUAL}
    assert own == example.headers
    # As text, so that the order of the keys and 123 against 123.0 count.
    assert json.dumps(seen.json) == json.dumps(example.body)
    assert json.dumps(job.to_dict()) == json.dumps(example.answer)
    check_types(job)


def check_types(job: SupervisedFineTuningJob) -> None:
    moment = datetime(2023, 11, 7, 5, 31, 56, tzinfo=UTC)
    assert type(job) is SupervisedFineTuningJob
    assert (job.create_time, job.completed_time, job.update_time) == (moment,) * 3
    assert job.state is JobState.UNSPECIFIED
    assert job.region is Region.UNSPECIFIED
    assert job.status is not None and job.status.code is Code.OK
    assert job.wandb_config is not None and job.wandb_config.url == TEXT
    assert type(job.learning_rate) is float and job.learning_rate == 123
    assert not job.extra


def test_the_query_and_a_hostile_account(example: Example, server: Server) -> None:
    body = SupervisedFineTuningJobInput(dataset="d")
    route = "/v1/accounts/a%2Fb%3F%20c/supervisedFineTuningJobs"
    server.routes[f"POST {route}"] = Answer({"dataset": "d"})
    with fireworks.Client(token="t", base_url=server.url) as client:
        client.supervised_fine_tuning_jobs.create(
            "a/b? c", body, supervised_fine_tuning_job_id="job 1&x=ü"
        )
    query = "supervisedFineTuningJobId=job%201%26x%3D%C3%BC"
    assert server.only.target == f"{route}?{query}"


def test_the_documents_say_the_same() -> None:
    page, curl = example_of_page(), example_of_curl()
    assert (page.method, page.url) == (curl.method, curl.url)
    assert page.body.items() >= curl.body.items()
    assert re.fullmatch(r"Bearer <\w+>", curl.headers["authorization"])
