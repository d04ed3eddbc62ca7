"""Tokens that the client fetches: when, how often, and what happens when it gets none."""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pytest
from runtime_calls import get
from runtime_doors import TRANSPORTS, Door
from token_server import TokenServer, giving_tokens
from vendored._runtime import (
    AsyncClientBase,
    Call,
    ClientCredentials,
    Json,
    JsonLines,
    RequestError,
    StatusError,
    SyncClient,
    TokenError,
)
from vendored._runtime.oauth2 import OAuth2

SECRET = "s3cr3t+/="
GIVEN = ClientCredentials("id", SECRET)
Open = Callable[..., Door]
PETS = get("/pets", Json[Any], security=("machine",), operation="pets")


def put(content: Any) -> Call[Any]:
    returns = Json[Any]
    return Call(
        "POST", ("/pets",), content=content, returns=returns, security=("machine",)
    )


def credential(given: ClientCredentials = GIVEN, *urls: str) -> dict[str, OAuth2]:
    token_url, *refresh_url = urls or ("/token",)
    return {"machine": OAuth2(token_url, given, *refresh_url)}


@pytest.fixture(scope="module")
def shared_server() -> Iterator[TokenServer]:
    with giving_tokens() as server:
        yield server


@pytest.fixture
def server(shared_server: TokenServer) -> TokenServer:
    shared_server.reset()
    return shared_server


@pytest.fixture(params=TRANSPORTS)
def open_door(request: Any, server: TokenServer) -> Iterator[Open]:
    opened: list[Door] = []

    def open_one(given: dict[str, Any] | None = None, **options: Any) -> Door:
        given = given or credential()
        door = Door(request.param, server.url, credentials=given, **options)
        opened.append(door)
        return door

    yield open_one
    for door in opened:
        door.close()


def test_one_token_serves_many_calls(open_door: Open, server: TokenServer) -> None:
    door = open_door()
    assert [door.send(PETS) for _ in range(3)] == [{"name": "Rex"}] * 3
    (fetch,) = server.fetches
    assert (fetch.target, fetch.form) == (
        "/token",
        {"grant_type": "client_credentials"},
    )
    assert fetch.headers["authorization"] == "Basic aWQ6czNjcjN0JTJCJTJGJTNE"
    sent = [call.headers["authorization"] for call in server.calls]
    assert sent == ["Bearer t1"] * 3


def test_a_refused_token_is_fetched_anew(open_door: Open, server: TokenServer) -> None:
    door = open_door()
    door.send(PETS)
    server.valid.clear()
    assert door.send_raw(put(BytesIO(b"body"))).attempts == 2
    sent = [(call.headers["authorization"], call.body) for call in server.calls]
    assert sent[1:] == [("Bearer t1", b"body"), ("Bearer t2", b"body")]
    assert len(server.fetches) == 2


def test_a_body_that_is_gone_is_not_sent_again(
    open_door: Open, server: TokenServer
) -> None:
    door = open_door()
    door.send(PETS)
    server.valid.clear()
    with pytest.raises(StatusError, match="401"):
        door.send(put(iter([b"once"])))
    assert (len(server.calls), len(server.fetches)) == (2, 1)
    assert door.send(PETS) == {"name": "Rex"}
    assert len(server.fetches) == 2


def test_who_has_no_right_gets_the_401(open_door: Open, server: TokenServer) -> None:
    door = open_door()
    server.rejects = True
    with pytest.raises(StatusError, match="401"):
        door.send(PETS)
    assert (len(server.calls), len(server.fetches)) == (1, 1)
    with pytest.raises(StatusError, match="401") as caught:
        door.send(PETS)
    assert (len(server.calls), len(server.fetches)) == (3, 2)
    assert caught.value.attempts == 2


def test_streams(open_door: Open, server: TokenServer) -> None:
    door = open_door()
    door.send(PETS)
    server.valid.clear()
    stream = door.stream(get("/pets", JsonLines[Any], security=("machine",)))
    door.leave(stream)
    assert (len(server.calls), len(server.fetches)) == (3, 2)


def test_refusals_are_errors_with_a_reason(
    open_door: Open, server: TokenServer
) -> None:
    said = {"error": "invalid_client", "error_description": f"not {SECRET}\x1b!"}
    server.answers = [(401, said)]
    with pytest.raises(TokenError) as caught:
        open_door().send(PETS)
    error = caught.value
    text = "the token endpoint answered 401 invalid_client: not …\\x1b!"
    assert (str(error), error.error, error.status) == (text, "invalid_client", 401)
    assert (error.operation, error.attempts) == ("pets", 0)
    assert server.calls == []
    while error is not None:
        assert SECRET not in f"{error!r} {error} {vars(error)}"
        error = error.__context__  # type: ignore[assignment]
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.status) == (text, 401)


@pytest.mark.parametrize(
    "answer",
    [
        *(b"", b"[]", b'{"access_token": "sesame', {"access_token": ""}),
        *({"access_token": 7}, {"access_token": "sesame", "token_type": "mac"}),
        {"token_type": "bearer"},
    ],
)
def test_strange_answers(server: TokenServer, answer: Any) -> None:
    server.answers = [(200, answer)]
    client = SyncClient(server.url, credential())
    with client, pytest.raises(TokenError, match="the token endpoint") as caught:
        client.send(PETS)
    assert caught.value.__context__ is None
    assert "sesame" not in f"{caught.value!r}"


def test_a_token_that_no_header_can_hold(server: TokenServer) -> None:
    server.answers = [(200, {"access_token": "a\r\nX: sesame"})]
    with SyncClient(server.url, credential()) as client:
        with pytest.raises(RequestError, match="Authorization") as caught:
            client.send(PETS)
        assert "sesame" not in str(caught.value)


def test_failures_that_may_pass_are_retried(
    open_door: Open, server: TokenServer
) -> None:
    server.answers = [(503, b""), (429, b"")]
    door = open_door(retries=2)
    assert door.send(PETS) == {"name": "Rex"}
    assert (len(server.fetches), len(door.waits)) == (3, 2)
    server.reset()
    server.answers = [(503, b"")] * 3
    with pytest.raises(TokenError, match="answered 503"):
        open_door(retries=2).send(PETS)


def test_refresh_tokens(open_door: Open, server: TokenServer) -> None:
    door = open_door()
    first = {"access_token": "a", "token_type": "Bearer", "refresh_token": "r1"}
    server.answers = [(200, first), (200, {"access_token": "b"}), (400, b"{}")]
    for _ in range(3):
        door.send(PETS)
        server.valid.clear()
    forms = [fetch.form for fetch in server.fetches]
    refresh = {"grant_type": "refresh_token", "refresh_token": "r1"}
    assert forms == [forms[0], refresh, refresh, forms[0]]
    assert {fetch.headers["authorization"] for fetch in server.fetches} == {
        "Basic aWQ6czNjcjN0JTJCJTJGJTNE"
    }
    sent = [call.headers["authorization"] for call in server.calls]
    assert sent == ["Bearer a", "Bearer a", "Bearer b", "Bearer b", "Bearer t4"]


def test_a_refresh_url_of_another_origin_gets_no_secret(server: TokenServer) -> None:
    first = {"access_token": "a", "refresh_token": "r1"}
    server.answers = [(200, first)]
    elsewhere = "http://localhost:1/refresh"
    with SyncClient(server.url, credential(GIVEN, "/token", elsewhere)) as client:
        client.send(PETS)
        server.valid.clear()
        client.send(PETS)
    assert [f.form["grant_type"] for f in server.fetches] == ["client_credentials"] * 2


def test_threads_share_one_fetch(server: TokenServer) -> None:
    server.delay = 0.2
    with SyncClient(server.url, credential()) as client, ThreadPoolExecutor(8) as pool:
        for _ in range(2):
            answers = [pool.submit(client.send, PETS) for _ in range(8)]
            assert all(answer.result() for answer in answers)
            server.valid.clear()
    assert len(server.fetches) == 2


def test_tasks_share_one_fetch(server: TokenServer) -> None:
    server.delay = 0.2
    client = AsyncClientBase(server.url, credential())

    async def together() -> list[Any]:
        return await asyncio.gather(*(client.send(PETS) for _ in range(8)))

    for _ in range(2):  # each in an event loop of its own
        assert len(asyncio.run(together())) == 8
        server.valid.clear()
    assert len(server.fetches) == 2
    asyncio.run(client.aclose())


def test_a_cancelled_fetch_does_not_stop_the_others(server: TokenServer) -> None:
    server.delay = 0.3

    async def together() -> Any:
        async with AsyncClientBase(server.url, credential()) as client:
            first = asyncio.create_task(client.send(PETS))
            await asyncio.sleep(0.05)
            second = asyncio.create_task(client.send(PETS))
            await asyncio.sleep(0.05)
            first.cancel()
            return await second

    assert asyncio.run(together()) == {"name": "Rex"}
    assert len(server.fetches) == 2


def test_nothing_shows_the_secret(server: TokenServer) -> None:
    own = credential()
    with SyncClient(server.url, own) as client:
        client.send(PETS)
        draft = client._settings.draft(PETS)
        shown = f"{GIVEN!r} {own!r} {client!r} {draft!r} {draft.request()!r}"
    assert SECRET not in shown and "t1" not in shown
