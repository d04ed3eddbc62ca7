"""What others understand of the parameters that a generated client sends.

RFC 6570 is expanded by uritemplate, queries and cookies are read by Starlette, and
openapi-core reads parameters by the document itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any, NamedTuple, cast

import pytest
from hypothesis import given, settings, strategies as st
from openapi_core import OpenAPI
from uritemplate import expand
from wire_client import generated
from wire_rows import ABSENT, ARRAY, DEEP, REFUSED, STRING, TEXTS, Row, document
from wire_server import ReadingServer, Understood, openapi_request, reading
from wire_table import ROWS

_NUMBERS = {row.title: number for number, row in enumerate(ROWS)}
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
WORD = st.text(
    st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=9
)
QUICK = settings(max_examples=20, deadline=None)


class Wire(NamedTuple):
    """`ask` sends a value as the parameter of a row, and gives what arrived."""

    client: Any
    server: ReadingServer

    def ask(self, row: Row, value: Any) -> Understood | None:
        """None where the client has refused to send it."""
        self.server.requests.clear()
        try:
            getattr(self.client.wire, f"p{ROWS.index(row)}")(color=value)
        except _refusal():
            assert self.server.requests == []
            return None
        return self.server.seen

    def url(self, row: Row, value: Any) -> str | None:
        """The path and the query that would be asked for."""
        number, url = ROWS.index(row), import_module("wire_readers._runtime.url")
        call = getattr(import_module("wire_readers.api.wire"), f"p{number}")(
            color=value
        )
        try:
            path, query = url.path(call.path), url.query(call.query)
        except _refusal():
            return None
        return str(path.removeprefix(f"/p{number}") + (f"?{query}" if query else ""))


def _refusal() -> type[Exception]:
    return cast("type[Exception]", import_module("wire_readers._runtime").RequestError)


@pytest.fixture(scope="module")
def wire() -> Iterator[Wire]:
    package, _ = generated("wire_readers", document(ROWS))
    with reading() as server, package.Client(base_url=server.url) as client:
        yield Wire(client, server)


def row_of(place: str, schema: dict[str, Any], **said: Any) -> Row:
    """The row of the table that says this and nothing else."""
    [found] = [
        row
        for row in ROWS
        if row.place == place and row.schema == schema and row.said == said
    ]
    return found


TEMPLATES = [
    *(("simple", False, "{color}"), ("simple", True, "{color*}")),
    *(("label", False, "{.color}"), ("label", True, "{.color*}")),
    *(("matrix", False, "{;color}"), ("matrix", True, "{;color*}")),
    *(("form", False, "{?color}"), ("form", True, "{?color*}")),
]


@pytest.mark.parametrize(("style", "explode", "template"), TEMPLATES)
@given(data=st.data())
@QUICK
def test_uri_templates(
    wire: Wire, style: str, explode: bool, template: str, data: st.DataObject
) -> None:
    # Of the style matrix no empty texts inside lists and objects: uritemplate writes
    # `;R=` there for RFC 6570's `;R` (section 3.2.1, ifemp). It sorts the members.
    inner = TEXT.filter(bool) if style == "matrix" else TEXT
    objects = st.dictionaries(TEXT.filter(bool), inner, min_size=1)
    kinds = [(STRING, TEXT), (ARRAY, st.lists(inner, min_size=1)), (TEXTS, objects)]
    schema, values = data.draw(st.sampled_from(kinds))
    value = data.draw(values)
    value = dict(sorted(value.items())) if isinstance(value, dict) else value
    place = "query" if style == "form" else "path"
    found = wire.url(row_of(place, schema, style=style, explode=explode), value)
    expected = expand(template, color=value)
    if found is None:
        assert place == "path" and expected in ("", ".", "..", "%2e", "%2E"), value
    else:
        assert found == (expected if place == "query" else f"/{expected}")


@given(value=TEXT)
@QUICK
def test_path_values_arrive(wire: Wire, value: str) -> None:
    row = row_of("path", STRING, style="simple", explode=False)
    seen = wire.ask(row, value)
    if value.lower().replace("%2e", ".") in ("", ".", ".."):
        assert seen is None
    else:
        assert seen and seen.path == f"/p{ROWS.index(row)}/{value}"


@given(
    texts=st.lists(TEXT, min_size=1), members=st.dictionaries(TEXT, TEXT, min_size=1)
)
@QUICK
def test_queries_arrive(wire: Wire, texts: list[str], members: dict[str, str]) -> None:
    form = {"style": "form", "explode": True}
    seen = wire.ask(row_of("query", ARRAY, **form), texts)
    assert seen and seen.query == [("color", text) for text in texts]
    seen = wire.ask(row_of("query", TEXTS, **form), members)
    assert seen and seen.query == list(members.items())
    seen = wire.ask(row_of("query", DEEP, style="deepObject", explode=True), members)
    assert seen and seen.query == [(f"color[{k}]", v) for k, v in members.items()]


@given(value=TEXT)
@QUICK
def test_cookies_arrive(wire: Wire, value: str) -> None:
    """Starlette gives a cookie as it stands: the style form percent-encodes."""
    from urllib.parse import unquote

    form = {"style": "form", "explode": True}
    seen = wire.ask(row_of("cookie", STRING, **form), value)
    assert seen and list(seen.cookies) == ["color"]
    assert unquote(seen.cookies["color"]) == value


@given(texts=st.lists(WORD.filter(lambda text: ";" not in text), min_size=1))
@QUICK
def test_cookies_and_headers_arrive_as_they_are(wire: Wire, texts: list[str]) -> None:
    token = texts[0].strip('"') or "x"
    seen = wire.ask(row_of("cookie", STRING, style="cookie"), token)
    assert seen and seen.header("cookie") == f"color={token}"
    assert seen.cookies == {"color": token}
    seen = wire.ask(row_of("header", ARRAY, style="simple", explode=False), texts)
    assert seen and seen.header("color") == ",".join(texts)


# openapi-core ------------------------------------------------------------------------

# What it does not read, or not as the specifications have it; the table's own values
# stand for these.
UNREAD = {
    ("path", "label"): "looks for `color` in `.blue`",
    ("path", "matrix"): "looks for `/` before `color`",
    ("path", "allowReserved"): "a slash ends the parameter for it",
    ("query", "spaceDelimited"): "splits at `%20` after it has decoded",
    ("query", "allowEmptyValue"): "takes what is empty for absent",
    ("cookie", "cookie"): "knows no style of 3.2",
    ("cookie", "content"): "does not percent-decode cookies",
    ("cookie", "allowReserved"): "the same",
    ("querystring", "content"): "knows no place of 3.2",
}
MEDIA = {"application/json", "text/plain"}  # it reads no others


def readable(row: Row, value: Any) -> bool:
    said = next(iter(row.said), "")
    style = row.said.get("style", said)
    explode = row.said.get("explode", True)
    if (row.place, style) in UNREAD or not isinstance(row.schema["type"], str):
        return False
    if "content" in row.said:
        return not MEDIA.isdisjoint(row.said["content"])
    if "allowReserved" in row.said and "%" in value:
        return False  # which is what makes the value
    if isinstance(value, str):  # it decodes before it splits, and decodes no cookies
        return value.isalnum() or (bool(value) and row.place in ("query", "header"))
    if isinstance(value, list) and (row.place != "query" or not explode):
        return not any(item is None or "," in item for item in value)
    if isinstance(value, dict):  # nothing tells it which keys are an exploded object's
        flat = all(isinstance(item, int) for item in value.values())
        return (
            flat
            and (style == "deepObject" or not explode or row.place != "query")
            and row.place != "cookie"
        )
    return not isinstance(value, list) or (style == "form" and None not in value)


READ = [
    (number, value)
    for number, row in enumerate(ROWS)
    for value, wire in row.values
    if wire not in (REFUSED, ABSENT) and readable(row, value)
]


@pytest.fixture(scope="module")
def described() -> OpenAPI:
    return OpenAPI.from_dict(document(ROWS))


@pytest.mark.parametrize(("number", "value"), READ)
def test_openapi_core_reads_the_value(
    wire: Wire, described: OpenAPI, number: int, value: Any
) -> None:
    row = ROWS[number]
    seen = wire.ask(row, value)
    assert seen is not None
    result = described.unmarshal_request(openapi_request(seen))
    result.raise_for_errors()
    found: Any = getattr(result.parameters, row.place)["color"]
    if isinstance(value, dict) and "content" not in row.said:
        value = {key: styles_text(item) for key, item in value.items()}
    assert found == value


def styles_text(value: object) -> str:
    """The members of the table's objects are texts for it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_openapi_core_reads_much() -> None:
    """So that nobody empties the list above without seeing it."""
    kinds = {(ROWS[n].place, ROWS[n].said.get("style")) for n, _ in READ}
    assert len(READ) > 40
    assert {("query", "pipeDelimited"), ("query", "deepObject")} <= kinds
    assert {("path", "simple"), ("header", "simple"), ("cookie", "form")} <= kinds
