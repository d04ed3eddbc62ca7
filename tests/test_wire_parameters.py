"""Every style, type and place of a parameter, as a generated client sends it.

`pytest -s` prints the whole table.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from runtime_server import Seen, Server, serving
from wire_client import generated
from wire_rows import ABSENT, REFUSED, Row, document
from wire_table import ROWS


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as found:
        yield found


@pytest.fixture(scope="module")
def client(server: Server) -> Any:
    package, messages = generated("wire_parameters", document(ROWS))
    assert messages == ""
    with package.Client(base_url=server.url) as client:
        yield client


@pytest.mark.parametrize("number", range(len(ROWS)), ids=lambda n: ROWS[n].title)
def test_on_the_wire(client: Any, server: Server, number: int) -> None:
    row = ROWS[number]
    for value, expected in row.values:
        shown = sent(client, server, number, value)
        print(f"{row.title} {value!r:<44} {shown}")
        assert shown == expected, value


def sent(client: Any, server: Server, number: int, value: Any) -> str:
    """What stands on the wire, in the place of the parameter."""
    refusal = import_module("wire_parameters._runtime").RequestError
    server.seen.clear()
    try:
        getattr(client.wire, f"p{number}")(color=value)
    except refusal:
        assert server.seen == []
        return REFUSED
    [seen] = server.seen
    found = place_of(ROWS[number], seen, number)
    return ABSENT if found is None else found


def place_of(row: Row, seen: Seen, number: int) -> str | None:
    path, mark, query = seen.target.partition("?")
    assert path.startswith(f"/p{number}")
    if row.place == "path":
        assert not mark
        return path.removeprefix(f"/p{number}/")
    assert path == f"/p{number}"
    if row.place in ("query", "querystring"):
        assert bool(mark) == bool(query)
        return query if mark else None
    assert not mark
    return seen.headers.get("cookie" if row.place == "cookie" else "color")


# Swagger 2.0 (Parameter Object, collectionFormat): the array, and what is on the wire.
COLLECTIONS = [
    *[("query", "csv", "color=a%2Cb,c"), ("query", "ssv", "color=a%2Cb%20c")],
    *[("query", "tsv", "color=a%2Cb%09c"), ("query", "pipes", "color=a%2Cb%7Cc")],
    *[("query", "multi", "color=a%2Cb&color=c"), ("path", "csv", "a%2Cb,c")],
    *[("path", "ssv", "a%2Cb%20c"), ("path", "tsv", "a%2Cb%09c")],
    *[("path", "pipes", "a%2Cb%7Cc"), ("header", "csv", "a,b,c")],
    *[("header", "ssv", "a,b c"), ("header", "tsv", "a,b\tc"), ("header", "pipes", "a,b|c")],
    *[("formData", "csv", "color=a%2Cb,c"), ("formData", "ssv", "color=a%2Cb+c")],
    *[("formData", "tsv", "color=a%2Cb%09c"), ("formData", "pipes", "color=a%2Cb%7Cc")],
    *[("formData", "multi", "color=a%2Cb&color=c"), ("formData", "", "color=a%2Cb,c")],
]  # fmt: skip
PARTS = {"csv": ["a,b,c"], "pipes": ["a,b|c"], "multi": ["a,b", "c"]}


def swagger() -> dict[str, Any]:
    def operation(place: str, said: str, media: str) -> dict[str, Any]:
        array = {"type": "array", "items": {"type": "string"}}
        named = {"name": "color", "in": place, "required": place == "path", **array}
        parameter = {**named, "collectionFormat": said} if said else named
        answer = {"204": {"description": "Done."}}
        return {
            "tags": ["wire"],
            "parameters": [parameter],
            "responses": answer,
            "consumes": [media],
        }

    paths: dict[str, Any] = {}
    for number, (place, said, _) in enumerate(COLLECTIONS):
        path = f"/p{number}" + ("/{color}" if place == "path" else "")
        of = operation(place, said, "application/x-www-form-urlencoded")
        paths[path] = {"post": {"operationId": f"p{number}", **of}}
    for said in PARTS:
        of = operation("formData", said, "multipart/form-data")
        paths[f"/{said}"] = {"post": {"operationId": said, **of}}
    info = {"title": "Swagger", "version": "1"}
    return {"swagger": "2.0", "info": info, "host": "api.example.com", "paths": paths}


@pytest.fixture(scope="module")
def swagger_client(server: Server) -> Any:
    package, messages = generated("wire_swagger", swagger())
    assert messages == ""
    with package.Client(base_url=server.url) as client:
        yield client


@pytest.mark.parametrize("number", range(len(COLLECTIONS)))
def test_collection_formats(swagger_client: Any, server: Server, number: int) -> None:
    place, said, expected = COLLECTIONS[number]
    server.seen.clear()
    value: Any = ["a,b", "c"]
    if place == "formData":
        models = import_module("wire_swagger.models")
        value = getattr(models, f"P{number}Request")(color=value)
    name = "body" if place == "formData" else "color"
    getattr(swagger_client.wire, f"p{number}")(**{name: value})
    [seen] = server.seen
    path, _, query = seen.target.partition("?")
    arrived = {
        "query": query,
        "path": path.rpartition("/")[2],
        "header": seen.headers.get("color"),
        "formData": seen.body.decode(),
    }[place]
    print(f"{place:<11} collectionFormat={said:<35} {value!r:<44} {arrived}")
    assert arrived == expected


@pytest.mark.parametrize("said", PARTS)
def test_collection_formats_in_parts(
    swagger_client: Any, server: Server, said: str
) -> None:
    models = import_module("wire_swagger.models")
    server.seen.clear()
    body = getattr(models, f"{said.title()}Request")(color=["a,b", "c"])
    getattr(swagger_client.wire, said)(body)
    [seen] = server.seen
    found = [part.split(b"\r\n\r\n")[1] for part in seen.body.split(b"\r\n--")[:-1]]
    assert [part.decode() for part in found] == PARTS[said]
