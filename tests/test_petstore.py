"""The pet store's client against a real server: every operation, in both colours."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import client_doors
import petstore
import pytest
from client_doors import Door
from client_server import Answer, Server, serving
from petstore import UNSET, errors
from petstore._runtime import DecodeError, RequestError
from petstore.api.pets import pets_list
from petstore.models import (
    Money,
    Order,
    OrderInput,
    Owner,
    OwnerAddress,
    Pet,
    PetInput,
    PetPage,
    PetStatus,
    PetsUpdateRequest,
    Problem,
    Receipt,
)

ID = UUID("0b6f1bd2-98a5-4c34-9d4c-1f0f1f7c2a11")
REX = {"id": str(ID), "name": "Rex", "status": "AVAILABLE"}
PROBLEM = {"title": "No", "status": 404, "detail": "gone"}
ORDER = {"number": 7, "petId": str(ID), "price": {"amount": "9.90", "currency": "EUR"}}
KIND = "application/problem+json"
ROUTES = {
    "GET /v2/pets": Answer({"items": [REX], "nextCursor": None}),
    "POST /v2/pets": Answer(REX, 201),
    f"GET /v2/pets/{ID}": Answer(REX),
    f"PATCH /v2/pets/{ID}": Answer(REX),
    f"DELETE /v2/pets/{ID}": Answer(status=204),
    "POST /v2/orders": Answer(ORDER),
    "GET /v2/orders/7/receipt": Answer("7: Rex für Ann\n".encode(), 200, "text/plain"),
}
OPERATIONS: dict[str, Callable[[Any], Any]] = {
    "list": lambda client: client.pets.list(),
    "create": lambda client: client.pets.create(a_pet()),
    "get": lambda client: client.pets.get(ID),
    "update": lambda client: client.pets.update(ID, PetsUpdateRequest()),
    "delete": lambda client: client.pets.delete(ID),
    "order": lambda client: client.orders.create(an_order()),
    "receipt": lambda client: client.orders.receipt(7),
}


def a_pet() -> PetInput:
    return PetInput(name="Rex", status=PetStatus.AVAILABLE)


def an_order() -> OrderInput:
    return OrderInput(pet_id=ID, price=Money(amount=Decimal("9.90"), currency="EUR"))


def change(door: Door, body: PetsUpdateRequest) -> None:
    door(lambda client: client.pets.update(ID, body, if_match='"1"'))


Open = Callable[..., Door]


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(dict(ROUTES)) as made:
        yield made


@pytest.fixture(params=client_doors.COLOURS)
def open_door(request: pytest.FixtureRequest, server: Server) -> Iterator[Open]:
    doors: list[Door] = []

    def open_it(**credentials: Any) -> Door:
        doors.append(Door(request.param, petstore, f"{server.url}/v2", **credentials))
        return doors[-1]

    yield open_it
    for door in doors:
        door.close()


@pytest.fixture
def door(open_door: Open) -> Door:
    return open_door(token="t0ken", api_key="k3y")


class TestCalls:
    def test_query(self, door: Door, server: Server) -> None:
        wanted = [PetStatus.AVAILABLE, PetStatus("LOST & FOUND")]
        page = door(
            lambda client: client.pets.list(
                limit=5, status=wanted, born_after=date(2024, 2, 29)
            )
        )
        query = "limit=5&status=AVAILABLE&status=LOST%20%26%20FOUND"
        assert server.only.target == f"/v2/pets?{query}&bornAfter=2024-02-29"
        assert server.only.body == b""
        assert page.next_cursor is None
        assert [type(pet) for pet in page.items] == [Pet]
        assert page.items[0].nickname is UNSET

    def test_what_is_not_given_is_not_sent(self, door: Door, server: Server) -> None:
        door(lambda client: client.pets.list(status=[]))
        assert server.only.target == "/v2/pets"

    def test_create(self, door: Door, server: Server) -> None:
        created = REX | {"bornOn": "2020-02-29", "createdAt": "2024-05-06T07:08:09Z"}
        server.routes["POST /v2/pets"] = Answer(created, 201)
        body = a_pet()
        body.class_, body.tags, body.born_on = "dog", ["a", "b"], date(2020, 2, 29)
        body.owner = Owner(name="Ann", address=OwnerAddress(city="Köln"))
        pet = door(lambda client: client.pets.create(body))
        assert server.only.headers["content-type"] == "application/json"
        assert server.only.json == {
            "name": "Rex",
            "status": "AVAILABLE",
            "bornOn": "2020-02-29",
            "tags": ["a", "b"],
            "owner": {"name": "Ann", "address": {"city": "Köln"}},
            "class": "dog",
        }
        assert (pet.id, pet.born_on) == (ID, date(2020, 2, 29))
        assert pet.created_at == datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
        assert pet.to_dict() == created

    def test_merge_patch_tells_null_from_absent(
        self, door: Door, server: Server
    ) -> None:
        bodies = [
            PetsUpdateRequest(),
            PetsUpdateRequest(nickname=None),
            PetsUpdateRequest(nickname="Rexy", status=PetStatus.SOLD),
        ]
        for body in bodies:
            change(door, body)
        assert [seen.json for seen in server.seen] == [
            {},
            {"nickname": None},
            {"nickname": "Rexy", "status": "SOLD"},
        ]
        headers = server.seen[0].headers
        assert headers["content-type"] == "application/merge-patch+json"
        assert headers["if-match"] == '"1"'

    def test_an_absent_header(self, door: Door, server: Server) -> None:
        door(OPERATIONS["update"])
        assert "if-match" not in server.only.headers

    def test_no_content(self, door: Door, server: Server) -> None:
        assert door(OPERATIONS["delete"]) is None
        assert server.only.method == "DELETE"

    def test_text(self, door: Door) -> None:
        assert door(OPERATIONS["receipt"]) == "7: Rex für Ann\n"

    def test_each_success_has_its_type(self, door: Door, server: Server) -> None:
        order = door(OPERATIONS["order"])
        price = Money(amount=Decimal("9.90"), currency="EUR")
        assert order == Order(number=7, pet_id=ID, price=price)
        server.routes["POST /v2/orders"] = Answer({"number": 7}, 202)
        assert door(OPERATIONS["order"]) == Receipt(number=7)

    def test_the_general_doors(self, door: Door) -> None:
        page = door(lambda client: client.send(pets_list(limit=1)))
        response = door(lambda client: client.send_raw(pets_list(limit=1)))
        assert page == PetPage.from_json(response.content)
        assert response.status == 200


class TestErrors:
    @pytest.mark.parametrize(
        ("operation", "status", "kind"),
        [
            ("get", 404, errors.NotFoundError),
            ("create", 422, errors.UnprocessableEntityError),
            ("order", 409, errors.ConflictError),
            ("list", 401, errors.AuthenticationError),
            ("list", 503, errors.ServerError),
        ],
    )
    def test_documented(
        self, door: Door, server: Server, operation: str, status: int, kind: type
    ) -> None:
        server.routes |= dict.fromkeys(ROUTES, Answer(PROBLEM, status, KIND))
        with pytest.raises(petstore.StatusError) as caught:
            door(OPERATIONS[operation])
        assert type(caught.value) is kind
        assert caught.value.status == status
        assert type(caught.value.body) is Problem
        assert caught.value.body == Problem.from_dict(PROBLEM)
        assert caught.value.operation in str(caught.value)

    def test_undocumented(self, door: Door, server: Server) -> None:
        server.routes[f"DELETE /v2/pets/{ID}"] = Answer(PROBLEM, 404)
        with pytest.raises(errors.NotFoundError) as caught:
            door(OPERATIONS["delete"])
        assert caught.value.body == PROBLEM

    def test_another_shape(self, door: Door, server: Server) -> None:
        server.routes["GET /v2/pets"] = Answer({"items": [REX, REX | {"tags": [1]}]})
        with pytest.raises(DecodeError) as caught:
            door(OPERATIONS["list"])
        assert caught.value.path == "$.items[1].tags[0]"
        assert caught.value.response.status == 200


class TestSecurity:
    @pytest.mark.parametrize("name", OPERATIONS)
    def test_what_each_operation_gets(
        self, door: Door, server: Server, name: str
    ) -> None:
        door(OPERATIONS[name])
        headers = server.only.headers
        assert headers["authorization"] == "Bearer t0ken"
        assert headers.get("x-shop-key") == ("k3y" if name == "order" else None)

    @pytest.mark.parametrize("name", [name for name in OPERATIONS if name != "get"])
    def test_none_is_refused(self, open_door: Open, server: Server, name: str) -> None:
        door = open_door()
        with pytest.raises(RequestError, match="missing: give `token`"):
            door(OPERATIONS[name])
        assert not server.seen

    @pytest.mark.parametrize(
        ("given", "other"), [("token", "api_key"), ("api_key", "token")]
    )
    def test_one_of_two_is_refused(
        self, open_door: Open, server: Server, given: str, other: str
    ) -> None:
        door = open_door(**{given: "x"})
        with pytest.raises(RequestError, match=f"missing: give `{other}` to"):
            door(OPERATIONS["order"])
        assert not server.seen

    def test_the_anonymous_alternative(self, open_door: Open, server: Server) -> None:
        door = open_door(api_key="k")
        assert door(OPERATIONS["get"]) == Pet.from_dict(REX)
        assert not {"authorization", "x-shop-key"} & server.only.headers.keys()

    def test_a_token_that_changes(self, open_door: Open, server: Server) -> None:
        tokens = iter(["one", "two"])
        door = open_door(token=lambda: next(tokens))
        door(OPERATIONS["list"])
        door(OPERATIONS["list"])
        sent = [seen.headers["authorization"] for seen in server.seen]
        assert sent == ["Bearer one", "Bearer two"]


class TestDirections:
    def test_each_type_has_its_own_fields(self) -> None:
        def names(of: Any) -> set[str]:
            return {field.name for field in dataclasses.fields(of)}

        assert names(Pet) - names(PetInput) == {"id", "created_at"}
        assert not names(PetInput) - names(Pet)
        assert names(Order) - names(OrderInput) == {"number"}
        assert names(OrderInput) - names(Order) == {"card_number"}

    def test_write_only(self, door: Door, server: Server) -> None:
        body = dataclasses.replace(an_order(), card_number="4111")
        order = door(lambda client: client.orders.create(body))
        assert server.only.json["cardNumber"] == "4111"
        assert "number" not in server.only.json
        assert not hasattr(order, "card_number")


class TestClosing:
    def test_a_block_closes(self, door: Door) -> None:
        assert door.block(lambda client: client.pets.get(ID)).name == "Rex"
        with pytest.raises(RequestError, match="closed"):
            door(OPERATIONS["get"])

    def test_close(self, open_door: Open, server: Server) -> None:
        door = open_door(token="t")
        close = "aclose" if door.runner else "close"
        door(lambda client: getattr(client, close)())
        with pytest.raises(RequestError, match="closed"):
            door(OPERATIONS["list"])
        assert not server.seen
