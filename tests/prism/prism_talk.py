"""Every operation of a client, called on a mock server; what came of it."""

from __future__ import annotations

import inspect
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import Any

from prism_arguments import arguments, described, schemas
from prism_package import Operation, operations
from prism_server import Violation, violations
from prism_values import Maker


@dataclass(frozen=True, slots=True)
class Talk:
    """One call: the operation, how it was made, and what was said.

    `status` is None where nothing was sent, and `failure` says why; else `failure` is
    what the client could not read of an answer that Prism found right.
    """

    operation: str
    run: str
    status: int | None
    violations: tuple[Violation, ...] = ()
    failure: str = ""

    @property
    def against_us(self) -> list[Violation]:
        """The violations of the request."""
        return [one for one in self.violations if one.location.startswith("request")]


@dataclass(slots=True)
class Talks:
    """All calls of a document."""

    name: str
    operations: int = 0
    talks: list[Talk] = field(default_factory=list[Talk])


RUNS = {
    "required": {"full": False},
    "all": {"full": True},
    "odd texts": {"full": True, "odd": True},
}


def talk(name: str, package: ModuleType, tree: Any, url: str) -> Talks:
    """Call every operation, with its required arguments and with all."""
    result = Talks(name)
    known = described(tree)
    with client_of(package, url) as client:
        for operation in operations(package):
            result.operations += 1
            [(path, item, node)] = known[operation.method, operation.template]
            found = schemas(operation, tree, path, item, node)
            for run, options in RUNS.items():
                maker = Maker(tree, **options)
                result.talks.append(_once(client, operation, run, maker, found))
    return result


def client_of(package: ModuleType, url: str) -> Any:
    """A client with every credential."""
    parameters = inspect.signature(package.Client).parameters
    secrets = set(parameters) - {"base_url", "timeout", "transport"}
    client = package.Client(base_url=url, **dict.fromkeys(secrets, "secret"))
    client.max_retries = 0
    return client


def _once(
    client: Any, operation: Operation, run: str, maker: Maker, found: dict[str, Any]
) -> Talk:
    try:
        call = operation.build(**arguments(operation, maker, found))
        # The operation's own server stands in the document; here all is on loopback.
        call = replace(call, base_url=None)
        response = client.send_raw(call)
    except Exception as error:
        return Talk(operation.name, run, None, (), f"{type(error).__name__}: {error}")
    said = tuple(violations(response.headers, response.content))
    failure = ""
    if 200 <= response.status < 300 and not said:
        failure = _reading(lambda: client.send(call))
    return Talk(operation.name, run, response.status, said, failure)


def _reading(send: Callable[[], object]) -> str:
    try:
        send()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""
