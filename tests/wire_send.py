"""Bodies sent by a generated client of either colour, and the readers of forms."""

from __future__ import annotations

import asyncio
from email import message_from_bytes, policy
from email.message import EmailMessage
from importlib import import_module
from types import ModuleType
from typing import Any

from wire_bodies import document
from wire_client import generated
from wire_server import ReadingServer, Understood, wsgi_request

COLOURS = ("sync", "async")


def bodies_client() -> ModuleType:
    """The client of the document of all bodies, generated once."""
    found, messages = generated("wire_bodies_client", document())
    assert messages == ""
    return found


def runtime_of(package: ModuleType) -> Any:
    return import_module(f"{package.__name__}._runtime")


class Sender:
    """Sends a body by one colour of the client, and gives what arrived."""

    def __init__(self, package: ModuleType, server: ReadingServer, colour: str):
        self.server, self.colour = server, colour
        self.package = package

    def __call__(self, name: str, *body: Any) -> Understood:
        self.server.requests.clear()
        if self.colour == "sync":
            with self.package.Client(base_url=self.server.url) as client:
                getattr(client.wire, name)(*body)
        else:
            asyncio.run(self._asynchronous(name, *body))
        return self.server.seen

    async def _asynchronous(self, name: str, *body: Any) -> None:
        async with self.package.AsyncClient(base_url=self.server.url) as client:
            await getattr(client.wire, name)(*body)


def models(package: ModuleType) -> Any:
    return import_module(f"{package.__name__}.models")


def pairs(seen: Understood) -> list[tuple[str, str]]:
    """A form as Starlette reads it; werkzeug must read the same."""
    found = [(part.name, part.content.decode()) for part in seen.form]
    assert list(wsgi_request(seen).form.items(multi=True)) == sorted_alike(found)
    return found


def sorted_alike(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """In werkzeug's order: all values of a name stand where its first one does."""
    names = dict.fromkeys(name for name, _ in found)
    return [pair for name in names for pair in found if pair[0] == name]


def email(seen: Understood) -> list[Any]:
    """The parts by the standard library's parser."""
    head = f"Content-Type: {seen.header('content-type')}\r\n\r\n".encode()
    message = message_from_bytes(
        head + seen.body, _class=EmailMessage, policy=policy.HTTP.clone(utf8=True)
    )
    assert not message.defects
    return list(message.iter_parts())
