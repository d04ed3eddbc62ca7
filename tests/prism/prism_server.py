"""Prism, the mock server, started for one document and stopped again.

`prism mock --errors` answers with an example of the document. A request that the document
does not allow gets a 4xx; an example of its own that the document's schema refuses, a 500.
Either way the header `sl-violations` or a problem document says what is wrong, and where.
"""

from __future__ import annotations

import json
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

PROBLEMS = "https://stoplight.io/prism/errors#"
_STARTS_WITHIN = 240.0  # seconds; GitHub's document takes 15, Stripe's 40
_OURS = (
    "UNPROCESSABLE_ENTITY",
    "UNAUTHORIZED",
    "INVALID_CONTENT_TYPE",
    "NO_PATH_MATCHED_ERROR",
    "NO_METHOD_MATCHED_ERROR",
    "NOT_ACCEPTABLE",
)


class Violation(NamedTuple):
    """What Prism reports: where (`request.body.name`), a code, and a sentence."""

    location: str
    code: str
    message: str


@contextmanager
def mocking(prism: str, document: Path) -> Iterator[str]:
    """The base URL of a mock server for the document; it is stopped at the end.

    Raises RuntimeError where it does not start.
    """
    port = _free_port()
    log = document.with_suffix(".log")
    command = [prism, "mock", "--errors", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--verboseLevel", "fatal", str(document)]
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)
        try:
            _wait(process, port, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"Prism has ended: {log.read_text('utf-8')[-500:]}")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"Prism does not start within {_STARTS_WITHIN} seconds")


def violations(headers: Mapping[str, str], content: bytes) -> list[Violation]:
    """What Prism says against a request or against its own answer; [] where nothing."""
    reported = headers.get("sl-violations", "")
    if reported.startswith("Too many violations! "):
        side = "request" if '"location":["request' in reported else "response"
        return [Violation(side, "many", reported)]
    found = [_violation("", each) for each in json.loads(reported or "[]") if each]
    problem = _problem(headers, content)
    kind = problem.get("type", "").removeprefix(PROBLEMS)
    if kind in _OURS:
        details = problem.get("validation") or [
            {"code": kind, "message": problem.get("detail", "")}
        ]
        found += [_violation("request", each) for each in details]
    elif kind and not found:
        found.append(Violation("response", kind, problem.get("detail", "")))
    return [each for each in dict.fromkeys(found) if each.code != "deprecated"]


def _problem(headers: Mapping[str, str], content: bytes) -> dict[str, Any]:
    if not headers.get("content-type", "").startswith("application/problem+json"):
        return {}
    problem: dict[str, Any] = json.loads(content)
    return problem if str(problem.get("type")).startswith(PROBLEMS) else {}


def _violation(side: str, detail: Mapping[str, Any]) -> Violation:
    place = ".".join([side, *map(str, detail.get("location", ()))]).strip(".")
    return Violation(place, str(detail.get("code")), str(detail.get("message")))
