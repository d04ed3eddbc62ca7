"""The errors of the client: every one is an `ApiError`."""

from __future__ import annotations

from functools import cached_property
from time import time
from typing import TYPE_CHECKING, Any

from .describe import step

if TYPE_CHECKING:
    from .media import Choice
    from .transport import Headers, Response, ResponseHead


_REQUEST_IDS = ("x-request-id", "request-id", "x-amzn-requestid", "x-correlation-id")


class ApiError(Exception):
    """Base of every error that this client raises.

    Attributes:
        operation: The name of the operation that was called; empty outside of a call.
        attempts: How often the request was sent; 0 where it never was.
    """

    operation: str = ""
    attempts: int = 0
    _answer: tuple[int, str | None] | None = None

    @property
    def status(self) -> int | None:
        """The status code, where the head of an answer has come."""
        return self._answer and self._answer[0]

    @property
    def request_id(self) -> str | None:
        """What the server calls this request, for its operators."""
        return self._answer and self._answer[1]

    def answered(self, head: ResponseHead) -> None:
        """Remember what the head of the answer says."""
        names = (name for name in _REQUEST_IDS if name in head.headers)
        self._answer = head.status, next(map(head.headers.get, names), None)


class RequestError(ApiError, ValueError):
    """A request cannot be built from what the caller gave; nothing was sent.

    Only a file or an iterator that fails while it is sent has been sent in part.
    """


class DecodeError(ApiError):
    """What the server sent does not have the documented shape.

    Attributes:
        path: Where in the document, as a JSON path: `$.wandbConfig.tags[2]`.
        expected: What should stand there, such as `text` or `date-time text`.
        got: What stands there, short and escaped; at most 200 characters.
        response: The raw response, where the document came with one.
    """

    def __init__(
        self, expected: str, got: str, path: str = "$", response: Any = None
    ) -> None:
        super().__init__(expected, got)
        self.expected = expected
        self.got = got
        self.path = path
        self.response = response

    def under(self, key: object) -> None:
        """Move the error one level down: `path` now begins with this key or index."""
        self.path = f"${step(key)}{self.path[1:]}"

    def __str__(self) -> str:
        path = self.path
        if len(path) > 200:  # the keys of an object are the server's
            path = f"{path[:99]}…{path[-99:]}"
        problem = f"{path}: expected {self.expected}, got {self.got}"
        if self.response is None:
            return problem
        return f"{self.operation}: {self.response.status}: {problem}"


class EncodeError(RequestError):
    """A value cannot be written as JSON; nothing was sent.

    Attributes:
        path: Where in the value, as a JSON path: `$.wandbConfig.tags[2]`.
        problem: What is wrong there.
    """

    def __init__(self, problem: str, path: str = "$") -> None:
        super().__init__(problem)
        self.problem = problem
        self.path = path

    def under(self, key: object) -> None:
        """Move the error one level down: `path` now begins with this key or index."""
        self.path = f"${step(key)}{self.path[1:]}"

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}"


class ApiConnectionError(ApiError, ConnectionError):
    """The server could not be reached, or broke off, or does not speak HTTP."""


class ApiTimeoutError(ApiError, TimeoutError):
    """The server took longer than the client waits.

    Attributes:
        value: What came last, where `client.wait` has come to its end.
    """

    value: Any = None


class TokenError(ApiError):
    """The client got no access token: the call itself was not sent, or has been refused
    with an earlier token (401) and not been sent again.

    Attributes:
        error: The reason of the token endpoint as a code (RFC 6749, section 5.2); empty
            where it gave none. `status` is what it answered.
    """

    def __init__(self, message: str, error: str = "") -> None:
        super().__init__(message)
        self.error = error


class ResponseTooLarge(ApiError):
    """The body of a response is larger than the client reads."""


class StreamError(ApiError):
    """The server says, amid a stream, that it has failed: an event named `error`.

    Attributes:
        body: The data of the event as the type of the items, where they are of it, else
            the JSON tree or the text.
        text: The data of the event, as they came.
    """

    def __init__(self, text: str, body: Any) -> None:
        super().__init__(text, body)
        self.text = text
        self.body = body

    def __str__(self) -> str:
        said = excerpt(self.text.encode(errors="replace"), 200)
        return f"{self.operation}: the server reports an error: {said}"


class StatusError(ApiError):
    """The server answered with a status that is none of the operation's successes.

    Attributes:
        operation: The operation's name.
        response: The raw response.
    """

    def __init__(
        self, operation: str, response: Response, media: Choice[Any] | None = None
    ) -> None:
        super().__init__(operation, response)
        self.operation = operation
        self.response = response
        self._media = media
        self.answered(response)

    @property
    def status(self) -> int:
        """The status code."""
        return self.response.status

    @property
    def headers(self) -> Headers:
        """The headers of the response."""
        return self.response.headers

    @property
    def content(self) -> bytes:
        """The body of the response, as it came."""
        return self.response.content

    @property
    def retry_after(self) -> float | None:
        """Seconds after which the server wants to be asked again, where it says so."""
        from .retry import retry_after

        return retry_after(self.headers, time())

    @cached_property
    def body(self) -> Any:
        """The body as the document declares it for this status.

        Where it declares none, or something else came: the JSON tree, text or bytes.
        """
        from .media import read_leniently

        return read_leniently(self._media, self.response)

    def __str__(self) -> str:
        reason = excerpt(self.response.reason.encode(), 60)
        line = f"{self.operation}: {self.status} {reason}".rstrip()
        content = excerpt(self.content, 200)
        return f"{line}: {content}" if content else line

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        state = {"body": self.body, "attempts": self.attempts}
        return type(self), (self.operation, self.response), state


class RedirectError(StatusError):
    """3xx: the server points elsewhere. The client does not follow."""


class ClientError(StatusError):
    """4xx: the server refuses the request."""


class BadRequestError(ClientError):
    """400"""


class AuthenticationError(ClientError):
    """401: the credentials are missing or wrong."""


class PermissionDeniedError(ClientError):
    """403"""


class NotFoundError(ClientError):
    """404"""


class ConflictError(ClientError):
    """409"""


class UnprocessableEntityError(ClientError):
    """422"""


class RateLimitError(ClientError):
    """429"""


class ServerError(StatusError):
    """5xx: the server failed."""


BY_STATUS: dict[int, type[StatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}
BY_CLASS = {3: RedirectError, 4: ClientError, 5: ServerError}


def excerpt(content: bytes, length: int) -> str:
    """So many characters of a text from a server at most, safe to print in one line."""
    text = content[: 4 * length].decode(errors="replace")[:length]
    escaped = "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode()
        for one in text
    )
    return escaped[:length]
