"""A connection that carries one exchange after another, and a pool of idle ones."""

from __future__ import annotations

import os
import socket
import ssl
from contextlib import suppress
from io import BufferedReader, RawIOBase
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from .transport import CONNECT_TIMEOUT, Request

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

PIECE = 65536
IDLE_SECONDS = 60.0
"""How long a connection waits for its next exchange."""
MOST_IDLE = 64
"""Idle connections that are kept for one origin."""


class Origin(NamedTuple):
    """What a connection leads to."""

    scheme: str
    host: str
    port: int


class Wire(RawIOBase):
    """The receiving side of a socket: every read waits as long as the request may.

    Without a request it does not wait at all.
    """

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock
        self.request: Request | None = None
        self.received = False  # any byte in this exchange
        self.ended = False  # by the server

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int | None:
        waiting = self.request is not None
        self._socket.settimeout(self.request.patience() if self.request else 0)
        try:
            count = self._socket.recv_into(buffer)
        except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
            if waiting:
                raise
            return None
        self.received = self.received or count > 0
        self.ended = count == 0
        return count


class Reader(BufferedReader):
    """Outlives the responses read from it, each of which flushes and closes it."""

    def close(self) -> None:
        pass

    def flush(self) -> None:
        pass


class Connection:
    """A connected socket and the buffer of what has been received."""

    def __init__(self, origin: Origin, sock: socket.socket) -> None:
        self.origin = origin
        self.idle_since = 0.0
        self._socket = sock
        self._wire = Wire(sock)
        self.reader = Reader(self._wire, PIECE)

    @property
    def received(self) -> bool:
        """Whether any byte of an answer has come in this exchange."""
        return self._wire.received

    @property
    def ended(self) -> bool:
        """Whether the server has closed its side, as far as has been read."""
        return self._wire.ended

    def send(self, request: Request, message: bytes) -> None:
        """Begin an exchange. Raises OSError, ApiTimeoutError."""
        self._wire.request, self._wire.received = request, False
        self.send_more(request, message)

    def send_more(self, request: Request, message: bytes) -> None:
        """Go on sending in this exchange. Raises OSError, ApiTimeoutError."""
        rest = memoryview(message)
        while rest:
            self._socket.settimeout(request.patience())
            rest = rest[self._socket.send(rest[: 4 * PIECE]) :]

    def is_fresh(self) -> bool:
        """Whether the server has kept an idle connection open and sent nothing on it."""
        if monotonic() - self.idle_since > IDLE_SECONDS:
            return False
        self._wire.request = None
        try:
            return not self.reader.peek(1) and not self.ended
        except OSError:
            return False

    def abort(self) -> None:
        """Wake up, with an error, the thread that waits on this connection."""
        with suppress(OSError):
            # Not SSLSocket's own method, which would turn encryption off.
            socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def close(self) -> None:
        self._socket.close()


def connect(
    origin: Origin, request: Request, context: ssl.SSLContext | None
) -> Connection:
    """A new connection, with TLS where there is a context.

    Raises OSError, UnicodeError (a host that is no name), ApiTimeoutError.
    """
    sock = _dial(origin, request)
    try:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if context is not None:
            sock.settimeout(min(request.patience(), CONNECT_TIMEOUT))
            sock = context.wrap_socket(sock, server_hostname=origin.host)
    except BaseException:
        sock.close()
        raise
    return Connection(origin, sock)


def _dial(origin: Origin, request: Request) -> socket.socket:
    """A socket connected to the first address that answers."""
    failure = OSError("the host has no address")
    found = socket.getaddrinfo(origin.host, origin.port, type=socket.SOCK_STREAM)
    for family, kind, protocol, _, address in found:
        patience = min(request.patience(), CONNECT_TIMEOUT)
        sock = socket.socket(family, kind, protocol)
        try:
            sock.settimeout(patience)
            sock.connect(address)
            return sock
        except OSError as error:
            sock.close()
            failure = error
    raise failure


class Pool:
    """Idle connections by origin. Safe to share between threads."""

    def __init__(self) -> None:
        self._idle: dict[Origin, list[Connection]] = {}
        self._lock = Lock()
        self._process = os.getpid()
        self._closed = False

    def take(self, origin: Origin) -> Connection | None:
        """The connection used last that is still open, if there is one."""
        while True:
            with self._lock:
                self._forget_parent()
                idle = self._idle.get(origin)
                if not idle:
                    return None
                connection = idle.pop()
            if connection.is_fresh():
                return connection
            connection.close()

    def put(self, connection: Connection) -> None:
        """Keep a connection whose answer has been read to its end."""
        connection.idle_since = monotonic()
        with self._lock:
            self._forget_parent()
            idle = self._idle.setdefault(connection.origin, [])
            if not self._closed and len(idle) < MOST_IDLE:
                idle.append(connection)
                return
        connection.close()

    def close(self) -> None:
        """Close the idle ones; those in use are closed when they come back."""
        with self._lock:
            self._closed = True
            kept = [one for idle in self._idle.values() for one in idle]
            self._idle.clear()
        for connection in kept:
            connection.close()

    def _forget_parent(self) -> None:
        """After a fork the idle connections belong to the parent process."""
        if self._process != os.getpid():
            self._process = os.getpid()
            self._idle.clear()
