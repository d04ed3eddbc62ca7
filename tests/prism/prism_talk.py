"""Every operation of a client, called on a mock server; what came of it."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import Any

from corpus_examples import Judge
from prism_arguments import Described, arguments, described, schemas
from prism_broken import broken
from prism_judge import excuse, is_accepted, sent
from prism_package import Operation, operations
from prism_schemas import Schema
from prism_server import Violation, violations
from prism_values import Maker

RUNS = {"required": Maker(None, full=False), "all": Maker(None, full=True, odd=True)}
"""With the required arguments; with all, and texts that need escaping everywhere."""


@dataclass(slots=True)
class Talk:
    """What was said about one operation.

    `statuses` are those of the runs. `violations` are what Prism reports against our
    requests, `excused` those that are its mistakes, with the reason, and `own` what it
    reports against its answers. `unsent` says why nothing was sent. `noticed` says
    whether Prism saw that a broken call was broken; None where none could be made.
    `unread` is why its answer was not decoded, `accepted` that the document's schema
    accepts the answer all the same.
    """

    name: str
    statuses: list[int] = field(default_factory=list[int])
    violations: list[Violation] = field(default_factory=list[Violation])
    excused: list[tuple[Violation, str]] = field(
        default_factory=list[tuple[Violation, str]]
    )
    own: list[Violation] = field(default_factory=list[Violation])
    unsent: list[str] = field(default_factory=list[str])
    noticed: bool | None = None
    decoded: bool = False
    unread: str = ""
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """An operation of the client, and what the document says of it."""

    operation: Operation
    described: Described
    schemas: dict[str, Schema]


def talk(package: ModuleType, tree: Any, url: str) -> list[Talk]:
    """Call every operation of the package on a server."""
    known, judge = described(tree), Judge(tree)
    result: list[Talk] = []
    with client_of(package, url) as client:
        for operation in operations(package):
            found = known[operation.method, operation.template]
            subject = Subject(operation, found, schemas(operation, found))
            result.append(_about(client, subject, judge))
    return result


def client_of(package: ModuleType, url: str) -> Any:
    """A client with every credential."""
    taken = set(inspect.signature(package.Client).parameters)
    secrets = taken - {"base_url", "timeout", "transport"}
    client = package.Client(base_url=url, **dict.fromkeys(secrets, "secret"))
    client.max_retries = 0
    return client


def _about(client: Any, subject: Subject, judge: Judge) -> Talk:
    result = Talk(subject.operation.name)
    for run, maker in RUNS.items():
        try:
            call = _call(subject, maker)
            response = client.send_raw(call)
        except Exception as error:  # whatever it is, it goes into the report
            result.unsent.append(f"{run}: {type(error).__name__}: {error}")
            continue
        result.statuses.append(response.status)
        _hear(result, subject, client._settings.draft(call).request(), response)
        if run == "required":
            _read(result, client, call, judge, subject)
            wrong = broken(
                subject.operation, call, subject.schemas, subject.described.tree
            )
            if wrong is not None:
                answer = client.send_raw(wrong)
                result.noticed = _against_us(answer) != []
    return result


def _call(subject: Subject, maker: Maker) -> Any:
    maker = replace(maker, tree=subject.described.tree)
    given = arguments(subject.operation, maker, subject.schemas)
    # An operation's own server stands in the document; here all is on loopback.
    return replace(subject.operation.build(**given), base_url=None)


def _against_us(response: Any) -> list[Violation]:
    said = violations(response.headers, response.content)
    return [each for each in said if each.location.startswith("request")]


def _hear(result: Talk, subject: Subject, request: Any, response: Any) -> None:
    """Sort what Prism says into what is ours, what is excused, and what is its own."""
    for each in violations(response.headers, response.content):
        reason = excuse(each, subject.described, sent(request))
        if not each.location.startswith("request"):
            result.own.append(each)
        elif reason:
            result.excused.append((each, reason))
        else:
            result.violations.append(each)


def _read(result: Talk, client: Any, call: Any, judge: Judge, subject: Subject) -> None:
    """Decode the answer, where it is a success that Prism has nothing against."""
    response = client.send_raw(call)
    said = violations(response.headers, response.content)
    if said or not 200 <= response.status < 300:
        return
    try:
        client.send(call)
        result.decoded = True
    except Exception as error:
        result.unread = f"{type(error).__name__}: {error}"
        result.accepted = is_accepted(judge, subject.described, response)
