"""How bodies are framed, and connections that come and go; faults: `test_faults.py`."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import subprocess
import sys
import time
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from runtime_calls import Pet, ThroughDoors, create_pet, get
from runtime_doors import Door
from runtime_server import Server, serving
from vendored._runtime import (
    ApiConnectionError,
    Call,
    Headers,
    Json,
    ResponseTooLarge,
    StatusError,
    SyncClient,
    Text,
)
from vendored._runtime.http_client_transport import HttpClientTransport
from vendored._runtime.outcome import Collector


class TestFraming(ThroughDoors):
    def test_a_bomb_is_not_unpacked(self) -> None:
        class Head:
            status, reason = 200, "OK"
            headers = Headers([("Content-Encoding", "gzip")])

        bomb = gzip.compress(b"\0" * 50_000_000, 1)
        tracemalloc.start()
        with pytest.raises(ResponseTooLarge):
            Collector(Head(), 1_000_000).feed(bomb)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 10_000_000

    def test_framing(self, door: Door) -> None:
        for path in ("/chunked", "/close", "/early", "/chunked"):
            assert door.send(get(path)).name == "Rex"

    def test_an_answer_before_the_end_of_the_request(self, server: Server) -> None:
        call = Call("POST", ("/unread",), content=b"\0" * 20_000_000, returns=Text)
        with (
            SyncClient(server.url, {}) as client,
            pytest.raises(StatusError, match="413"),
        ):
            client.send(call)


class TestConnections(ThroughDoors):
    def test_are_kept(self, door: Door, server: Server) -> None:
        for path in ("/pets", "/status/500", "/chunked", "/gzip/10"):
            door.send_raw(get(path))
        assert len({seen.port for seen in server.seen}) == 1

    def test_closed_by_the_server(self, door: Door, server: Server) -> None:
        door.send(get("/pets"))
        server.drop_idle()
        door.send(create_pet("a"))
        assert [seen.method for seen in server.seen] == ["GET", "POST"]
        assert len({seen.port for seen in server.seen}) == 2

    @pytest.mark.parametrize(("verb", "again"), [("GET", True), ("POST", False)])
    def test_stale_at_the_last_moment(
        self, server: Server, verb: str, again: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        call = Call(verb, ("/pets",), returns=Json[Pet])
        connection = sys.modules["vendored._runtime.connection"]
        monkeypatch.setattr(connection.Connection, "is_fresh", lambda self: True)
        with SyncClient(server.url, {}) as client:
            client.send(call)
            server.drop_idle()
            if again:
                assert client.send(call).name == "Rex"
            else:
                with pytest.raises(ApiConnectionError):
                    client.send(call)
        assert len(server.seen) == 1 + again

    @pytest.mark.parametrize("kind", ["sync-stdlib", "sync-httpx2"])
    def test_threads(self, server: Server, kind: str) -> None:
        door = Door(kind, server.url)
        start = time.monotonic()
        with ThreadPoolExecutor(20) as pool:
            pets = list(pool.map(lambda _: door.send(get("/slow")), range(20)))
        assert [pet.name for pet in pets] == ["Rex"] * 20
        assert time.monotonic() - start < 1.5
        door.close()

    @pytest.mark.parametrize("kind", ["async-stdlib", "async-httpx2"])
    def test_gather(self, server: Server, kind: str) -> None:
        async def main(door: Door) -> list[Any]:
            calls = [door.client.send(get("/slow")) for _ in range(20)]
            return await asyncio.gather(*calls)

        door = Door(kind, server.url)
        start = time.monotonic()
        assert len(door.wait(main(door))) == 20
        assert time.monotonic() - start < 1.5
        door.close()

    @pytest.mark.parametrize("kind", ["async-stdlib", "async-httpx2", "async-httpx"])
    @pytest.mark.parametrize("path", ["/silence", "/loris/head", "/loris/body"])
    def test_cancellation(self, server: Server, kind: str, path: str) -> None:
        async def main(door: Door) -> None:
            task = asyncio.create_task(door.client.send(get(path, Text)))
            await asyncio.sleep(0.15)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert (await door.client.send(get("/pets"))).name == "Rex"

        door = Door(kind, server.url)
        before = server.hung_up
        door.wait(main(door))
        door.close()
        if path != "/silence":
            deadline = time.monotonic() + 2
            while server.hung_up == before and time.monotonic() < deadline:
                time.sleep(0.02)
            assert server.hung_up > before, "the connection is still open"

    def test_tls(self, server: Server, tmp_path: Any) -> None:
        key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
        words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
        words += " -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1"
        command = ["openssl", *words.split(), "-keyout", key, "-out", certificate]
        try:
            subprocess.run(command, check=True, capture_output=True)
        except FileNotFoundError:
            pytest.skip("needs openssl to make a certificate")
        trusting = ssl.create_default_context(cafile=certificate)
        with serving() as secure:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, key)
            secure.socket = context.wrap_socket(secure.socket, server_side=True)
            url = secure.url.replace("http:", "https:")
            known = HttpClientTransport(ssl_context=trusting)
            with SyncClient(url, {}, transport=known) as client:
                assert [client.send(get("/pets")).name for _ in range(3)] == ["Rex"] * 3
            assert len({seen.port for seen in secure.seen}) == 1
            with SyncClient(url, {}) as client, pytest.raises(ApiConnectionError):
                client.send(get("/pets"))
