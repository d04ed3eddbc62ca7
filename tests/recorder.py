"""A transport for cases: it keeps the requests and gives the answers it was given."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Sent:
    """A request as the client handed it over; header names are in lower case."""

    method: str
    url: str
    headers: dict[str, str]
    body: bytes

    @property
    def target(self) -> str:
        """Path and query."""
        split = urlsplit(self.url)
        return f"{split.path}?{split.query}" if split.query else split.path

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class _Answer:
    """A response stream with its whole body in one chunk."""

    def __init__(
        self, status: int, kind: str, body: bytes, headers: dict[str, str]
    ) -> None:
        runtime = importlib.import_module("client._runtime")
        pairs = [("Content-Type", kind)] if kind else []
        pairs += headers.items()
        self.status, self.reason, self.body = status, "", body
        self.headers: Any = runtime.Headers(pairs)

    def chunks(self) -> Iterator[bytes]:
        yield self.body

    def close(self) -> None:
        pass


class Recorder:
    """`Recorder({"id": 1})` answers 200 with this JSON; without it, 204."""

    def __init__(
        self,
        answer: Any = None,
        status: int = 0,
        kind: str = "",
        headers: dict[str, str] | None = None,
    ) -> None:
        self._headers = headers or {}
        self.requests: list[Sent] = []
        is_bytes = isinstance(answer, bytes)
        self._body = answer if is_bytes else json.dumps(answer).encode()
        self._kind = kind or ("" if answer is None else "application/json")
        self._body = b"" if answer is None else self._body
        self._status = status or (204 if answer is None else 200)

    @property
    def last(self) -> Sent:
        return self.requests[-1]

    def send(self, request: Any) -> Any:
        headers = {name.lower(): value for name, value in request.headers}
        is_whole = request.body is None or isinstance(request.body, bytes)
        body = b"".join([request.body or b""] if is_whole else request.body)
        self.requests.append(Sent(request.method, request.url, headers, body))
        return _Answer(self._status, self._kind, self._body, self._headers)

    def close(self) -> None:
        pass
