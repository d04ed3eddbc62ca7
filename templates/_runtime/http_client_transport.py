"""The default transports, on the standard library's http.client alone.

Connections are kept alive and reused. Redirects are not followed; cookies, netrc files
and proxy settings are not looked at.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException, HTTPResponse
from socket import socket
from threading import Lock
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from .connection import PIECE, Connection, Origin, Pool, connect
from .errors import ApiConnectionError, ApiError, ApiTimeoutError, excerpt
from .retry import may_repeat
from .transport import Headers, Request
from .workers import Workers

if TYPE_CHECKING:
    from .body import Body

_PORTS = {"http": 80, "https": 443}


class Watch:
    """Lets one thread end the exchange of another."""

    def __init__(self, body: bytes | Body | None = None) -> None:
        self._body = body
        self._lock = Lock()
        self._connection: Connection | None = None
        self._over = False

    def follow(self, connection: Connection) -> None:
        """The exchange goes on with this connection. Raises ApiConnectionError."""
        with self._lock:
            if self._over:
                raise ApiConnectionError("the call was abandoned")
            self._connection = connection

    def release(self) -> Connection | None:
        """The connection, to be kept or closed, if it is in the caller's hands."""
        with self._lock:
            connection, self._connection = self._connection, None
            return connection

    @property
    def over(self) -> bool:
        """Whether the exchange has been given up."""
        return self._over

    def end(self) -> None:
        """Give the exchange up and wake its thread. Only `dispose` may close then:
        the number of a closed socket could be another's when the thread reads on.
        """
        with self._lock:
            self._over = True
            if self._connection is not None:
                self._connection.abort()
        if self._body and not isinstance(self._body, bytes):
            self._body.abandon()

    def dispose(self) -> None:
        """Close what is left, once the other thread is done with it."""
        connection = self.release()
        if connection is not None:
            connection.close()


class HttpClientTransport:
    """`Transport` on http.client. `ssl_context` replaces the system's certificates."""

    def __init__(self, *, ssl_context: ssl.SSLContext | None = None) -> None:
        self._context = ssl_context
        self._lock = Lock()
        self._pool = Pool()

    def send(self, request: Request) -> HttpClientStream:
        """See `Transport`."""
        return self.exchange(request, Watch())

    def close(self) -> None:
        """Close the idle connections, and those in use as soon as they are free."""
        self._pool.close()

    def exchange(self, request: Request, watch: Watch) -> HttpClientStream:
        """`send`, which another thread may end.

        A kept connection may turn out to be closed by the server. Then the request is
        sent once more, if nothing has come back and it may arrive twice.
        """
        origin, message = _message(request)
        kept = self._pool.take(origin)
        if kept is not None:
            try:
                return self._ask(kept, request, message, watch)
            except ApiConnectionError:
                if kept.received or not may_repeat(request):
                    raise
        with _translation():
            connection = connect(origin, request, self._tls(origin))
        return self._ask(connection, request, message, watch)

    def _ask(
        self, connection: Connection, request: Request, message: bytes, watch: Watch
    ) -> HttpClientStream:
        try:
            with _translation():
                watch.follow(connection)
                # A server that stops listening may have answered before: 413, say.
                with suppress(ConnectionError):
                    connection.send(request, message)
                    for piece in _rest_of_body(request):
                        connection.send_more(request, piece)
                response = _head(connection, request.method)
            return HttpClientStream(response, self._pool, watch)
        except BaseException:
            watch.release()
            connection.close()
            raise

    def _tls(self, origin: Origin) -> ssl.SSLContext | None:
        if origin.scheme == "http":
            return None
        with self._lock:
            if self._context is None:
                self._context = ssl.create_default_context()
                self._context.set_alpn_protocols(["http/1.1"])
            return self._context

    def __del__(self) -> None:
        self.close()


class HttpClientStream:
    """`ResponseStream` on http.client."""

    def __init__(self, response: HTTPResponse, pool: Pool, watch: Watch) -> None:
        self.status = response.status
        self.reason = response.reason
        self.headers = Headers(response.headers.items())
        self.finished = False  # the body has been read to its end
        self._response = response
        self._pool = pool
        self._watch = watch

    def chunks(self) -> Iterator[bytes]:
        """See `ResponseStream`. Raises ApiConnectionError where the body is cut."""
        left = self._response.length  # None: in chunks, or until the end
        while left != 0:
            size = PIECE if left is None else min(left, PIECE)
            with _translation():
                piece = self._response.read1(size)
            if not piece:
                break
            if left is not None:
                left -= len(piece)
            if left == 0:
                self._finish()
            yield piece
        if left:
            raise ApiConnectionError(f"the body ended {left} bytes early")
        self._finish()

    def close(self) -> None:
        """Close the connection, unless the body has been read to its end."""
        self._watch.dispose()

    def _finish(self) -> None:
        """Keep the connection for the next exchange, if the server does."""
        self.finished = True
        connection = self._watch.release()
        if connection is None:
            return
        if self._response.will_close:
            connection.close()
        else:
            self._pool.put(connection)


class AsyncHttpClientTransport:
    """`AsyncTransport` on http.client: the blocking one, on at most 64 threads."""

    def __init__(self, *, ssl_context: ssl.SSLContext | None = None) -> None:
        self._blocking = HttpClientTransport(ssl_context=ssl_context)
        self._workers = Workers(64)

    async def send(self, request: Request) -> AsyncHttpClientStream:
        """See `AsyncTransport`."""
        watch = Watch(request.body)
        stream = await self._workers.run(
            lambda: self._blocking.exchange(request, watch), watch.end, watch.dispose
        )
        return AsyncHttpClientStream(stream, self._workers, watch)

    async def aclose(self) -> None:
        """Close the idle connections, and those in use as soon as they are free."""
        self._blocking.close()


class AsyncHttpClientStream:
    """`AsyncResponseStream` on http.client."""

    def __init__(
        self, stream: HttpClientStream, workers: Workers, watch: Watch
    ) -> None:
        self.status = stream.status
        self.reason = stream.reason
        self.headers = stream.headers
        self._stream = stream
        self._workers = workers
        self._watch = watch

    async def chunks(self) -> AsyncIterator[bytes]:
        """See `AsyncResponseStream`. Raises ApiConnectionError where the body is cut."""
        pieces, watch = self._stream.chunks(), self._watch
        while not self._stream.finished:
            piece = await self._workers.run(
                lambda: next(pieces, b""), watch.end, watch.dispose
            )
            if piece:
                yield piece

    async def aclose(self) -> None:
        """Close the connection, unless the body has been read to its end."""
        if not self._watch.over:
            self._stream.close()


def _message(request: Request) -> tuple[Origin, bytes]:
    """Where a request goes, and its first bytes (RFC 9112, section 2.1)."""
    parts = urlsplit(request.url)
    usual = _PORTS[parts.scheme]
    origin = Origin(parts.scheme, parts.hostname or "", parts.port or usual)
    host = parts.netloc.removesuffix(f":{usual}")
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    lines = [f"{request.method} {target} HTTP/1.1", f"Host: {host}"]
    lines += [f"{name}: {value}" for name, value in request.headers]
    body = request.body
    if body is not None:
        length = len(body) if isinstance(body, bytes) else body.length
        chunked = "Transfer-Encoding: chunked"
        lines.append(chunked if length is None else f"Content-Length: {length}")
    head = "\r\n".join((*lines, "", "")).encode("latin-1")
    return origin, head + body if isinstance(body, bytes) else head


def _rest_of_body(request: Request) -> Iterator[bytes]:
    """What follows the first bytes, as it travels. Raises RequestError."""
    body = request.body
    if body is None or isinstance(body, bytes):
        return
    if body.length is not None:
        yield from body
        return
    for piece in body:  # RFC 9112, section 7.1
        yield b"%x\r\n%b\r\n" % (len(piece), piece)
    yield b"0\r\n\r\n"


def _head(connection: Connection, method: str) -> HTTPResponse:
    """The answer up to its body. Interim answers (1xx) are passed over."""
    while True:
        # A response needs a socket for nothing but `makefile`.
        response = HTTPResponse(cast("socket", _File(connection)), method=method)
        response.begin()
        if connection.ended:  # http.client takes that for the end of the head
            raise HTTPException("the head of the answer is cut")
        if response.status == 101:
            raise HTTPException("the server switched protocols unasked")
        if response.status >= 200:
            return response


class _File:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def makefile(self, mode: str) -> object:
        return self._connection.reader


@contextmanager
def _translation() -> Generator[None]:
    """Turns every failure of the network into an ApiError."""
    try:
        yield
    except ApiError:
        raise
    except TimeoutError as error:
        raise ApiTimeoutError("the server did not answer in time") from error
    except (OSError, HTTPException, ValueError) as error:
        reason = str(error) or type(error).__name__
        text = excerpt(reason.encode(errors="replace"), 200)
        raise ApiConnectionError(text) from error
