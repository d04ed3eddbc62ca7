"""Hooks: what else happens around each attempt to send a request.

    class Signing(Hook):
        def before(self, request: Request) -> Request:
            mark = ("X-Signature", signature(request.method, request.url, request.body))
            return replace(request, headers=(*request.headers, mark))

    client.hooks = (LoggingHook(getLogger("shop")), Signing())

The first hook is the outermost: its `before` comes first, its `after` last. A hook that
signs stands last, for nothing changes a request after it. Each `before` that returns is
followed by one `after` or one `failed`, with the request that it returned (the same
object): what a hook begins it can end. Neither is told of what goes wrong later, when
the answer is decoded or while the items of a stream are read.

Hooks must not block, nor take long: they run where the call runs, also in asyncio's
loop. An ApiError that one raises leaves as it is, and is treated like one of the
transport's (an ApiTimeoutError may lead to another attempt). Any other exception leaves
as a RequestError from `before`, and as an ApiError from `after` and `failed`, since the
request may have arrived then; it is the error's `__cause__`.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from .describe import type_of
from .errors import ApiError, RequestError
from .header_text import TOKEN, checked
from .prepare import GUARDED
from .transport import Request, ResponseHead

if TYPE_CHECKING:
    from logging import Logger, LoggerAdapter

HeadT = TypeVar("HeadT", bound=ResponseHead)

_INFO, _WARNING = 20, 30  # as in logging, which is imported by those who use it


class Hook:
    """Base of the hooks. Its methods do nothing."""

    def before(self, request: Request) -> Request | None:
        """Called just before a request is sent, once for each attempt.

        A hook may return another request: its own method, query, headers and body, with
        `dataclasses.replace`; None leaves it as it is. Every attempt begins with the
        request as the client made it, and whether there are several was decided from
        that one. `request.attempt` counts from 1; `request.operation` is a name without
        the caller's values, and empty where the client asks for a token of its own.

        The URL's scheme and host must stay, since credentials may be in the request;
        Host and the headers that frame the message are the transport's to set.
        """

    def after(self, request: Request, head: ResponseHead, seconds: float) -> None:
        """Called with the answer, whatever its status, and how long it took.

        `head` is the whole `Response`; of a stream it is what comes before the items.
        """

    def failed(self, request: Request, error: BaseException, seconds: float) -> None:
        """Called where no answer came: with the ApiError, what an inner hook raised, or
        what interrupted the call (CancelledError, KeyboardInterrupt).
        """


class LoggingHook(Hook):
    """Logs a line for each attempt, at `level`; failures and statuses from 400 on are
    warnings. Method, operation, status or error, seconds and attempt are also fields of
    the record. URLs, headers and bodies are not looked at.
    """

    def __init__(self, logger: Logger | LoggerAdapter[Any], level: int = _INFO) -> None:
        self._logger = logger
        self._level = level

    def after(self, request: Request, head: ResponseHead, seconds: float) -> None:
        level = max(_WARNING, self._level) if head.status >= 400 else self._level
        self._log(level, request, seconds, "status", head.status)

    def failed(self, request: Request, error: BaseException, seconds: float) -> None:
        level = max(_WARNING, self._level)
        self._log(level, request, seconds, "error", type(error).__name__)

    def _log(
        self, level: int, request: Request, seconds: float, key: str, result: object
    ) -> None:
        method, operation, attempt = request.method, request.operation, request.attempt
        named = operation.startswith(f"{method} ")
        subject = operation if named else f"{method} {operation}".rstrip()
        fields = {"method": method, "operation": operation, "attempt": attempt}
        self._logger.log(
            level,
            "%s: %s in %.3f s (attempt %d)",
            *(subject, result, seconds, attempt),
            extra={**fields, "seconds": seconds, key: result},
        )


class Passage:
    """One attempt on its way through the hooks.

        with Passage(hooks, request) as passage:
            return passage.done(answer_to(passage.request))

    Attributes:
        request: What is to be sent.
    """

    def __init__(self, hooks: Sequence[Hook], request: Request) -> None:
        self.request = replace(request) if hooks else request
        self._hooks = hooks
        self._origin = _origin(request.url) if hooks else ""
        self._inside: list[tuple[Hook, Request]] = []  # still to be told of the end
        self._begun = monotonic()

    def done(self, head: HeadT) -> HeadT:
        """Tell the hooks of the answer, and give it back."""
        while self._inside:
            hook, request = self._inside.pop()
            with _translation(hook, ApiError):
                hook.after(request, head, monotonic() - self._begun)
        return head

    def __enter__(self) -> Self:
        try:
            for hook in self._hooks:
                with _translation(hook, RequestError):
                    found = hook.before(self.request)
                    given = self.request if found is None else found
                    self.request = _sendable(given, self._origin)
                self._inside.append((hook, self.request))
        except BaseException as error:
            self._fail(error)
            raise
        self._begun = monotonic()
        return self

    def __exit__(self, kind: object, error: BaseException | None, _: object) -> None:
        if error is not None:
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        """Tell the hooks that are left. What one of them raises counts from then on."""
        last = error
        while self._inside:
            hook, request = self._inside.pop()
            try:
                with _translation(hook, ApiError):
                    hook.failed(request, last, monotonic() - self._begun)
            except BaseException as other:
                last = other
        if last is not error:
            raise last


@contextmanager
def _translation(hook: Hook, kind: type[ApiError]) -> Generator[None]:
    """Turns what a hook raises into an ApiError of this kind."""
    try:
        yield
    except ApiError:
        raise
    except Exception as error:
        reason = f"{type(hook).__name__} raised {type(error).__name__}"
        raise kind(f"a hook failed: {reason}") from error


def _sendable(request: object, origin: str) -> Request:
    """What `before` returned, or changed in place. Raises where it cannot be sent."""
    if not isinstance(request, Request):
        raise RequestError(f"a hook returned {type(request).__name__}, no Request")
    if not request.method or not TOKEN.issuperset(request.method):
        raise RequestError(f"{request.method!r} is not the name of a method")
    url = request.url
    body = cast("object", request.body)
    if _origin(url) != origin:
        raise RequestError("a hook must not change the scheme and host of a URL")
    if not url.isascii() or not url.isprintable() or " " in url or "#" in url:
        raise RequestError("a hook returned a URL with characters that none must have")
    request.headers = tuple(_header(*pair) for pair in request.headers)
    if body is not None and not isinstance(body, bytes):
        from .body import Body

        if not isinstance(body, Body):
            raise RequestError(f"a body is bytes, not {type_of(body).__name__}")
    return request


def _header(name: str, value: str) -> tuple[str, str]:
    if name.lower() in GUARDED:
        raise RequestError(f"the header {name} is not a hook's to set")
    return name, checked(name, value)


def _origin(url: str) -> str:
    """The scheme and the host of a URL, as they are written."""
    return "/".join(re.split("[/?#]", url, maxsplit=3)[:3])
