"""Transports on a client of httpx2 or httpx that the caller brings along.

    Client(transport=HttpxTransport(httpx2.Client()))

Neither library is imported here: `httpx_protocols.py` says what is needed of them.
Proxies, certificates, HTTP/2, hooks and `auth` are as that client has them; cookies,
redirects and timeouts are as everywhere in this package. A client that is made without
`trust_env=False` takes proxies from the environment, and what is sent to an http:// URL
through a proxy is seen there, credentials included.
"""

from __future__ import annotations

from collections.abc import (
    AsyncIterable,
    AsyncIterator,
    Callable,
    Iterable,
    Iterator,
)
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from .describe import type_of
from .errors import (
    ApiConnectionError,
    ApiError,
    ApiTimeoutError,
    RequestError,
    excerpt,
)
from .httpx_protocols import (
    AsyncHttpxClient,
    AsyncHttpxResponse,
    HttpxBuilder,
    HttpxClient,
    HttpxResponse,
)
from .transport import CONNECT_TIMEOUT, Headers, Request, ResponseHead
from .workers import Workers

if TYPE_CHECKING:
    from .body import Body

T = TypeVar("T")


class HttpxTransport:
    """`Transport` on a blocking client, which is closed along with it.

    The client works on a thread of its own, since it has no deadline for a whole
    exchange: when that is over, the thread is left to end by itself.
    """

    def __init__(self, client: HttpxClient) -> None:
        self._client = client
        self._workers = Workers(1024)  # the callers' own threads are the limit

    def send(self, request: Request) -> HttpxStream:
        """See `Transport`."""
        client = self._client

        def send() -> HttpxResponse:
            built = _build(client, request, request.body)
            return client.send(built, stream=True, follow_redirects=False)

        future = self._workers.submit(send)
        response = _result(future, request, partial(_close_late, future))
        return HttpxStream(response, request, self._workers)

    def close(self) -> None:
        self._client.close()


class HttpxStream:
    """`ResponseStream` on a response of a blocking client."""

    def __init__(
        self, response: HttpxResponse, request: Request, workers: Workers
    ) -> None:
        self.status = response.status_code
        self.reason = response.reason_phrase
        self.headers = Headers(response.headers.multi_items())
        self._response = response
        self._request = request
        self._workers = workers
        self._abandoned = False

    def chunks(self) -> Iterator[bytes]:
        """See `ResponseStream`."""
        if _has_surplus(self):
            return
        pieces = self._response.iter_raw()
        while True:
            future = self._workers.submit(lambda: next(pieces, None))
            piece = _result(future, self._request, partial(self._abandon, future))
            if piece is None:
                return
            yield piece

    def close(self) -> None:
        """Close the connection, unless the body has been read to its end."""
        if not self._abandoned:
            _close(self._response)

    def _abandon(self, future: Future[Any]) -> None:
        self._abandoned = True
        future.add_done_callback(lambda _: _close(self._response))


class AsyncHttpxTransport:
    """`AsyncTransport` on an asynchronous client, which is closed along with it."""

    def __init__(self, client: AsyncHttpxClient) -> None:
        self._client = client
        self._workers = Workers(64)  # they read files

    async def send(self, request: Request) -> AsyncHttpxStream:
        """See `AsyncTransport`."""
        client = self._client
        try:
            body = request.body
            if body is not None and not isinstance(body, bytes):
                built = _build(client, request, _read(body, self._workers))
            else:
                built = _build(client, request, body)
            response = await client.send(built, stream=True, follow_redirects=False)
            return AsyncHttpxStream(response)
        except Exception as error:
            failure = _translated(error)
        raise failure

    async def aclose(self) -> None:
        await self._client.aclose()


class AsyncHttpxStream:
    """`AsyncResponseStream` on a response of an asynchronous client."""

    def __init__(self, response: AsyncHttpxResponse) -> None:
        self.status = response.status_code
        self.reason = response.reason_phrase
        self.headers = Headers(response.headers.multi_items())
        self._response = response

    async def chunks(self) -> AsyncIterator[bytes]:
        """See `AsyncResponseStream`."""
        if _has_surplus(self):
            return
        failure: ApiError | None = None
        try:
            async for piece in self._response.aiter_raw():
                yield piece
        except Exception as error:
            failure = _translated(error)
        if failure is not None:
            raise failure

    async def aclose(self) -> None:
        """Close the connection, unless the body has been read to its end."""
        with suppress(Exception):  # closing must not hide what came before
            await self._response.aclose()


async def _read(body: Body, workers: Workers) -> AsyncIterator[bytes]:
    """The pieces, read on a thread: files make their readers wait."""
    pieces = iter(body)
    while piece := await workers.run(lambda: next(pieces, b""), body.abandon, _nothing):
        yield piece


def _nothing() -> None:
    pass


def _build(
    client: HttpxBuilder,
    request: Request,
    body: bytes | Iterable[bytes] | AsyncIterable[bytes] | None,
) -> Any:
    """The library's own request, without what its cookie jar has added."""
    wait, headers = request.timeout, [*request.headers]
    length = getattr(request.body, "length", None)
    if length is not None:  # else the library takes to chunks
        headers.append(("Content-Length", str(length)))
    try:
        built = client.build_request(
            request.method,
            request.url,
            content=body,
            headers=[(name.encode(), text.encode()) for name, text in headers],
            timeout=(min(wait, CONNECT_TIMEOUT), wait, wait, wait),
        )
    except Exception as error:  # a URL that is too long, say
        raise RequestError(_reason(error)) from None
    if request.has_secret_url:
        built.url = _unprinted(built.url)
    own = [text for name, text in request.headers if name.lower() == "cookie"]
    built.headers.pop("cookie", None)
    if own:
        built.headers["cookie"] = own[0]
    return built


def _unprinted(url: Any) -> Any:
    """The library's URL, without its query in what the library logs."""
    base: type[Any] = type_of(url)
    kind: Any = type(
        "URL", (base,), {"__str__": _without_query, "__repr__": _without_query}
    )
    return kind(url)


def _without_query(url: Any) -> str:
    return f"{url.scheme}://{url.netloc.decode()}{url.path}"


def _result(future: Future[T], request: Request, abandon: Callable[[], None]) -> T:
    """What the thread found. Raises only errors of this package."""
    failure: ApiError
    try:
        return future.result(max(0.0, request.deadline - monotonic()))
    except Exception as error:
        failure = _translated(error)
    except BaseException:
        abandon()
        raise
    if not future.done():
        abandon()
    # Raised here, so that the library's exception, which holds the request with its
    # secrets, does not hang on it.
    raise failure


def _translated(error: Exception) -> ApiError:
    """Known by name: both libraries have the same exceptions."""
    if isinstance(error, ApiError):  # of the body
        return error
    names = [kind.__name__ for kind in type(error).__mro__]
    if "TimeoutException" in names or "TimeoutError" in names:
        return ApiTimeoutError("the server did not answer in time")
    return ApiConnectionError(_reason(error))


def _reason(error: Exception) -> str:
    """What an exception says, but for the header that it may complain about."""
    text = str(error).partition(" header line: ")[0] or type(error).__name__
    return excerpt(text.encode(errors="replace"), 200)


def _has_surplus(head: ResponseHead) -> bool:
    """Whether a body follows where none belongs. Unread, it takes its connection along:
    the libraries would read it as the next answer.
    """
    named = ("content-length", "transfer-encoding")
    return head.status == 204 and any(head.headers.get(n, "0") != "0" for n in named)


def _close_late(future: Future[HttpxResponse]) -> None:
    def close(done: Future[HttpxResponse]) -> None:
        if done.exception() is None:
            _close(done.result())

    future.add_done_callback(close)


def _close(response: HttpxResponse) -> None:
    with suppress(Exception):  # closing must not hide what came before
        response.close()
