"""A server on the loopback that is all others' work: uvicorn takes the bytes, Starlette
says what they mean. `seen` holds the last request as they understood it.
"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import Any

import uvicorn
from openapi_core.contrib.werkzeug import WerkzeugOpenAPIRequest
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request as WsgiRequest


@dataclass(frozen=True)
class Part:
    """A field of a form. Text has no file name; its content type is not told."""

    name: str
    content: bytes
    filename: str | None = None
    kind: str | None = None
    headers: Any = None


@dataclass(frozen=True)
class Understood:
    method: str
    path: str  # decoded
    raw_path: str
    query_string: str
    query: list[tuple[str, str]]
    headers: list[tuple[str, str]]
    cookies: dict[str, str]
    body: bytes
    form: list[Part]

    def header(self, name: str) -> str | None:
        return dict(self.headers).get(name.lower())


class ReadingServer:
    def __init__(self, url: str) -> None:
        self.url = url
        self.requests: list[Understood] = []

    @property
    def seen(self) -> Understood:
        [request] = self.requests
        return request

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The application: no routing, which would choke on some paths."""
        await self._note(Request(scope, receive))
        await JSONResponse({"ok": True})(scope, receive, send)

    async def _note(self, request: Request) -> None:
        body = await request.body()  # which `form` reads again
        form: list[Part] = []
        if "form" in request.headers.get("content-type", ""):
            async with request.form() as found:
                form = [await _part(name, v) for name, v in found.multi_items()]
        scope: Any = request.scope
        self.requests.append(
            Understood(
                method=request.method,
                path=scope["path"],
                raw_path=scope["raw_path"].decode(),
                query_string=scope["query_string"].decode(),
                query=request.query_params.multi_items(),
                headers=request.headers.items(),
                cookies=request.cookies,
                body=body,
                form=form,
            )
        )


async def _part(name: str, value: UploadFile | str) -> Part:
    if isinstance(value, str):
        return Part(name, value.encode())
    content, kind = await value.read(), value.content_type
    return Part(name, content, value.filename, kind, dict(value.headers))


@contextmanager
def reading() -> Iterator[ReadingServer]:
    """The server, while it runs in a thread of its own."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        found = ReadingServer(f"http://127.0.0.1:{listener.getsockname()[1]}")
        config = uvicorn.Config(found, log_level="warning", lifespan="off")
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        try:
            yield found
        finally:
            server.should_exit = True
            with contextlib.suppress(RuntimeError):
                thread.join(10)


def wsgi_request(seen: Understood) -> WsgiRequest:
    """The request as werkzeug reads it; uvicorn has undone the chunks."""
    headers = [
        (k, v) for k, v in seen.headers if k not in ("host", "transfer-encoding")
    ]
    base = "https://api.example.com"
    builder = EnvironBuilder(
        base_url=base, method=seen.method, headers=headers, data=seen.body
    )
    environ = builder.get_environ()
    environ["PATH_INFO"] = seen.path.encode().decode("latin-1")
    environ["QUERY_STRING"] = seen.query_string
    return WsgiRequest(environ)


def openapi_request(seen: Understood) -> WerkzeugOpenAPIRequest:
    """The request as openapi-core reads it."""
    return WerkzeugOpenAPIRequest(wsgi_request(seen))
