"""The README's lines of Python: they run, and both type checkers take them."""

from __future__ import annotations

import asyncio
import importlib
import json
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from house import GENERATED, ROOT

TEXT = (ROOT / "README.md").read_text("utf-8")
BLOCK = re.compile(r"^(#+ .*?)$|^```python\n(.*?)^```$", re.M | re.S)
PACKAGES = ("fireworks", "petstore", "studio")

TRACK = {"id": "t1", "title": "A talk"}
LINES = [{"kind": "track", "track": TRACK}, {"kind": "mix", "mixId": "m1"}]
EVENTS = 'data: {"text": "Hello.", "start": 0.5}\n\ndata: [DONE]\n\n'
PROBLEM = {"title": "No such pet", "status": 404}
# Method and end of the path → status, content type, body.
ANSWERS: dict[str, tuple[int, str, Any]] = {
    "POST /supervisedFineTuningJobs": (
        200,
        "application/json",
        {"name": "x", "dataset": "d"},
    ),
    "GET /supervisedFineTuningJobs/x": (200, "application/json", None),
    "GET /events": (
        200,
        "application/x-ndjson",
        "".join(json.dumps(line) + "\n" for line in LINES),
    ),
    "POST /transcripts": (200, "text/event-stream", EVENTS),
    "POST /tracks": (201, "application/json", TRACK),
    "GET /audio": (200, "audio/flac", "sound"),
    "GET /tracks": (200, "application/json", None),
    "GET /pets/": (404, "application/problem+json", PROBLEM),
}


def snippets() -> list[tuple[str, str]]:
    """Each block with the heading above it."""
    found: list[tuple[str, str]] = []
    heading = ""
    for match in BLOCK.finditer(TEXT):
        if match[1]:
            heading = match[1].lstrip("# ")
        else:
            found.append((heading, match[2]))
    return found


SNIPPETS = snippets()
SHOWN = {heading for heading, _ in SNIPPETS}


class Answer:
    """A response with its whole body in one chunk, in both colours."""

    reason = ""

    def __init__(self, runtime: Any, status: int, kind: str, body: bytes) -> None:
        self.status = status
        self.headers = runtime.Headers([("Content-Type", kind)])
        self.body = body

    def chunks(self) -> Any:
        return Chunks(self.body)

    def close(self) -> None:
        pass

    async def aclose(self) -> None:
        pass


class Chunks:
    def __init__(self, body: bytes) -> None:
        self._left = [body]

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if not self._left:
            raise StopIteration
        return self._left.pop()

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        if not self._left:
            raise StopAsyncIteration
        return self._left.pop()


class Server:
    """A transport that answers as the APIs of the README would."""

    def __init__(self, runtime: Any) -> None:
        self.runtime = runtime
        self.states = ["JOB_STATE_RUNNING", "JOB_STATE_COMPLETED"]
        self.seen: list[str] = []

    def send(self, request: Any) -> Answer:
        if not (request.body is None or isinstance(request.body, bytes)):
            assert b"".join(request.body)
        path = request.url.partition("?")[0]
        self.seen.append(f"{request.method} {path}")
        fitting = [key for key in ANSWERS if self._fits(key, request.method, path)]
        status, kind, body = ANSWERS[fitting[0]]
        if body is None:
            body = self._changing(request.url)
        text = body if isinstance(body, str) else json.dumps(body)
        return Answer(self.runtime, status, kind, text.encode())

    @staticmethod
    def _fits(key: str, method: str, path: str) -> bool:
        verb, _, end = key.partition(" ")
        inside = end.endswith("/") and end in path
        return verb == method and (path.endswith(end) or inside)

    def _changing(self, url: str) -> Any:
        if "FineTuning" in url:
            return {"name": "x", "dataset": "d", "state": self.states.pop(0)}
        more = {} if "pageToken" in url else {"nextPageToken": "2"}
        return {"tracks": [TRACK], **more}

    def close(self) -> None:
        pass


class AsyncServer(Server):
    async def send(self, request: Any) -> Answer:  # type: ignore[override]
        return super().send(request)

    async def aclose(self) -> None:
        pass


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Clients without a transport of their own talk to the server above."""
    monkeypatch.syspath_prepend(str(GENERATED))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talk.flac").write_bytes(b"sound")
    seen: list[str] = []
    for package in PACKAGES:
        runtime = importlib.import_module(f"{package}._runtime")
        kinds = ((runtime.SyncClient, Server), (runtime.AsyncClientBase, AsyncServer))
        for client, server in kinds:
            made = server(runtime)
            made.seen = seen
            monkeypatch.setattr(
                client, "_default_transport", lambda self, made=made: made
            )
        monkeypatch.setattr(runtime.SyncClient, "_sleep", lambda self, seconds: None)
    return seen


@pytest.mark.parametrize(("heading", "code"), SNIPPETS, ids=lambda text: text[:40])
def test_it_runs(heading: str, code: str, seen: list[str]) -> None:
    names: dict[str, Any] = {"__name__": "snippet"}
    exec(compile(code, f"README: {heading}", "exec"), names)
    if "main" in names:
        asyncio.run(names["main"]())
        assert seen


def test_what_is_sent(seen: list[str]) -> None:
    for heading, code in SNIPPETS:
        if heading == "Uploads and downloads":
            exec(compile(code, heading, "exec"), {"__name__": "snippet"})
    assert [each.rpartition("/v3")[2] for each in seen] == [
        "/tracks",
        "/tracks/t1/audio",
    ]
    assert Path("copy.flac").read_bytes() == b"sound"


def test_everything_is_shown() -> None:
    assert {
        "Authentication",
        "Errors",
        "Retries and deadlines",
        "Streaming",
        "Uploads and downloads",
        "Pages",
        "Waiting for a job",
        "Faking the API in tests",
        "A hook around every request",
        "Webhooks",
    } <= SHOWN


@pytest.mark.slow
@pytest.mark.parametrize(
    "checker", [["mypy", "--strict"], ["pyright"]], ids=lambda c: c[0]
)
def test_type_checkers_take_it(checker: list[str], tmp_path: Path) -> None:
    for package in PACKAGES:
        (tmp_path / package).symlink_to(GENERATED / package)
    files: list[str] = []
    for number, (_, code) in enumerate(SNIPPETS):
        file = tmp_path / f"snippet_{number}.py"
        file.write_text(code, "utf-8")
        files.append(file.name)
    command = [sys.executable, "-m", *checker, *files]
    if checker == ["pyright"]:
        command[-len(files) : -len(files)] = ["--pythonpath", sys.executable]
    found = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert found.returncode == 0, found.stdout
