"""Bodies of all other kinds that a generated client sends, as others read them.

The standard library's email package reads multipart bodies that are no forms.
"""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from openapi_core import OpenAPI
from wire_bodies import BODIES, FORM, body, document, fields
from wire_send import COLOURS, Sender, bodies_client, email, models, runtime_of
from wire_server import (
    ReadingServer,
    Understood,
    openapi_request,
    reading,
)

DATA = bytes(range(256))
PICTURE = b"\x89PNG\r\n\x1a\n--x\r\n"


@pytest.fixture(scope="module")
def server() -> Iterator[ReadingServer]:
    with reading() as found:
        yield found


@pytest.fixture(scope="module")
def package() -> ModuleType:
    return bodies_client()


@pytest.fixture(scope="module")
def runtime(package: ModuleType) -> Any:
    return runtime_of(package)


@pytest.fixture(scope="module", params=COLOURS)
def send(
    package: ModuleType, server: ReadingServer, request: pytest.FixtureRequest
) -> Sender:
    return Sender(package, server, request.param)


@pytest.fixture(scope="module")
def ask(package: ModuleType, server: ReadingServer) -> Sender:
    return Sender(package, server, "sync")


def listed(seen: Understood) -> list[tuple[str | None, bytes]]:
    found = [(one["content-type"], one.get_payload(decode=True)) for one in email(seen)]
    assert all(one["content-disposition"] is None for one in email(seen))
    return found


def test_parts_by_position(package: ModuleType, send: Sender, runtime: Any) -> None:
    point = models(package).MixedRequest(x=1)
    seen = send("mixed", (point, PICTURE, "grün", ["a"]))
    kind = str(seen.header("content-type"))
    assert kind.startswith("multipart/mixed; boundary=")
    # RFC 2046, section 4.1.2: text without a charset would be US-ASCII.
    assert listed(seen) == [
        *[("application/json", b'{"x":1}'), ("image/png", PICTURE)],
        ('text/plain; charset="utf-8"', "grün".encode()),
        ("application/json", b'["a"]'),
    ]
    seen = send("related", ["<p>", b"1", runtime.File(b"2", media_type="image/png")])
    assert str(seen.header("content-type")).startswith(
        'multipart/related; type="text/HTML"; boundary='
    )
    assert [kind for kind, _ in listed(seen)] == ["text/html", "image/gif", "image/png"]
    seen = send("pictures", [b"1", io.BytesIO(b"2")])
    assert listed(seen) == [("image/jpeg", b"1"), ("image/jpeg", b"2")]
    assert send("pictures", []).body.startswith(b"--")


def test_named_parts_of_another_multipart(package: ModuleType, send: Sender) -> None:
    found = models(package)
    seen = send("named", found.NamedRequest(a="1,2", b=found.NamedRequestB(x=1)))
    assert str(seen.header("content-type")).startswith("multipart/mixed; boundary=")
    names = [one.get_param("name", header="content-disposition") for one in email(seen)]
    assert names == ["a", "b"]
    assert [one["content-type"] for one in email(seen)] == [
        "text/csv",
        "application/json",
    ]


def test_texts(send: Sender, runtime: Any) -> None:
    for text, kind in (("abc", "text/plain"), ("grün €", "text/plain; charset=utf-8")):
        seen = send("text", text)
        assert (seen.body, seen.header("content-type")) == (text.encode(), kind)
    assert send("text", "grün".encode("latin-1")).header("content-type") == "text/plain"
    assert send("latin", "grün").body == b"gr\xfcn"
    with pytest.raises(runtime.RequestError, match="iso-8859-1"):
        send("latin", "€")


def test_json_keeps_the_parameters_of_its_media_type(
    package: ModuleType, send: Sender
) -> None:
    seen = send("json_charset", models(package).JsonCharsetRequest(x=1, label="ü"))
    assert seen.header("content-type") == "application/json; charset=utf-8"
    assert json.loads(seen.body) == {"x": 1, "label": "ü"}
    seen = send("json_profile", models(package).JsonProfileRequest(x=1))
    kind = 'application/ld+json; profile="https://example.org/A"'
    assert seen.header("content-type") == kind


def test_optional_bodies(package: ModuleType, send: Sender, runtime: Any) -> None:
    for name in ("optional", "optional_form", "optional_null"):
        seen = send(name)
        assert (seen.body, seen.header("content-type")) == (b"", None)
        assert seen.header("content-length") == "0"
    assert send("optional_null", None).body == b"null"
    assert send("optional_null", runtime.UNSET).body == b""
    assert send("optional_null", 3).body == b"3"
    assert send("null", None).body == b"null"
    assert send("optional", models(package).OptionalRequest(x=1)).body == b'{"x":1}'


def test_ranges_of_media_types(send: Sender, runtime: Any) -> None:
    seen = send("any_image", runtime.Content(io.BytesIO(PICTURE), "image/png"))
    assert (seen.body, seen.header("content-type")) == (PICTURE, "image/png")
    assert send("anything", b"1").header("content-type") == "application/octet-stream"
    seen = send("anything", runtime.Content("é", "text/csv"))
    assert seen.header("content-type") == "text/csv; charset=utf-8"


async def pieces() -> AsyncIterator[bytes]:
    for piece in (DATA, b"", b"end"):
        await asyncio.sleep(0)
        yield piece


class Again:
    """Asynchronously iterable again and again."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        return pieces()


@pytest.mark.parametrize(
    "content",
    [
        *(lambda: DATA + b"end", lambda: io.BytesIO(DATA + b"end")),
        *(lambda: iter([DATA, b"end"]), lambda: [DATA, b"", b"end"]),
    ],
)
def test_octets(send: Sender, content: Any) -> None:
    seen = send("octets", content())
    assert seen.body == DATA + b"end"
    assert seen.header("content-type") == "application/octet-stream"


@pytest.mark.parametrize("content", [pieces, Again])
def test_asynchronous_iterables(
    package: ModuleType, server: ReadingServer, runtime: Any, content: Any
) -> None:
    send = Sender(package, server, "async")
    seen = send("octets", content())
    assert (seen.body, seen.header("transfer-encoding")) == (DATA + b"end", "chunked")
    file = runtime.File(content(), "a.bin")
    seen = send("parts", models(package).PartsRequest(text="", file=file))
    assert [part.content for part in seen.form if part.name == "file"] == [
        DATA + b"end"
    ]
    with pytest.raises(runtime.RequestError, match="asynchronous"):
        Sender(package, server, "sync")("octets", content())


def test_an_asynchronous_iterable_does_not_block_a_client_inside_a_loop(
    package: ModuleType, server: ReadingServer, runtime: Any
) -> None:
    async def inside() -> None:
        with package.Client(base_url=server.url) as client:
            client.wire.octets(pieces())

    with pytest.raises(runtime.RequestError, match="asynchronous"):
        asyncio.run(inside())


@pytest.mark.parametrize("library", ["", "httpx2"])
def test_what_is_abandoned_waits_for_no_piece(
    package: ModuleType, server: ReadingServer, library: str
) -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield b"first"
        await asyncio.sleep(3600)

    async def inside() -> None:
        async with package.AsyncClient(base_url=server.url, **carrier) as client:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(client.wire.octets(endless()), 0.3)
            await asyncio.sleep(0.05)
            assert asyncio.all_tasks() == {asyncio.current_task()}

    carrier: dict[str, Any] = {}
    if library:
        adapters = import_module(f"{package.__name__}._runtime.httpx_transport")
        asynchronous = import_module(library).AsyncClient()
        carrier = {"transport": adapters.AsyncHttpxTransport(asynchronous)}
    asyncio.run(inside())


# By the document -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["form", "text", "json_charset", "optional"])
def test_openapi_core_accepts(package: ModuleType, ask: Sender, name: str) -> None:
    """What it reads of bodies: JSON, text, and forms of texts, where nothing is null."""
    found = models(package)
    plain = BODIES["form"]["content"][FORM]["schema"]["properties"]
    some = {key: plain[key] for key in ("text", "number", "flag", "tags")}
    described = {**BODIES, "form": body(FORM, fields("text", **some))}
    form: dict[str, Any] = {
        "text": "a b",
        "number": 1.5,
        "flag": True,
        "tags": ["x", "y"],
    }
    value, expected = {
        "form": (found.FormRequest(**form), form),
        "text": ("abc", "abc"),
        "json_charset": (
            found.JsonCharsetRequest(x=1, label=None),
            {"x": 1, "label": None},
        ),
        "optional": (found.OptionalRequest(x=1), {"x": 1}),
    }[name]
    api = OpenAPI.from_dict(document("3.1.0", **{name: described[name]}))
    result = api.unmarshal_request(openapi_request(ask(name, value)))
    result.raise_for_errors()
    assert result.body == expected


def test_every_body_of_the_document_is_sent() -> None:
    names = ("test_wire_bodies.py", "test_wire_forms.py")
    text = "".join((Path(__file__).parent / name).read_text("utf-8") for name in names)
    assert all(f'"{name}"' in text for name in BODIES)
