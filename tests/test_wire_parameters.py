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
from wire_table import ABSENT, REFUSED, ROWS, Row, document


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
