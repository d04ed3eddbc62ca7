"""The client half of the runtime, against a real server, through all six doors."""

from __future__ import annotations

import asyncio
import pickle
import ssl
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest
from runtime_copy import ROOT
from runtime_doors import CREDENTIALS, SECRET, TRANSPORTS, Door
from runtime_server import Server, serving
from vendored._runtime import (
    ApiConnectionError,
    ApiError,
    ApiKey,
    ApiTimeoutError,
    AsyncClientBase,
    AsyncResource,
    Basic,
    Bearer,
    Binary,
    Call,
    DecodeError,
    Json,
    Model,
    NoContent,
    RequestError,
    Resource,
    ResponseTooLarge,
    StatusError,
    SyncClient,
    Text,
    async_method,
    errors as kinds,
    method,
    nullable,
    wire,
)
from vendored._runtime.http_client_transport import HttpClientTransport


@dataclass(slots=True, kw_only=True)
class Pet(Model):
    name: str
    age: int | None = field(default=None, metadata=wire("petAge"))


@dataclass(slots=True, kw_only=True)
class Problem(Model):
    code: int


def create_pet(
    account_id: str, body: Pet | None = None, *, dry_run: bool | None = None
) -> Call[Pet]:
    """Create a pet."""
    return Call(
        "POST",
        ("/v1/accounts/", account_id, "/pets"),
        query={"dryRun": dry_run, "tag": ["a b", "c&d"], "none": None},
        headers={"X-Trace": 7, "X-None": None},
        json=body,
        returns=Json[Pet],
        security=("BearerAuth",),
        operation="create_pet",
    )


def get(path: str, returns: Any = Json[Pet], **more: Any) -> Call[Any]:
    return Call("GET", (path,), returns=returns, **more)


class Pets(Resource):
    create = method(create_pet)


class AsyncPets(AsyncResource):
    create = async_method(create_pet)


@pytest.fixture(scope="module")
def shared_server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def server(shared_server: Server) -> Server:
    shared_server.seen.clear()
    return shared_server


@pytest.fixture(scope="module", params=TRANSPORTS)
def open_door(request: Any, shared_server: Server) -> Iterator[Callable[..., Door]]:
    opened: list[Door] = []

    def open_one(url: str = shared_server.url, **options: Any) -> Door:
        opened.append(Door(request.param, url, **options))
        return opened[-1]

    yield open_one
    for door in opened:
        door.close()


@pytest.fixture(scope="module")
def shared_door(open_door: Callable[..., Door]) -> Door:
    return open_door()


@pytest.fixture
def door(shared_door: Door, server: Server) -> Door:
    return shared_door


class TestRequest:
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


class TestRefusals:
    @pytest.mark.parametrize("value", ["", ".", "..", "%2e%2E", ".%2e", None, []])
    def test_path_values(self, door: Door, server: Server, value: Any) -> None:
        with pytest.raises(RequestError, match="path value after '/v1/accounts/'"):
            door.send(create_pet(value))
        assert server.seen == []

    @pytest.mark.parametrize("value", ["a\r\nX: y", "a\0b", "a\x7f", "日本"])
    def test_header_values(self, door: Door, server: Server, value: str) -> None:
        with pytest.raises(RequestError, match="X-Own") as caught:
            door.send(get("/x", headers={"X-Own": value}))
        assert value not in str(caught.value)
        assert server.seen == []

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


class TestOutcome:
    def test_statuses(self, door: Door) -> None:
        expected = {
            400: kinds.BadRequestError,
            401: kinds.AuthenticationError,
            403: kinds.PermissionDeniedError,
            404: kinds.NotFoundError,
            409: kinds.ConflictError,
            418: kinds.ClientError,
            422: kinds.UnprocessableEntityError,
            429: kinds.RateLimitError,
            500: kinds.ServerError,
            999: kinds.StatusError,
        }
        for status, kind in expected.items():
            call = get(f"/status/{status}", errors={404: Json[Problem]}, operation="op")
            with pytest.raises(StatusError) as caught:
                door.send(call)
            error = caught.value
            assert type(error) is kind
            assert error.status == status
            assert error.operation == "op"
            assert error.request_id == "req-1"
            assert error.body == (Problem(code=7) if status == 404 else {"code": 7})
            assert str(error).startswith(f"op: {status}")
            assert str(error).endswith(': {"code": 7}')

    def test_error_bodies(self, door: Door) -> None:
        call = get("/html/502", errors={"5XX": Json[Problem]}, operation="op")
        with pytest.raises(kinds.ServerError) as caught:
            door.send(call)
        assert caught.value.body == caught.value.content
        expected = r"op: 502 Bad Gateway: <h1>\x1b[31mBad" + "\ufffd</h1>"
        assert str(caught.value) == expected

    def test_declared_statuses(self, door: Door) -> None:
        returns = {200: Json[Pet], "2XX": Text, 204: NoContent, 409: Json[Any]}
        pet = Pet(name="Rex")
        assert door.send(get("/declared/200/json", returns)) == pet
        assert door.send(get("/declared/202/text", returns)) == "grün"
        assert door.send(get("/declared/204/empty", returns)) is None
        assert door.send(get("/declared/409/json", returns)) == {"name": "Rex"}
        assert door.send(get("/declared/201/json", {"default": Json[Pet]})) == pet
        with pytest.raises(StatusError):
            door.send(get("/declared/404/json", {"default": Json[Pet]}))

    def test_undeclared_successes(self, door: Door) -> None:
        two = {200: Json[Pet], 202: Text}
        with_none = {200: Json[Pet], 204: NoContent}
        pet = Pet(name="Rex")
        assert door.send(get("/declared/201/json", {200: Json[Pet]})) == pet
        assert door.send(get("/declared/201/json", with_none)) == pet
        assert door.send(get("/declared/201/empty", with_none)) is None
        with pytest.raises(DecodeError, match="200, 202, got 201"):
            door.send(get("/declared/201/json", two))
        with pytest.raises(DecodeError, match="empty body"):
            door.send(get("/declared/201/empty", {200: Json[Pet]}))

    def test_several_media(self, door: Door) -> None:
        both = (Json[Pet], Text)
        assert door.send(get("/declared/200/json", both)) == Pet(name="Rex")
        assert door.send(get("/declared/200/text", {200: both})) == "grün"
        assert (
            door.send(get("/declared/200/text", (Json[Pet], Binary))) == "grün".encode()
        )

    @pytest.mark.parametrize(
        ("kind", "accepted"),
        [
            ("application/json; charset=UTF-8", True),
            ("Application/Problem+JSON", True),
            ("text/json", True),
            ("", True),
            ("text/plain", False),
            ("text/html", False),
        ],
    )
    def test_content_types(self, door: Door, kind: str, accepted: bool) -> None:
        call = get("/kind", headers={"X-Kind": kind or None})
        if accepted:
            assert door.send(call) == Pet(name="Rex", age=3)
        else:
            with pytest.raises(DecodeError, match="expected JSON, got content type"):
                door.send(call)

    def test_wrong_shapes_keep_the_response(self, door: Door) -> None:
        with pytest.raises(DecodeError, match=r"^op: 200: \$\.code: ") as caught:
            door.send(get("/pets", Json[Problem], operation="op"))
        assert caught.value.response.status == 200
        assert caught.value.response.content == b'{"name": "Rex", "petAge": 3}'
        again = pickle.loads(pickle.dumps(caught.value))
        assert (str(again), again.response) == (
            str(caught.value),
            caught.value.response,
        )

    def test_without_a_name_the_path_stands_in(self, door: Door) -> None:
        with pytest.raises(StatusError, match=r"^GET /status/\{\}: 404 Not Found"):
            door.send(Call("GET", ("/status/", 404), returns=Text))

    def test_raw(self, door: Door) -> None:
        response = door.send_raw(get("/status/418"))
        assert (response.status, response.content) == (418, b'{"code": 7}')
        assert response.headers["x-REQUEST-id"] == "req-1"
        assert response.content_type == "application/json"

    def test_no_body_where_none_belongs(self, door: Door) -> None:
        assert door.send(Call("HEAD", ("/pets",), returns=NoContent)) is None
        assert door.send(get("/status/204", Text)) == ""

    def test_redirects_are_not_followed(self, door: Door, server: Server) -> None:
        with pytest.raises(kinds.RedirectError) as caught:
            door.send(get("/redirect", security=("BearerAuth",)))
        assert caught.value.headers["location"] == "/pets"
        assert len(server.seen) == 1

    def test_cookies_are_not_kept(self, door: Door, server: Server) -> None:
        door.send(get("/cookie"))
        door.send(get("/cookie", cookies={"own": "1"}))
        door.send(get("/cookie"))
        cookies = [seen.headers.get("cookie") for seen in server.seen]
        assert cookies == [None, "own=1", None]


class TestFaults:
    @pytest.mark.parametrize("place", ["length", "chunked", "head"])
    def test_cut(self, door: Door, place: str) -> None:
        with pytest.raises(ApiConnectionError):
            door.send(get(f"/cut/{place}"))

    @pytest.mark.parametrize("path", ["/banner", "/reset"])
    def test_no_http(self, door: Door, path: str, server: Server) -> None:
        with pytest.raises(ApiConnectionError):
            door.send(create_pet("a") if path == "/reset" else get(path))
            door.send(Call("POST", (path,), returns=NoContent))
        assert len(server.seen) <= 2

    def test_nobody_there(self, open_door: Callable[..., Door]) -> None:
        with pytest.raises(ApiConnectionError) as caught:
            open_door("http://127.0.0.1:1").send(get("/x", operation="op"))
        assert caught.value.operation == "op"
        assert isinstance(caught.value, ConnectionError)

    def test_silence(self, open_door: Callable[..., Door]) -> None:
        start = time.monotonic()
        with pytest.raises(ApiTimeoutError) as caught:
            open_door(timeout=0.1).send(get("/silence"))
        assert time.monotonic() - start < 0.8
        assert isinstance(caught.value, TimeoutError)

    @pytest.mark.parametrize("part", ["head", "body"])
    def test_slow_loris(self, open_door: Callable[..., Door], part: str) -> None:
        start = time.monotonic()
        with pytest.raises(ApiTimeoutError):
            open_door(timeout=1.0, total=0.3).send(get(f"/loris/{part}", Text))
        assert 0.25 < time.monotonic() - start < 0.9

    def test_cap(self, open_door: Callable[..., Door]) -> None:
        with pytest.raises(ResponseTooLarge, match="1000000 bytes"):
            open_door(limit=1_000_000).send(get("/huge", Binary))

    def test_gzip(self, open_door: Callable[..., Door]) -> None:
        door = open_door(limit=300_000)
        assert door.send(get("/gzip/200000", Json[str])) == "x" * 200_000
        with pytest.raises(ResponseTooLarge):
            door.send(get("/gzip/5000000", Json[str]))

    @pytest.mark.parametrize("how", ["cut", "corrupt", "twice"])
    def test_bad_gzip(self, door: Door, how: str) -> None:
        with pytest.raises(DecodeError) as caught:
            door.send(get(f"/gzip/{how}", Json[str]))
        assert caught.value.response.status == 200

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

    @pytest.mark.parametrize("kind", ["sync-stdlib", "async-stdlib"])
    def test_surplus_is_no_answer(self, server: Server, kind: str) -> None:
        """Of httpx this is not true: it takes the surplus for the next answer."""
        door = Door(kind, server.url)
        assert door.send(get("/surplus", NoContent)) is None
        assert door.send(get("/pets")).name == "Rex"
        door.close()


class TestSecrets:
    def texts(self, *things: Any) -> str:
        pieces = [f"{thing!r} {thing!s} {pickle.dumps(thing)!r}" for thing in things]
        return " ".join(pieces)

    def test_in_credentials_and_clients(self, server: Server) -> None:
        kept = (Bearer(SECRET), Basic(SECRET, SECRET), ApiKey("header", "K", SECRET))
        client = SyncClient(server.url, dict.fromkeys("abc", kept[0]))
        assert SECRET not in f"{kept!r} {client!r} {client._settings!r} {kept[0]!s}"

    def test_in_errors(self, door: Door) -> None:
        caught: list[ApiError] = []
        paths = ("/status/500", "/banner", "/cut/length", "/html/200", "/redirect")
        for path in paths:
            try:
                door.send(get(path, security=("BearerAuth",)))
            except ApiError as error:
                caught.append(error)
        assert len(caught) == len(paths)
        for error in caught:
            assert SECRET not in self.texts(error)
            assert SECRET not in "".join(traceback.format_exception(error))
            for linked in (error.__cause__, error.__context__):
                assert not hasattr(linked, "request")

    def test_errors_survive_pickling(self, door: Door) -> None:
        for path in ("/status/404", "/cut/length", "/html/200"):
            with pytest.raises(ApiError) as caught:
                door.send(get(path, errors={404: Json[Problem]}, operation="op"))
            again = pickle.loads(pickle.dumps(caught.value))
            assert type(again) is type(caught.value)
            assert (str(again), again.operation) == (str(caught.value), "op")
            if isinstance(again, StatusError):
                assert again.body == Problem(code=7)
                assert again.headers["x-request-id"] == "req-1"


class TestConnections:
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


class TestBinding:
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


class TestImport:
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


def test_threads_end_with_the_program(server: Server) -> None:
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
    assert threading.active_count() > 0
