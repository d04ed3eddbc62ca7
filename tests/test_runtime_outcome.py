"""What becomes of an answer, through all six doors, and what errors show."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from runtime_calls import Pet, Problem, ThroughDoors, get
from runtime_doors import Door
from vendored._runtime import (
    ApiError,
    Binary,
    Call,
    DecodeError,
    Json,
    NoContent,
    StatusError,
    Text,
    errors as kinds,
)


class TestOutcome(ThroughDoors):
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


class TestSecrets(ThroughDoors):

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
