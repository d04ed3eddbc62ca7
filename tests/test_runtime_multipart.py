"""Multipart bodies, read by the parser of the standard library's email package."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from runtime_calls import Pet, ThroughDoors
from runtime_doors import Door
from runtime_server import Seen, Server
from vendored._runtime import (
    UNSET,
    Call,
    EncodeError,
    File,
    Json,
    Model,
    OpenEnum,
    RequestError,
    SyncClient,
    Unset,
    Upload,
    part,
    parted,
    rest,
    wire,
)

BIG = bytes(range(256)) * 4000


def put(**body: Any) -> Call[Any]:
    return Call("PUT", ("/x",), returns=Json[Any], **body)


def pieces() -> Iterator[bytes]:
    yield from (b"one ", b"", b"two ", b"three")


class Size(OpenEnum):
    LARGE = "large"


@dataclass(slots=True, kw_only=True)
class Form(Model):
    pet: Pet
    file: Upload
    when: datetime | None = None
    size: Size | None = None
    pages: list[Upload] | None = None
    tags: list[str] | None = None
    note: str | None | Unset = UNSET  # noqa: RUF036
    flag: bool | None = field(default=None, metadata=wire("isFlag"))
    others: dict[str, int] = field(default_factory=dict, metadata=rest())


def read(seen: Seen) -> list[tuple[str, str | None, str | None, bytes]]:
    """Name, file name, content type and content of each part: by another's parser."""
    head = f"Content-Type: {seen.headers['content-type']}\r\n\r\n".encode()
    message = message_from_bytes(head + seen.body, _class=EmailMessage, policy=POLICY)
    assert not message.defects
    found = []
    for one in message.iter_parts():
        name = one.get_param("name", header="content-disposition")
        kind = one["Content-Type"] and one.get_content_type()
        content = one.get_payload(decode=True)
        found.append((str(name), one.get_filename(), kind, content))
    return found


POLICY = policy.HTTP.clone(utf8=True)
JSON, BYTES = "application/json", "application/octet-stream"


class TestMultipart(ThroughDoors):
    def test_a_model(self, door: Door, server: Server, tmp_path: Path) -> None:
        path = tmp_path / "photo.png"
        path.write_bytes(BIG)
        with path.open("rb") as file:
            form = Form(
                pet=Pet(name="Rex", age=3),
                file=file,
                when=datetime(2023, 11, 7, 5, tzinfo=UTC),
                size=Size.LARGE,
                pages=[b"\r\n--x\0", File(io.BytesIO(b"2"), "b.txt", "text/plain")],
                tags=["a b", "ü&"],
                flag=True,
                others={"more": 7},
            )
            door.send(put(multipart=form))
        (seen,) = server.seen
        assert read(seen) == [
            ("pet", None, JSON, b'{"name":"Rex","petAge":3}'),
            ("file", "photo.png", BYTES, BIG),
            ("when", None, None, b"2023-11-07T05:00:00Z"),
            ("size", None, None, b"large"),
            ("pages", "pages", BYTES, b"\r\n--x\0"),
            ("pages", "b.txt", "text/plain", b"2"),
            ("tags", None, None, b"a b"),
            ("tags", None, None, "ü&".encode()),
            ("isFlag", None, None, b"true"),
            ("more", None, None, b"7"),
        ]
        assert seen.headers["content-length"] == str(len(seen.body))

    def test_a_mapping(self, door: Door, server: Server) -> None:
        body = {"a": 1, "b": None, "c": UNSET, "d": [], "e": [{"x": [1.5]}, None, 2]}
        door.send(put(multipart=body))
        (seen,) = server.seen
        assert read(seen) == [
            ("a", None, None, b"1"),
            ("e", None, JSON, b'{"x":[1.5]}'),
            ("e", None, None, b"2"),
        ]

    def test_chunks_where_a_length_is_unknown(self, door: Door, server: Server) -> None:
        door.send(put(multipart={"a": "1", "f": File(pieces(), "f.bin")}))
        (seen,) = server.seen
        assert seen.headers["transfer-encoding"] == "chunked"
        assert read(seen)[1] == ("f", "f.bin", BYTES, b"one two three")

    def test_encodings(self, server: Server) -> None:
        encodings = {
            "profile": part(JSON, {"X-Rate": 3, "X-None": None, "Content-Type": "no"}),
            "icon": part("image/*, image/png, image/jpeg"),
            "photo": part("image/png"),
            "text": part("text/plain; charset=utf-8"),
            "absent": part("a/b"),
        }
        body = {
            "profile": "x",
            "icon": b"1",
            "photo": File(b"2", filename="", media_type="image/webp"),
            "text": "ü",
        }
        with SyncClient(server.url, {}) as client:
            client.send(
                put(multipart=parted(body, encodings), media_type="multipart/x")
            )
        (seen,) = server.seen
        assert read(seen) == [
            ("profile", None, JSON, b'"x"'),
            ("icon", "icon", "image/png", b"1"),
            ("photo", None, "image/webp", b"2"),
            ("text", None, "text/plain", "ü".encode()),
        ]
        assert b"X-Rate: 3\r\n" in seen.body
        assert b"X-None" not in seen.body and b"Content-Type: no" not in seen.body
        assert seen.headers["content-type"].startswith("multipart/x; boundary=")

    def test_names_cannot_break_out(self, server: Server) -> None:
        evil = 'a"\r\nContent-Type: text/html\r\n\r\nü'
        with SyncClient(server.url, {}) as client:
            client.send(put(multipart={evil: File(b"x", filename=evil)}))
        (seen,) = server.seen
        quoted = "a%22%0D%0AContent-Type: text/html%0D%0A%0D%0Aü"
        assert f'name="{quoted}"; filename="{quoted}"\r\n'.encode() in seen.body

    def test_a_backslash_does_not_hide_the_quote(
        self, door: Door, server: Server
    ) -> None:
        file = File(b"x", filename="; name=is_admin; x=\\")
        door.send(put(multipart={"a\\": file}))
        ((name, filename, _, content),) = read(server.seen[0])
        assert (name, filename) == ("a%5C", "; name=is_admin; x=%5C")
        assert content == b"x"

    def test_folders_stay_at_home(self, server: Server) -> None:
        file = io.BytesIO(b"x")
        for name in ("/home/me/secret.txt", "C:\\Users\\me\\secret.txt"):
            file.name = name  # type: ignore[attr-defined]
            with SyncClient(server.url, {}) as client:
                client.send(put(multipart={"f": file}))
            assert read(server.seen[-1])[0][1] == "secret.txt"

    def test_boundaries_are_random(self, server: Server) -> None:
        with SyncClient(server.url, {}) as client:
            for _ in range(2):
                client.send(put(multipart={"a": "b"}))
        kinds = [seen.headers["content-type"] for seen in server.seen]
        found = [re.fullmatch("multipart/form-data; boundary=(.*)", k) for k in kinds]
        assert all(one and re.fullmatch("[0-9a-f]{32}", one[1]) for one in found)
        assert len(set(kinds)) == 2

    @pytest.mark.parametrize(
        "body",
        [
            *(3, "text", b"bytes", [1], Pet, {1: "a"}, {"\ud800": "a"}),
            *({"a": object()}, {"a": float("nan")}, {"a": File(3)}),  # type: ignore[arg-type]
            {"a": File(b"", media_type="text/plain\r\nX: y")},
            {"a": File(b"", media_type="plain")},
            {"a": File(b"", media_type="text/plain; a=b\u20ac")},
            parted({"a": 1}, {"a": part(headers={"X-A": "a\nb"})}),
            parted({"a": 1}, {"a": part(headers={"X A": "b"})}),
            Form(pet=None, file=b""),  # type: ignore[arg-type]
        ],
        ids=lambda body: type(body).__name__,
    )
    def test_refusals(self, server: Server, body: Any) -> None:
        with SyncClient(server.url, {}) as client, pytest.raises(RequestError):
            client.send(put(multipart=body))
        assert server.seen == []

    def test_files_inside_objects_are_no_parts(self) -> None:
        with SyncClient("http://h", {}) as client, pytest.raises(EncodeError):
            client.send(put(multipart={"a": {"b": File(b"")}}))

    def test_contents_are_not_shown(self) -> None:
        assert "secret" not in repr(File(b"secret", "name.txt"))
