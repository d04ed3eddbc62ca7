"""What fakes answer to which call, in both colours."""

from __future__ import annotations

import asyncio
import copy
import dataclasses
from collections.abc import Callable
from typing import Any

import client_doors  # noqa: F401 - makes the clients importable
import drawing
import petstore
import pytest
from drawing.api.drawings import render_drawing
from drawing.models import Size
from fake_doors import ID, OTHER, REX, TOM, Door, WithFakes
from petstore import errors
from petstore._runtime import (
    AsyncFakeTransport,
    Call,
    FakeTransport,
    Json,
    JsonAs,
    Request,
)
from petstore._runtime.fake_transport import NotPrepared
from petstore.api.pets import (
    pets_create,
    pets_delete,
    pets_get,
    pets_list,
    pets_update,
)
from petstore.models import (
    Pet,
    PetInput,
    PetPage,
    PetStatus,
    PetsUpdateRequest,
    Problem,
)


class TestErrors(WithFakes):
    def test_statuses(self, shop: Door) -> None:
        problem = Problem(title="gone", status=404)
        shop.fake.on(pets_get(ID)).respond(404, problem)
        with pytest.raises(errors.NotFoundError) as caught:
            shop(lambda client: client.pets.get(ID))
        assert caught.value.body == problem
        assert str(caught.value).startswith("GET /pets/{}: 404 Not Found")

    def test_bodies_of_any_kind(self, shop: Door) -> None:
        answers = shop.fake.on(pets_delete(ID))
        answers.respond(400, "bad").respond(401, {"a": [1]}).respond(403, b"\xff")
        answers.respond(418).respond(999, problem := Problem(title="x", status=1))
        found = []
        for _ in range(5):
            with pytest.raises(errors.StatusError) as caught:
                shop(lambda client: client.send(pets_delete(ID)))
            found.append(caught.value.body)
        assert found == ["bad", {"a": [1]}, b"\xff", b"", problem.to_dict()]

    def test_a_success_that_is_no_value(self, shop: Door) -> None:
        shop.fake.on(pets_get(ID)).respond(200, b'{"id"')
        with pytest.raises(errors.DecodeError, match="JSON"):
            shop(lambda client: client.pets.get(ID))
        shop.fake.on(pets_get(ID)).respond(200, {"id": 7})
        with pytest.raises(errors.DecodeError, match=r"\$\.name"):
            shop(lambda client: client.pets.get(ID))

    def test_a_model_that_is_not_declared(self) -> None:
        answers = FakeTransport().on(pets_get(ID))
        with pytest.raises(TypeError, match=r"Pet is not what GET .* the status 404"):
            answers.respond(404, REX)
        with pytest.raises(ValueError, match="99"):
            answers.respond(99)

    def test_faults(self, shop: Door) -> None:
        shop.client.max_retries = 0
        fault = errors.ApiTimeoutError("too slow")
        shop.fake.on(pets_get(ID)).fail(fault)
        for _ in range(2):
            with pytest.raises(errors.ApiTimeoutError, match="too slow") as caught:
                shop(lambda client: client.pets.get(ID))
            assert caught.value.operation == "GET /pets/{}"
        assert fault.operation == "" and fault.__traceback__ is None

    def test_retries_take_no_time(self, shop: Door) -> None:
        answers = shop.fake.on(pets_get(ID))
        answers.respond(503, headers={"Retry-After": "30"})
        answers.fail(errors.ApiConnectionError("reset")).answer(REX)
        assert shop(lambda client: client.pets.get(ID)) == REX
        assert [each.attempt for each in shop.fake.requests] == [1, 2, 3]
        assert len(shop.fake.calls) == 3 and shop.fake.waits[0] >= 30
        assert len(shop.fake.waits) == 2

    def test_hooks_and_limits_are_at_work(self, shop: Door) -> None:
        shop.client.max_response_bytes = 10
        shop.fake.on(pets_get(ID)).answer(REX)
        with pytest.raises(errors.ResponseTooLarge):
            shop(lambda client: client.pets.get(ID))
        shop.client.hooks = (petstore._runtime.LoggingHook(None),)
        with pytest.raises(errors.ApiError, match="LoggingHook"):
            shop(lambda client: client.pets.get(ID))


class TestMatching(WithFakes):
    def test_answers_come_in_turn_and_the_last_one_stays(self, shop: Door) -> None:
        shop.fake.on(pets_get(ID)).answer(REX).answer(TOM)
        found = [shop(lambda client: client.pets.get(ID)).name for _ in range(3)]
        assert found == ["Rex", "Tom", "Tom"]
        shop.fake.on(pets_get(OTHER)).answer(REX)
        assert shop(lambda client: client.pets.get(ID)).name == "Rex"

    def test_exactly_this_call(self, shop: Door) -> None:
        shop.fake.on(pets_get(ID)).answer(REX)
        shop.fake.on(pets_get(OTHER), exactly=True).answer(TOM)
        assert shop(lambda client: client.pets.get(ID)).name == "Rex"
        assert shop(lambda client: client.pets.get(OTHER)).name == "Tom"
        assert shop(lambda client: client.pets.get(ID)).name == "Rex"
        assert len(shop.fake.on(pets_get(OTHER), exactly=True).calls) == 1
        assert len(shop.fake.on(pets_get(OTHER)).calls) == 3

    def test_exactly_with_styles_and_bodies(self, door: Callable[..., Door]) -> None:
        board = door(drawing)
        for width in (1, 2):
            size = Size(width=width, height=2)
            call = render_drawing("a", size=size, layers=[1])
            board.fake.on(call, exactly=True).answer(bytes([width]))
        size = Size(width=2, height=2)
        call = render_drawing("a", size=size, layers=[1])
        assert board(lambda client: client.send(call)) == b"\x02"
        with pytest.raises(AssertionError, match="exactly"):
            board(lambda client: client.drawings.render("a", size=size, layers=[2]))

    def test_exactly_with_a_body_of_another_media_type(self, shop: Door) -> None:
        def create(body: PetInput | JsonAs[PetInput]) -> Call[Pet]:
            return Call("POST", ("/pets",), json=body, returns=Json[Pet])

        rex = PetInput(name="Rex", status=PetStatus.SOLD)
        shop.fake.on(create(rex), exactly=True).answer(TOM)
        shop.fake.on(create(JsonAs(rex, "a/b+json")), exactly=True).answer(REX)
        call = create(JsonAs(dataclasses.replace(rex), "a/b+json"))
        assert shop(lambda client: client.send(call)) == REX
        with pytest.raises(NotPrepared):
            shop(lambda client: client.send(create(JsonAs(rex, "a/c+json"))))

    def test_a_request_that_no_call_stands_behind(self) -> None:
        fake = FakeTransport()
        request = Request(
            *("POST", "https://h/oauth/token?key=k", (), b""), timeout=1, deadline=9e9
        )
        with pytest.raises(NotPrepared, match=r"for POST /oauth/token; prepared: no"):
            fake.send(request)
        token = Call("POST", ("/oauth/token",), returns=Json[Any])
        fake.on(token).answer({"access_token": "t"})
        assert [*fake.send(request).chunks()] == [b'{"access_token":"t"}']
        assert (fake.calls, len(fake.requests)) == ([], 2)

    def test_nothing_is_prepared(self, shop: Door) -> None:
        with pytest.raises(NotPrepared, match=r"GET /pets/{}; prepared: nothing$"):
            shop(lambda client: client.pets.get(ID))
        assert len(shop.fake.requests) == 1  # and not tried again
        shop.fake.on(pets_create(PetInput(name="", status=PetStatus.SOLD))).answer(REX)
        shop.fake.on(pets_update(ID, PetsUpdateRequest()), exactly=True).answer(REX)
        shop.fake.on(pets_list())
        known = r"prepared: POST /pets, PATCH /pets/{} \(exactly\)$"
        with pytest.raises(NotPrepared, match=known) as caught:
            shop(lambda client: client.pets.get(ID))
        assert not isinstance(caught.value, errors.ApiError)
        assert isinstance(caught.value, AssertionError)

    def test_what_production_refuses_is_refused(
        self, door: Callable[..., Door]
    ) -> None:
        shop = door(petstore)
        shop.fake.on(pets_list()).answer(PetPage(items=[]))
        with pytest.raises(errors.RequestError, match="credentials are missing"):
            shop(lambda client: client.pets.list())
        assert shop.fake.calls == []

    def test_one_fake_after_the_other(self) -> None:
        fake = FakeTransport()
        fake.on(pets_get(ID)).answer(REX)
        for _ in range(2):
            with petstore.Client(token="t", transport=fake) as client:
                assert client.pets.get(ID) == REX
        assert copy.copy(fake).calls == [pets_get(ID)] * 2

    def test_tasks_take_turns(self) -> None:
        async def main() -> None:
            fake = AsyncFakeTransport()
            fake.on(pets_get(ID)).answer(REX)
            async with petstore.AsyncClient(token="t", transport=fake) as client:
                tasks = [client.pets.get(ID) for _ in range(20)]
                assert await asyncio.gather(*tasks) == [REX] * 20

        asyncio.run(main())
