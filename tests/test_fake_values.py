"""The values that fakes answer with, and those that they refuse."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import UTC
from typing import Any

import client_doors  # noqa: F401 - makes the clients importable
import drawing
import fireworks
import pytest
from drawing.api.drawings import list_shapes, render_drawing
from fake_doors import CIRCLE, ID, ORDER, OTHER, REX, SIZE, TOM, Door, WithFakes
from fireworks.api.supervised_fine_tuning_jobs import create_supervised_fine_tuning_job
from fireworks.models import SupervisedFineTuningJob, SupervisedFineTuningJobInput
from petstore import errors
from petstore._runtime import FakeTransport
from petstore.api.orders import create_order, orders_receipt
from petstore.api.pets import (
    pets_create,
    pets_delete,
    pets_get,
    pets_list,
)
from petstore.models import (
    Order,
    PetInput,
    PetPage,
    PetStatus,
    Problem,
    Receipt,
)


class TestValues(WithFakes):
    def test_what_was_prepared_comes_back(self, shop: Door) -> None:
        shop.fake.on(pets_get(ID)).answer(REX)
        found = shop(lambda client: client.pets.get(OTHER))
        assert found == REX and found is not REX
        assert found.status.is_known and found.created_at.tzinfo is UTC

    def test_calls_are_kept_typed(self, shop: Door) -> None:
        shop.fake.on(pets_create(PetInput(name="", status=PetStatus.SOLD))).answer(REX)
        shop(lambda client: client.pets.create(PetInput(name="Rex", status=PetStatus.SOLD)))  # fmt: skip
        call = shop.fake.calls[-1]
        assert call.json == PetInput(name="Rex", status=PetStatus.SOLD)
        request = shop.fake.requests[-1]
        assert (request.method, request.url) == ("POST", "https://pets.example.com/v2/pets")  # fmt: skip
        assert request.body == b'{"name":"Rex","status":"SOLD"}'
        assert dict(request.headers)["Authorization"] == "Bearer t"

    def test_arguments_of_any_place(self, shop: Door) -> None:
        shop.fake.on(pets_list()).answer(PetPage(items=[REX, TOM]))
        page = shop(lambda client: client.pets.list(limit=2, status=[PetStatus.SOLD]))
        assert page == PetPage(items=[REX, TOM])
        assert not page.items[1].status.is_known
        (call,) = shop.fake.on(pets_list()).calls
        assert call == pets_list(limit=2, status=[PetStatus.SOLD])
        assert call.query["limit"] == 2

    def test_the_status_is_that_of_the_value(self, shop: Door) -> None:
        order = Order(number=7, pet_id=ID, price=ORDER.price)
        receipt = Receipt(number=7)
        answers = shop.fake.on(create_order(ORDER))
        answers.answer(order).answer(receipt).answer(receipt, status=202)
        statuses = [
            shop(lambda client: client.send_raw(create_order(ORDER))).status
            for _ in range(3)
        ]
        assert statuses == [200, 202, 202]
        assert shop(lambda client: client.orders.create(ORDER)) == receipt
        with pytest.raises(TypeError, match=r"^Receipt is no value of POST /orders"):
            answers.answer(receipt, status=200)
        with pytest.raises(TypeError, match="Order is no value"):
            answers.answer(order, status=409)

    def test_text_bytes_and_nothing(
        self, shop: Door, door: Callable[..., Door]
    ) -> None:
        shop.fake.on(orders_receipt(7)).answer("7: Rex für Ann\n")
        assert shop(lambda client: client.orders.receipt(7)) == "7: Rex für Ann\n"
        shop.fake.on(pets_delete(ID)).answer(None)
        assert shop(lambda client: client.send(pets_delete(ID))) is None
        assert shop(lambda client: client.send_raw(pets_delete(ID))).status == 204
        board = door(drawing)
        board.fake.on(render_drawing("a", size=SIZE)).answer(b"\x89PNG\r\n")
        rendered = board(lambda client: client.drawings.render("b", size=SIZE))
        assert rendered == b"\x89PNG\r\n"

    def test_lists_and_unions(self, door: Callable[..., Door]) -> None:
        board = door(drawing)
        board.fake.on(list_shapes("plan")).answer([CIRCLE]).answer([])
        assert board(lambda client: client.drawings.list_shapes("x")) == [CIRCLE]
        assert board(lambda client: client.drawings.list_shapes("x")) == []
        with pytest.raises(TypeError):
            board.fake.on(list_shapes("plan")).answer([SIZE])

    def test_fields_that_no_caller_can_write(self, door: Callable[..., Door]) -> None:
        jobs = door(fireworks, token="t")
        body = SupervisedFineTuningJobInput(dataset="d")
        job = SupervisedFineTuningJob(dataset="d", name="accounts/acme/x")
        jobs.fake.on(create_supervised_fine_tuning_job("acme", body)).answer(job)
        create = "supervised_fine_tuning_jobs"
        assert jobs(lambda client: getattr(client, create).create("acme", body)) == job
        assert jobs.fake.calls[-1].json == body

    @pytest.mark.parametrize(
        "value",
        [
            PetInput(name="Rex", status=PetStatus.SOLD),
            {"id": str(ID), "name": "Rex", "status": "SOLD"},
            PetPage(items=[]),
            Problem(title="no", status=1),
            None,
            "Rex",
            [REX],
            dataclasses.replace(REX, name=None),  # type: ignore[arg-type]
            dataclasses.replace(REX, id="x"),  # type: ignore[arg-type]
            object(),
        ],
    )
    def test_what_is_no_value_of_the_call_fails_at_once(self, value: Any) -> None:
        with pytest.raises(TypeError, match=r"is no value of GET /pets/\{\}: "):
            FakeTransport().on(pets_get(ID)).answer(value)

    def test_headers(self, shop: Door) -> None:
        shop.fake.on(pets_get(ID)).answer(REX, headers={"ETag": '"1"'})
        raw = shop(lambda client: client.send_raw(pets_get(ID)))
        assert raw.headers["etag"] == '"1"' and raw.reason == "OK"
        assert raw.headers["content-type"] == "application/json"
        with pytest.raises(errors.RequestError):
            shop.fake.on(pets_get(ID)).answer(REX, headers={"ETag": "\n"})
