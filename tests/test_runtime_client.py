"""What the client sends, what it refuses to send, and how methods are bound."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest
from runtime_calls import AsyncPets, Pet, Pets, ThroughDoors, create_pet, get
from runtime_copy import ROOT
from runtime_doors import CREDENTIALS, SECRET, Door
from runtime_server import Server
from vendored._runtime import (
    ApiKey,
    AsyncClientBase,
    Basic,
    Bearer,
    Call,
    Json,
    RequestError,
    SyncClient,
    Text,
    nullable,
)


class TestRequest(ThroughDoors):
    def test_arrives_as_built(self, door: Door, server: Server) -> None:
        answer = door.send(create_pet("a/b c", Pet(name="Rex"), dry_run=True))
        assert answer == Pet(name="Rex", age=3)
        (seen,) = server.seen
        assert seen.method == "POST"
        assert seen.target == (
            "/v1/accounts/a%2Fb%20c/pets?dryRun=true&tag=a%20b&tag=c%26d"
        )
        assert seen.body == b'{"name":"Rex"}'
        assert seen.headers["content-type"] == "application/json"
        assert seen.headers["accept"] == "application/json"
        assert seen.headers["accept-encoding"] == "gzip"
        assert seen.headers["user-agent"] == "apimint-client"
        assert seen.headers["authorization"] == f"Bearer {SECRET}"
        assert seen.headers["x-trace"] == "7"
        assert seen.headers["content-length"] == str(len(seen.body))
        assert "x-none" not in seen.headers

    def test_without_a_body(self, door: Door, server: Server) -> None:
        door.send(get("/pets"))
        door.send(create_pet("a"))
        first, second = server.seen
        assert "content-length" not in first.headers
        assert second.headers["content-length"] == "0"
        assert "content-type" not in second.headers

    def test_bodies(self, door: Door, server: Server) -> None:
        def post(**body: Any) -> tuple[bytes, str]:
            door.send(Call("POST", ("/x",), returns=Json[Any], **body))
            return server.seen[-1].body, server.seen[-1].headers["content-type"]

        form = "application/x-www-form-urlencoded"
        assert post(json=nullable(None)) == (b"null", "application/json")
        assert post(json=[1], media_type="a/b+json") == (b"[1]", "a/b+json")
        assert post(form={"a": "b c", "d": ["e", 1], "f": {"g": 1}, "h": None}) == (
            b"a=b+c&d=e&d=1&f=%7B%22g%22%3A1%7D",
            form,
        )
        assert post(form=Pet(name="é", age=1)) == (b"name=%C3%A9&petAge=1", form)
        assert post(content=b"\0") == (b"\0", "application/octet-stream")
        assert post(content="ü") == ("ü".encode(), "text/plain; charset=utf-8")
        assert post(content=[b"a", b"b"], media_type="x/y") == (b"ab", "x/y")

    def test_large_bodies_go_both_ways(self, door: Door, server: Server) -> None:
        big = b"\xff" * 3_000_000
        door.send(Call("PUT", ("/x",), content=big, returns=Json[Any]))
        assert server.seen[-1].body == big

    def test_credentials_by_place(self, server: Server) -> None:
        given = {
            "query": ApiKey("query", "key", "a+b/c"),
            "cookie": ApiKey("cookie", "sid", "x=y+z"),
            "header": ApiKey("header", "X-Key", lambda: "fresh"),
            "basic": Basic("user", "p:ä"),
        }
        with SyncClient(server.url, given) as client:
            client.send(get("/x?fixed=1", query={"q": 1}, security=(tuple(given),)))
        (seen,) = server.seen
        assert seen.target == "/x?fixed=1&q=1&key=a%2Bb%2Fc"
        assert seen.headers["cookie"] == "sid=x=y+z"
        assert seen.headers["x-key"] == "fresh"
        assert seen.headers["authorization"] == "Basic dXNlcjpwOsOk"

    def test_the_caller_cannot_frame_the_message(
        self, door: Door, server: Server
    ) -> None:
        headers = {"Host": "evil", "Content-Length": 3, "AUTHORIZATION": "mine"}
        door.send(get("/x", headers=headers, security=("BearerAuth",)))
        (seen,) = server.seen
        assert seen.headers["host"] == server.url.removeprefix("http://")
        assert seen.headers["authorization"] == f"Bearer {SECRET}"

    def test_base_urls(self, server: Server) -> None:
        def target(base: str, **more: Any) -> str:
            with SyncClient(base, {}) as client:
                client.send(get("/v1/x", **more))
            return server.seen[-1].target

        assert target(server.url + "/api/") == "/api/v1/x"
        assert target(server.url + "/api", base_url="/v2") == "/v2/v1/x"
        assert target("http://nowhere.invalid", base_url=server.url) == "/v1/x"

    @pytest.mark.parametrize(
        "url",
        [
            *("", "ftp://h", "//h", "h", "http://", "http://u:p@h", "http://u@h"),
            *("http://h?", "http://h/#f", "http://h\n", "http://h /", "http://h:x"),
            *("http://h/../a", "http://h/%2E%2e/a", "javascript:x", "http://é/"),
        ],
    )
    def test_refuses_base_urls(self, url: str) -> None:
        with pytest.raises(ValueError, match=r"URL|[Pp]ort"):
            SyncClient(url, {})

    @pytest.mark.parametrize("timeout", [0, -1, float("inf"), float("nan")])
    def test_refuses_timeouts(self, timeout: float) -> None:
        with pytest.raises(ValueError, match="timeout"):
            AsyncClientBase("http://h", {}, timeout=timeout)


class TestRefusals(ThroughDoors):

    @pytest.mark.parametrize(
        "call",
        [
            get("/x", headers={"a b": "c"}),
            get("/x", query={"a": float("nan")}),
            get("/x", query={"a": [{}, {"b": 1}]}),
            get("/x y"),
            get("/a/../b"),
            Call("GET /", ("/x",), returns=Text),
            Call("POST", ("/x",), json=float("inf"), returns=Text),
            Call("POST", ("/x",), content=3, returns=Text),
        ],
        ids=str,
    )
    def test_what_has_no_spelling(self, server: Server, call: Call[Any]) -> None:
        with SyncClient(server.url, {}) as client, pytest.raises(RequestError):
            client.send(call)
        assert server.seen == []

    def test_missing_credentials(self, door: Door, server: Server) -> None:
        with pytest.raises(RequestError, match=r"Other, or A with B.*constructor"):
            door.send(get("/x", security=("Other", ("A", "B"))))
        assert server.seen == []

    def test_alternatives(self, server: Server) -> None:
        with SyncClient(server.url, CREDENTIALS) as client:
            client.send(get("/x", security=("Other", (), "BearerAuth")))
            client.send(get("/x", security=("Other", ())))
        first, second = server.seen
        assert "authorization" in first.headers
        assert "authorization" not in second.headers

    @pytest.mark.parametrize("token", ["", "a\nb", "日"])
    def test_unusable_tokens(self, server: Server, token: str) -> None:
        client = SyncClient(server.url, {"T": Bearer(lambda: token)})
        with pytest.raises(RequestError) as caught:
            client.send(get("/x", security=("T",)))
        assert not token or token not in str(caught.value)

    def test_no_downgrade(self) -> None:
        client = SyncClient("https://h", CREDENTIALS)
        with pytest.raises(RequestError, match="TLS"):
            client.send(get("/x", security=("BearerAuth",), base_url="http://h"))

    def test_after_closing(self, open_door: Callable[..., Door]) -> None:
        door = open_door()
        door.wait(door.client.aclose() if door.runner else door.client.close())
        with pytest.raises(RequestError, match="closed"):
            door.send(get("/x"))


class TestBinding(ThroughDoors):
    def test_methods_look_like_their_functions(self, server: Server) -> None:
        import inspect

        with SyncClient(server.url, CREDENTIALS) as client:
            pets = Pets(client)
            assert pets.create("a", Pet(name="x"), dry_run=False).name == "Rex"
            assert pets.create is pets.create
            assert inspect.signature(pets.create) == inspect.signature(create_pet)
            assert pets.create.__doc__ == Pets.create.__doc__ == "Create a pet."
            assert pets.create.__name__ == "create_pet"
            assert pets.create.__wrapped__ is create_pet

    def test_async_methods(self, server: Server) -> None:
        import inspect

        async def main() -> None:
            async with AsyncClientBase(server.url, CREDENTIALS) as client:
                pets = AsyncPets(client)
                assert inspect.iscoroutinefunction(pets.create)
                assert (await pets.create("a")).name == "Rex"

        asyncio.run(main())

    def test_media_carry_their_type(self) -> None:
        from typing import get_args

        assert get_args(Json[list[Pet]]) == (list[Pet],)
        assert [
            str(get_args(one)[0]) for one in (Json[int | str], Json[str | int])
        ] == [
            "int | str",
            "str | int",
        ]


class TestImport(ThroughDoors):
    HEAVY = ("http", "ssl", "socket", "asyncio", "json", "urllib.parse", "email")

    def test_is_cheap(self) -> None:
        """Nothing of the network or of JSON is imported before the first call."""
        modules = "call client async_client auth errors media url styles lazy"
        code = f"""
import sys, typing, dataclasses, enum
for name in {modules.split()!r}:
    __import__("vendored._runtime." + name)
print(*[name for name in {self.HEAVY!r} if name in sys.modules])
"""
        run = [sys.executable, "-S", "-c", code]
        done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=True)
        assert done.stdout.split() == []

    def test_the_transport_needs_no_library(self) -> None:
        code = """
import sys
from vendored._runtime import httpx_transport
assert not {"httpx", "httpx2"} & set(sys.modules)
"""
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)

    def test_threads_end_with_the_program(self, server: Server) -> None:
        """A server that never answers does not keep the program alive."""
        code = f"""
import asyncio, threading
from vendored._runtime import AsyncClientBase, Call, Text
client = AsyncClientBase({server.url!r}, {{}})
async def main():
    task = asyncio.create_task(client.send(Call("GET", ("/loris/head",), returns=Text)))
    await asyncio.sleep(0.1)
    assert threading.active_count() == 2
asyncio.run(main())
"""
        start = time.monotonic()
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=5)
        assert time.monotonic() - start < 3
