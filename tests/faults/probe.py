"""A client of one kind that meets one fault, and what is asked of every error."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Self

from runtime_doors import CREDENTIALS, SECRET, Door
from vendored._runtime import (
    ApiError,
    ApiKey,
    Call,
    DecodeError,
    Json,
    Model,
    OpenEnum,
    RequestError,
    StatusError,
    wire,
)

from .secrets_kept import Log, leaks
from .server import MARK, REQUEST_ID, Answer, FaultServer

EVERYWHERE = {
    **CREDENTIALS,
    "Query": ApiKey("query", "key", SECRET),
    "Header": ApiKey("header", "X-Api-Key", SECRET),
    "Cookie": ApiKey("cookie", "sid", SECRET),
}
"""Credentials in every place that one can stand in."""


class Colour(OpenEnum):
    RED = "red"


@dataclass(slots=True, kw_only=True)
class Owner(Model):
    name: str


@dataclass(slots=True, kw_only=True, repr=False)
class Widget(Model):
    id: str
    size: int | None = None
    price: float | None = None
    colour: Colour | None = None
    made_on: date | None = field(default=None, metadata=wire("madeOn"))
    owner: Owner | None = None

    def __repr__(self) -> str:
        named = [(one.name, getattr(self, one.name)) for one in fields(self)]
        given = [f"{name}={value!r}" for name, value in named if value is not None]
        return f"Widget({', '.join(given)})"


def widget(method: str = "GET", returns: Any = Json[Widget], **more: Any) -> Call[Any]:
    """A call that carries the secret wherever a credential can stand."""
    headers = {"Proxy-Authorization": SECRET, **more.pop("headers", {})}
    names = ("BearerAuth", "Query", "Header", "Cookie")
    return Call(
        method,
        more.pop("path", ("/widgets/", "w1")),
        returns=returns,
        headers=headers,
        security=(names,),
        operation="probe",
        **more,
    )


class Probe:
    """A server, a door to it, and what has been seen. All of it ends with the `with`.

    Attributes:
        seconds: How long the last call took.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.seconds = 0.0
        self.server: FaultServer
        self._ends = ExitStack()
        self._log = self._ends.enter_context(Log())
        self._doors: list[Door] = []
        self._story: list[str] = []

    def serve(self, *answers: Answer) -> FaultServer:
        """Start a server; the doors that are opened from now on lead to it."""
        self.server = self._ends.enter_context(FaultServer(*answers))
        return self.server

    def open(self, **options: Any) -> Door:
        """A client with two retries, whose pauses are noted and not slept."""
        given = {"timeout": 2.0, "retries": 2, "credentials": EVERYWHERE, **options}
        fraction = given.pop("random", 1.0)
        door = Door(self.kind, given.pop("url", None) or self.server.url, **given)
        self._ends.callback(door.close)
        client: Any = door.client
        client._random = lambda: fraction
        self._doors.append(door)
        return door

    @property
    def waits(self) -> list[float]:
        """The pauses between attempts, in seconds."""
        return [wait for door in self._doors for wait in door.waits]

    def gives(self, call: Call[Any] | None = None, **options: Any) -> Any:
        """The value of a call, which must not fail."""
        value = self._timed(lambda: self._door(options).send(call or widget()))
        self.note(f"gives {value!r}"[:120])
        return value

    def fails(
        self,
        kind: type[ApiError],
        call: Call[Any] | None = None,
        *,
        status: int | None = None,
        requests: int = 1,
        **options: Any,
    ) -> Any:
        """The error of a call, which must be of this kind and hold what is promised.

        `status` is that of the answer whose head has come; `requests` have been sent.
        """
        door = self._door(options)
        error = self.raises(kind, lambda: door.send(call or widget()))
        check_error(error, status)
        assert len(self.server.seen) == requests, f"{len(self.server.seen)} requests"
        assert error.attempts == requests, f"{error.attempts} attempts"
        return error

    def raises(self, kind: type[ApiError], use: Callable[[], Any]) -> Any:
        """The error that something ends with, which must be of this kind."""
        try:
            value = self._timed(use)
        except Exception as caught:
            error = caught
        else:
            raise AssertionError(f"no error, but {value!r}")
        self.note(_told(error))
        assert isinstance(error, kind), f"another error: {error!r}"
        return error

    def note(self, text: str) -> None:
        self._story.append(text)

    def story(self) -> str:
        """What has been seen, for the table."""
        told = list(dict.fromkeys(self._story))
        if len(self.server.seen) != 1:
            told.append(f"{len(self.server.seen) or 'no'} requests")
        if self.waits:
            told.append(f"waits {', '.join(f'{wait:.3g}' for wait in self.waits)} s")
        return "; ".join(told)

    def _door(self, options: dict[str, Any]) -> Door:
        return self.open(**options) if options or not self._doors else self._doors[-1]

    def _timed(self, send: Callable[[], Any]) -> Any:
        start = time.monotonic()
        try:
            return send()
        finally:
            self.seconds = time.monotonic() - start

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.close()
        logged = [line for line in self._log.lines if SECRET in line]
        assert not logged, f"a secret in the log: {logged[0]}"


def check_error(error: ApiError, status: int | None) -> None:
    """What is asked of every error, whatever the fault."""
    assert error.operation == "probe"
    assert error.status == status, f"the status {error.status}"
    assert error.request_id == (None if status is None else REQUEST_ID)
    text = str(error)
    assert len(text) <= 450 and text.isprintable(), text
    assert MARK not in text, "a header in the text of the error"
    assert "?" not in text or "://" not in text, "a URL in the text of the error"
    assert not leaks(error, SECRET)
    if isinstance(error, DecodeError):
        assert error.response.status == status


def _told(error: Exception) -> str:
    name = type(error).__name__
    if isinstance(error, StatusError):
        return f"{name}({error.status})"
    if isinstance(error, DecodeError):
        text = f"{error.path}: expected {error.expected}, got {error.got}"
        return f"{name} `{text[:100]}`"
    return f"{name} `{str(error)[:70]}`" if isinstance(error, RequestError) else name
