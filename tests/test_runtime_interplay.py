"""Features of the client together: fakes, waits, tokens, pages, downloads, both colours."""

from __future__ import annotations

import asyncio
import copy
import gzip
import io
import pickle
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

import httpx
import pytest
from runtime_calls import Pet, get
from runtime_doors import Door
from vendored._runtime import (
    ApiTimeoutError,
    AsyncFakeTransport,
    Binary,
    Call,
    ClientCredentials,
    EventStream,
    FakeTransport,
    Headers,
    Hook,
    Json,
    JsonAs,
    JsonLines,
    Model,
    PagedCall,
    Response,
    ResponseTooLarge,
    StreamCall,
    TokenError,
    nullable,
    paging,
)
from vendored._runtime.httpx_transport import AsyncHttpxStream
from vendored._runtime.oauth2 import OAuth2
from vendored._runtime.outcome import PIECE, Collector
from vendored._runtime.prepare import Settings

LISTED = "application/vnd.pets+json"


@pytest.fixture(params=["sync-stdlib", "async-stdlib"])
def fake(request: Any) -> Any:
    made: Any = FakeTransport() if request.param[0] == "s" else AsyncFakeTransport()
    given = OAuth2("/token", ClientCredentials("id", "s3cret"))
    credentials = {"machine": given}
    made.door = Door(request.param, "http://h", transport=made, credentials=credentials)
    del made.door.client._sleep  # the fake's own
    yield made
    made.door.close()


def items(fake: Any, call: Any) -> list[Any]:
    found = fake.door.client.items(call)
    if fake.door.runner is None:
        return list(found)

    async def listed() -> list[Any]:
        return [item async for item in found]

    return fake.door.runner.run(listed())  # type: ignore[no-any-return]


class TestWaits:
    def test_a_wait_for_what_never_comes_ends_without_spending_the_time(
        self, fake: Any
    ) -> None:
        fake.on(get("/jobs")).answer(Pet(name="running"))
        with pytest.raises(ApiTimeoutError, match="after 300 seconds") as caught:
            client = fake.door.client
            fake.door.wait(client.wait(get("/jobs"), lambda _: False, timeout=300))
        error = caught.value
        assert error.value == Pet(name="running")
        assert (error.attempts, error.status) == (1, 200)
        assert 295 < sum(fake.waits) <= 300


class TestBodies:
    def test_of_an_asynchronous_iterable_reaches_the_fake(self, fake: Any) -> None:
        if fake.door.runner is None:
            pytest.skip("the asynchronous client's")

        async def pieces() -> AsyncIterator[bytes]:
            yield b"a"
            yield b"b"

        call = Call("POST", ("/x",), returns=Binary)
        fake.on(call).answer(b"ok")

        async def send() -> Any:
            made = Call("POST", ("/x",), content=pieces(), returns=Binary)
            return await fake.door.client.send(made)

        assert fake.door.runner.run(send()) == b"ok"
        assert fake.requests[0].body == b"ab"


@dataclass(slots=True, kw_only=True)
class Page(Model):
    pets: list[Pet] | None = None
    next: object = None


class TestPages:
    @pytest.mark.parametrize("body", [JsonAs(Pet(name="x"), LISTED), nullable(None)])
    def test_by_a_body_that_says_how_it_is_sent(self, fake: Any, body: Any) -> None:
        how = paging.Token("start", "next", items="pets", in_body=True)
        call = PagedCall("POST", ("/p",), json=body, returns=Json[Page], paging=how)
        first, last = Page(pets=[Pet(name="a")], next="2"), Page(pets=[Pet(name="b")])
        fake.on(call).answer(first).answer(last)
        assert items(fake, call) == [Pet(name="a"), Pet(name="b")]
        sent = fake.requests[1]
        named = body is not nullable(None)
        assert sent.body == (b'{"name":"x","start":"2"}' if named else b'{"start":"2"}')
        assert (LISTED in dict(sent.headers).values()) is named

    def test_begun_by_the_body_that_says_how_it_is_sent(self, fake: Any) -> None:
        how = paging.Offset("start", items="pets", total="next", in_body=True)
        body = JsonAs({"start": 5}, LISTED)
        call = PagedCall("POST", ("/p",), json=body, returns=Json[Page], paging=how)
        page = Page(pets=[Pet(name="a")], next=7)
        fake.on(call).answer(page)
        assert len(items(fake, call)) == 2

    def test_begun_by_what_is_no_single_value(self, fake: Any) -> None:
        how = paging.Token("start", "next", items="pets")
        query = {"start": ["a", "b"]}
        call = PagedCall("GET", ("/p",), query=query, returns=Json[Page], paging=how)
        fake.on(call).answer(Page(pets=[Pet(name="a")]))
        assert items(fake, call) == [Pet(name="a")]

    @pytest.mark.parametrize("total", ["1e999", "1e300", "NaN", "2.5"])
    def test_with_a_count_that_is_none(self, fake: Any, total: str) -> None:
        how = paging.Offset("start", items="pets", total="next")
        call = PagedCall("GET", ("/p",), returns=Json[Any], paging=how)
        body = f'{{"pets":[],"next":{total}}}'.encode()
        fake.on(call).respond(200, body)
        try:
            assert items(fake, call) == []
        except Exception as error:
            assert type(error).__name__ == "DecodeError"


class TestDownloads:
    def test_of_a_call_that_could_be_streamed(self, fake: Any) -> None:
        call = StreamCall("POST", ("/speech",), returns=Binary, items=EventStream[Pet])
        fake.on(call).respond(200, b"abc", headers={"Content-Type": "audio/mpeg"})
        file = io.BytesIO()
        assert fake.door.wait(fake.door.client.download(call, file)) == 3
        assert file.getvalue() == b"abc"
        assert dict(fake.requests[0].headers)["Accept"] == "*/*"

    @pytest.mark.parametrize("coding", ["gzip", "identity"])
    def test_are_not_limited_by_a_piece(self, fake: Any, coding: str) -> None:
        fake.door.client.max_response_bytes = 1000
        whole = bytes(100_000)
        body = gzip.compress(whole) if coding == "gzip" else whole
        headers = {"Content-Encoding": coding}
        fake.on(get("/f", Binary)).respond(200, body, headers=headers)
        file = io.BytesIO()
        download = fake.door.client.download(get("/f", Binary), file)
        assert fake.door.wait(download) == len(whole)
        assert file.getvalue() == whole

    def test_into_a_file_that_does_not_count(self, fake: Any) -> None:
        class Quiet(io.BytesIO):
            def write(self, piece: Any) -> Any:
                super().write(piece)

        fake.on(get("/f", Binary)).respond(200, b"abc")
        download = fake.door.client.download(get("/f", Binary), Quiet())
        assert fake.door.wait(download) == 3


class TestTokens:
    def test_a_token_is_there_as_soon_as_it_is_said_to_be_fresh(self) -> None:
        seen: list[Any] = []

        class Watched(OAuth2):
            def __setattr__(self, name: str, value: Any) -> None:
                super().__setattr__(name, value)
                if hasattr(self, "_end") and self.is_fresh(0.0):
                    seen.append(self.place()[2])

        grant = Watched("/token", ClientCredentials("id", "s3cret"))
        content = b'{"access_token": "new", "token_type": "bearer"}'
        grant.renewed(Response(200, "", Headers(), content), 0.0)
        assert seen and set(seen) == {"Bearer new"}

    def test_a_message_never_repeats_a_refresh_token(self) -> None:
        grant = OAuth2("/token", ClientCredentials("id", "s3cret"))
        content = b'{"access_token": "t", "refresh_token": "r3fresh"}'
        grant.renewed(Response(200, "", Headers(), content), 0.0)
        said = b'{"error": "r3fresh", "error_description": "s3cret or r3fresh?"}'
        with pytest.raises(TokenError) as caught:
            grant.renewed(Response(500, "", Headers(), said), 0.0)
        text = "the token endpoint answered 500 \u2026: \u2026 or \u2026?"
        assert (str(caught.value), caught.value.error) == (text, "\u2026")


def test_a_null_stays_one_in_copies() -> None:
    call = Call("POST", ("/x",), json=nullable(None), returns=Binary)
    assert copy.deepcopy(call) == call == pickle.loads(pickle.dumps(call))


def test_a_stream_outlives_the_call_whatever_request_a_hook_returns(fake: Any) -> None:
    class Other(Hook):
        def before(self, request: Any) -> Any:
            return replace(request, headers=(*request.headers, ("X-A", "b")))

    door = fake.door
    door.client.hooks = (Other(),)
    door.client._settings.total = 0.3
    fake.on(get("/rows", JsonLines[Pet])).stream([Pet(name="a"), Pet(name="b")])
    stream = door.stream(get("/rows", JsonLines[Pet]))
    time.sleep(0.35)
    assert door.rest(stream) == [Pet(name="a"), Pet(name="b")]
    assert ("X-A", "b") in fake.requests[0].headers


def test_what_fails_while_an_answer_is_closed_does_not_hide_it() -> None:
    class Answer:
        status_code, reason_phrase, headers = 200, "OK", httpx.Headers()

        async def aclose(self) -> None:
            raise OSError("the socket is gone")

    answer: Any = Answer()
    asyncio.run(AsyncHttpxStream(answer).aclose())


def test_a_draft_does_not_show_what_is_sent() -> None:
    settings = Settings("http://h", {}, 1.0, {})
    call = Call("POST", ("/x",), json={"password": "s3cret"}, returns=Binary)
    assert "s3cret" not in repr(settings.draft(call))


@pytest.mark.parametrize("surplus", [-1, 0, 1])
@pytest.mark.parametrize("step", [1 << 22, 100])
def test_what_is_compressed_comes_whole(surplus: int, step: int) -> None:
    whole = bytes(2 * PIECE + surplus)
    sent = gzip.compress(whole) + gzip.compress(b"more")
    head = Response(200, "", Headers([("Content-Encoding", "gzip")]), b"")
    body = Collector(head, len(whole) + 4)
    for place in range(0, len(sent), step):
        body.feed(sent[place : place + step])
    assert body.response().content == whole + b"more"
    with pytest.raises(ResponseTooLarge):
        Collector(head, len(whole) - 1).feed(sent)
