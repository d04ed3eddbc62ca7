"""A server of bare sockets on the loopback: what it answers is up to each fault."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import BinaryIO, Self

from runtime_server import Seen

MARK = "h34d3r-of-the-server"
"""Stands in a header of every answer, and must not stand in any message."""
REQUEST_ID = "req-7"


class Exchange:
    """What a fault has to work with: a connection, and the request that came on it."""

    def __init__(self, connection: socket.socket, request: Seen) -> None:
        self.request = request
        self.over = False
        self._connection = connection

    def send(self, *pieces: bytes, pause: float = 0.0) -> None:
        for piece in pieces:
            self._connection.sendall(piece)
            time.sleep(pause)

    def reset(self) -> None:
        """Break off as a crash does, with RST instead of FIN."""
        self.over = True
        at_once = struct.pack("ii", 1, 0)
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
        socket.close(self._connection.detach())

    def wait(self) -> None:
        """Say nothing until the client gives up."""
        self.over = True
        self._connection.recv(1)


Answer = Callable[[Exchange], None]


def head(status: int = 200, kind: str = "application/json", **headers: str) -> bytes:
    """The head of an answer, down to the empty line."""
    lines = [f"HTTP/1.1 {status} Said", f"Set-Cookie: session={MARK}; Path=/"]
    lines += [f"X-Request-Id: {REQUEST_ID}", f"Content-Type: {kind}"]
    lines += [f"{name.replace('_', '-')}: {text}" for name, text in headers.items()]
    return "\r\n".join((*lines, "", "")).encode("latin-1")


def reply(
    body: bytes = b"",
    status: int = 200,
    kind: str = "application/json",
    **headers: str,
) -> Answer:
    """A whole answer; the connection is kept."""
    framed = {"Content_Length": str(len(body)), **headers}
    message = head(status, kind, **framed) + body
    return lambda exchange: exchange.send(message)


def raw(*pieces: bytes, pause: float = 0.0) -> Answer:
    """These bytes, and then the end of the connection."""

    def commit(exchange: Exchange) -> None:
        exchange.over = True
        exchange.send(*pieces, pause=pause)

    return commit


def reset_after(*pieces: bytes) -> Answer:
    """These bytes, and then RST."""

    def commit(exchange: Exchange) -> None:
        exchange.send(*pieces)
        time.sleep(0.02)  # what is still under way is lost with the connection
        exchange.reset()

    return commit


def silence(exchange: Exchange) -> None:
    """No answer."""
    exchange.wait()


class FaultServer:
    """The first request gets the first answer, and so on; the last one serves all more.

    Attributes:
        seen: The requests that came.
    """

    def __init__(self, *answers: Answer) -> None:
        self.seen: list[Seen] = []
        self.connections = 0
        self._answers = answers
        self._closed = False
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._listener.getsockname()[1]
        Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        self._closed = True
        with suppress(OSError):  # wakes the thread that accepts
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                if self._closed:
                    connection.close()
                    return
                self.connections += 1
                Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        port: int = connection.getpeername()[1]
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with suppress(OSError), connection, connection.makefile("rb") as received:
            while (request := _read(received, port)) is not None:
                self.seen.append(request)
                place = min(len(self.seen), len(self._answers)) - 1
                exchange = Exchange(connection, request)
                self._answers[place](exchange)
                if exchange.over:
                    return

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _read(received: BinaryIO, port: int) -> Seen | None:
    """The next request; None at the end of the connection."""
    method, _, rest = received.readline().decode().partition(" ")
    if not rest:
        return None
    headers: dict[str, str] = {}
    while (line := received.readline()).strip():
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.lower()] = value.strip()
    body = received.read(int(headers.get("content-length", 0)))
    return Seen(method, rest.rpartition(" ")[0], headers, body, port)
