"""A server on the loopback that records requests and misbehaves on demand."""

from __future__ import annotations

import gzip
import json
import socket
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

PET = {"name": "Rex", "petAge": 3}


@dataclass(frozen=True)
class Seen:
    """A request as it arrived, and the port of the connection that it came on."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    port: int


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[Seen] = []
        self.connections: list[socket.socket] = []
        self.hung_up = 0  # connections on which a client gave up

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        self.connections.append(connection)
        return connection, address

    def handle_error(self, request: Any, client_address: Any) -> None:
        self.hung_up += 1

    def drop_idle(self) -> None:
        for connection in self.connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self.connections.clear()
        time.sleep(0.05)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def handle_any(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        if self.path == "/unread":
            self.raw(b"HTTP/1.1 413 Too Large\r\nConnection: close\r\n\r\n")
            return
        chunked = self.headers.get("Transfer-Encoding") == "chunked"
        body = self.read_chunks() if chunked else self.rfile.read(length)
        if not chunked and len(body) < length:
            raise ConnectionError("the client broke off")
        headers = {name.lower(): value for name, value in self.headers.items()}
        port = self.client_address[1]
        self.server.seen.append(Seen(self.command, self.path, headers, body, port))
        first, _, rest = self.path.partition("?")[0].strip("/").partition("/")
        route = getattr(self, f"route_{first}", None)
        if route is None:
            self.reply(200, json.dumps(PET).encode())
        else:
            route(rest)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do_PATCH = handle_any

    def read_chunks(self) -> bytes:
        pieces: list[bytes] = []
        while size := int(self.rfile.readline(), 16):
            pieces.append(self.rfile.read(size))
            assert self.rfile.readline() == b"\r\n"
        assert self.rfile.readline() == b"\r\n"
        return b"".join(pieces)

    def reply(
        self, status: int, body: bytes, kind: str = "application/json", **more: str
    ) -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        for name, value in more.items():
            self.send_header(name.replace("_", "-"), value)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD" and status != 204:
            self.wfile.write(body)

    def raw(self, *pieces: bytes, pause: float = 0.0) -> None:
        """Send these bytes as they are, and close."""
        self.close_connection = True
        for piece in pieces:
            self.wfile.write(piece)
            time.sleep(pause)

    # What the first segment of the path asks for --------------------------------------

    def route_status(self, rest: str) -> None:
        self.reply(int(rest), b'{"code": 7}', X_Request_Id="req-1")

    def route_declared(self, rest: str) -> None:
        """/declared/STATUS/KIND: an answer with this content type."""
        status, _, kind = rest.partition("/")
        bodies = {"json": b'{"name": "Rex"}', "text": "grün".encode(), "empty": b""}
        kinds = {"json": "application/json", "text": "text/plain", "empty": ""}
        self.reply(int(status), bodies[kind], kinds[kind])

    def route_kind(self, rest: str) -> None:
        kind = self.headers.get("X-Kind", "")
        self.reply(200, json.dumps(PET).encode(), kind)

    def route_html(self, rest: str) -> None:
        self.reply(int(rest), b"<h1>\x1b[31mBad\xff</h1>", "text/html")

    def route_redirect(self, rest: str) -> None:
        self.reply(302, b"", "", Location="/pets", Set_Cookie="a=1")

    def route_cookie(self, rest: str) -> None:
        self.reply(200, json.dumps(PET).encode(), Set_Cookie="session=1; Path=/")

    def route_gzip(self, rest: str) -> None:
        """/gzip/BYTES, or /gzip/cut, /gzip/twice, /gzip/corrupt."""
        size = int(rest) if rest.isdigit() else 1000
        body = gzip.compress(json.dumps("x" * size).encode())
        coding = "gzip, gzip" if rest == "twice" else "gzip"
        body = {"cut": body[:-9], "corrupt": b"\0" * 90}.get(rest, body)
        self.reply(200, body, Content_Encoding=coding)

    def route_huge(self, rest: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/octet-stream")
        self.end_headers()
        self.close_connection = True
        while True:
            self.wfile.write(b"\0" * 65536)

    def route_bytes(self, rest: str) -> None:
        self.reply(200, b"\0" * int(rest))

    def route_cut(self, rest: str) -> None:
        heads = {
            "length": b"Content-Length: 90\r\n\r\n" + b'{"name"',
            "chunked": b'Transfer-Encoding: chunked\r\n\r\n5\r\n{"nam',
            "head": b"Content-",
        }
        kind = b"Content-Type: application/json\r\n"
        self.raw(b"HTTP/1.1 200 OK\r\n" + kind + heads[rest])

    def route_chunked(self, rest: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for piece in (b'{"name":', b' "Rex"}', b""):
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))

    def route_close(self, rest: str) -> None:
        self.raw(
            b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n",
            b'{"name": "Rex"}',
        )

    def route_loris(self, rest: str) -> None:
        """One byte at a time, in the head or in the body."""
        head = (
            b"HTTP/1.1 200 OK\r\nX: " if rest == "head" else b"HTTP/1.1 200 OK\r\n\r\n"
        )
        self.raw(head, *[b" "] * 200, pause=0.05)

    def route_silence(self, rest: str) -> None:
        time.sleep(1.0)
        self.raw()

    def route_banner(self, rest: str) -> None:
        self.raw(b"SSH-2.0-OpenSSH_9.9\r\n" * 3)

    def route_reset(self, rest: str) -> None:
        self.raw()

    def route_early(self, rest: str) -> None:
        self.wfile.write(b"HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n")
        self.reply(200, json.dumps(PET).encode())

    def route_flaky(self, rest: str) -> None:
        """/flaky/HOW/TIMES: HOW is a status, reset, silence, or cut; then a success.

        The headers X-Retry-After and X-Date say what the failures have there.
        """
        how, _, times = rest.partition("/")
        if sum(seen.target == self.path for seen in self.server.seen) > int(times):
            self.reply(200, json.dumps(PET).encode())
        elif how.isdigit():
            asked = {"Retry_After": self.headers.get("X-Retry-After")}
            asked |= {"Date": self.headers.get("X-Date")}
            given = {name: text for name, text in asked.items() if text is not None}
            self.reply(int(how), b'{"code": 7}', **given)
        else:
            getattr(self, f"route_{how}")("length")

    def send_response(self, code: int, message: str | None = None) -> None:
        self.log_request(code)
        self.send_response_only(code, message)
        if self.headers.get("X-Date") is None:
            self.send_header("Date", self.date_time_string())

    def route_surplus(self, rest: str) -> None:
        """204 with a body, which must not be taken for the next answer."""
        self.wfile.write(
            b"HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 500 Smuggled\r\n\r\n"
        )

    def route_slow(self, rest: str) -> None:
        time.sleep(0.2)
        self.reply(200, json.dumps(PET).encode())

    def route_stream(self, rest: str) -> None:
        """/stream/KIND: pieces as in the header X-Pieces, ISO 8859-1 as JSON; a null
        waits, a false breaks off.
        """
        kind = {"sse": "text/event-stream", "lines": "application/jsonl"}
        kind |= {"seq": "application/json-seq"}
        self.send_response(200)
        self.send_header("Content-Type", kind.get(rest, "text/plain"))
        self.send_header("Transfer-Encoding", "chunked")
        packed = self.headers.get("X-Gzip") is not None
        packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16) if packed else None
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        for piece in json.loads(self.headers["X-Pieces"]):
            if piece is False:
                self.close_connection = True
                return
            if piece is None:
                time.sleep(0.3)
                continue
            data = piece.encode("latin-1")
            if packer is not None:
                data = packer.compress(data) + packer.flush(zlib.Z_SYNC_FLUSH)
            self.chunk(data)
        if packer is not None:
            self.chunk(packer.flush())
        self.wfile.write(b"0\r\n\r\n")

    def chunk(self, data: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))

    def route_endless(self, rest: str) -> None:
        """Server-sent events, or what never becomes one, without end."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        if rest == "coded":
            self.send_header("Content-Encoding", "br")
        self.end_headers()
        self.close_connection = True
        piece = {"line": b"x" * 65536, "event": b"data: " + b"x" * 65529 + b"\n"}
        while True:
            self.wfile.write(piece.get(rest, b'data: {"name": "Rex"}\n\n'))

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def serving() -> Iterator[Server]:
    with Server() as server:
        thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
