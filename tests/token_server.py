"""A server on the loopback that gives tokens, and answers only those who have one."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl


@dataclass(frozen=True)
class Asked:
    """A request as it arrived; header names are in lower case."""

    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode(), strict_parsing=True))


class TokenServer(ThreadingHTTPServer):
    """`answers` come first, one by one; then every request gets a token of its own."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.reset()

    def reset(self) -> None:
        self.answers: list[tuple[int, Any]] = []
        self.valid: set[str] = set()
        self.fetches: list[Asked] = []
        self.calls: list[Asked] = []
        self.delay = 0.0
        self.rejects = False  # whatever token comes

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no failure."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def answer(self) -> tuple[int, Any]:
        """What the token endpoint says next."""
        number = len(self.fetches)
        usual = {"access_token": f"t{number}", "token_type": "bearer"}
        return self.answers.pop(0) if self.answers else (200, usual)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: TokenServer

    def handle_any(self) -> None:
        server = self.server
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.path, headers, self.read_body())
        if self.path.startswith("/token"):
            server.fetches.append(asked)
            time.sleep(server.delay)
            status, answer = server.answer()
            if isinstance(answer, dict) and "access_token" in answer:
                server.valid.add(f"Bearer {answer['access_token']}")
            self.reply(status, answer)
            return
        server.calls.append(asked)
        known = headers.get("authorization") in server.valid and not server.rejects
        self.reply(200 if known else 401, {"name": "Rex"})

    do_GET = do_POST = do_PUT = handle_any

    def read_body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        pieces: list[bytes] = []
        while size := int(self.rfile.readline(), 16):
            pieces.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(pieces)

    def reply(self, status: int, answer: Any) -> None:
        content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def giving_tokens() -> Iterator[TokenServer]:
    with TokenServer() as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()
