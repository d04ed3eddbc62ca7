"""URL-encoded and multipart forms of a generated client, as others read them.

Starlette reads them, and werkzeug the same. Where neither knows a style, what must be
there is written by hand.
"""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from wire_send import COLOURS, Sender, bodies_client, email, models, pairs, runtime_of
from wire_server import (
    ReadingServer,
    reading,
    wsgi_request,
)

DATA = bytes(range(256))
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
QUICK = settings(max_examples=20, deadline=None)
PICTURE = b"\x89PNG\r\n\x1a\n--x\r\n"


@pytest.fixture(scope="module")
def server() -> Iterator[ReadingServer]:
    with reading() as found:
        yield found


@pytest.fixture(scope="module")
def package() -> ModuleType:
    return bodies_client()


@pytest.fixture(scope="module")
def runtime(package: ModuleType) -> Any:
    return runtime_of(package)


@pytest.fixture(scope="module", params=COLOURS)
def send(
    package: ModuleType, server: ReadingServer, request: pytest.FixtureRequest
) -> Sender:
    return Sender(package, server, request.param)


@pytest.fixture(scope="module")
def ask(package: ModuleType, server: ReadingServer) -> Sender:
    return Sender(package, server, "sync")


def test_a_form(package: ModuleType, send: Sender) -> None:
    found = models(package)
    point, when = found.FormRequestPoint, datetime(2026, 1, 2, 3, tzinfo=UTC)
    seen = send(
        "form",
        found.FormRequest(
            text="a b&c=d+é\r\n~*",
            number=2.0,
            flag=False,
            tags=["x, y", ""],
            point=point(x=1, label=None),
            points=[found.FormRequestPointsItem(x=2)],
            grid=[[1, 2], []],
            when=when,
            data=DATA,
            note=None,
        ),
    )
    assert seen.header("content-type") == "application/x-www-form-urlencoded"
    assert pairs(seen) == [
        ("text", "a b&c=d+é\r\n~*"),
        *[("number", "2"), ("flag", "false"), ("tags", "x, y"), ("tags", "")],
        # OpenAPI 3.2, section "Encoding Object": an object is JSON, and so is a list
        # inside a list.
        *[("point", '{"x":1,"label":null}'), ("points", '{"x":2}')],
        *[("grid", "[1,2]"), ("grid", "[]"), ("when", "2026-01-02T03:00:00Z")],
        ("data", b64encode(DATA).decode()),
    ]


@given(text=TEXT, tags=st.lists(TEXT, min_size=1, max_size=3))
@QUICK
def test_texts_of_forms(
    package: ModuleType, ask: Sender, text: str, tags: list[str]
) -> None:
    found = models(package)
    seen = ask("form", found.FormRequest(text=text, tags=tags))
    expected = [("text", text), *(("tags", tag) for tag in tags)]
    assert pairs(seen) == expected
    seen = ask("parts", found.PartsRequest(text=text, tags=tags))
    assert pairs(seen) == expected


STYLED: dict[str, Any] = {
    "flat": ["a,b", "c"],
    "spaces": ["d", "e"],
    "pipes": ["f", "g"],
    "spread": {"h": "i j", "k": "l"},
    "reserved": "m/n?o=p%20q&r",
    "pair": {"s": "t/u"},
    "quoted": 'v"',
    "quotes": ["w", "x"],
}


@pytest.mark.parametrize("operation", ["styled", "optional_form"])
def test_a_form_with_styles(package: ModuleType, send: Sender, operation: str) -> None:
    found = models(package)
    name = {"styled": "Styled", "optional_form": "OptionalForm"}[operation]
    of = {
        kind: getattr(found, f"{name}Request{kind}") for kind in ("", "Deep", "Usual")
    }
    point = {"deep": of["Deep"](x=1, label="ü"), "usual": of["Usual"](x=2)}
    seen = send(operation, of[""](**STYLED, **point))
    assert seen.body == (
        b"deep%5Bx%5D=1&deep%5Blabel%5D=%C3%BC&flat=a%2Cb,c&spaces=d+e&pipes=f%7Cg"
        b"&h=i+j&k=l&reserved=m/n?o=p+q%26r&pair=s,t/u&quoted=%22v%5C%22%22"
        b"&quotes=%22w%22&quotes=%22x%22&usual=%7B%22x%22%3A2%7D"
    )
    read = dict(pairs(seen))
    assert read["deep[label]"] == "ü"
    assert (read["h"], read["reserved"], read["quoted"]) == (
        "i j",
        "m/n?o=p q&r",
        '"v\\""',
    )


def test_a_delimiter_inside_a_value_is_refused(
    package: ModuleType, ask: Sender, runtime: Any
) -> None:
    for name, value in (("spaces", "a b"), ("pipes", "a|b")):
        body = models(package).StyledRequest(**{name: [value, "c"]})
        with pytest.raises(runtime.RequestError, match="between values"):
            ask("styled", body)


def of_all_kinds(package: ModuleType, runtime: Any) -> Any:
    found, file = models(package), runtime.File
    return found.PartsRequest(
        text="ü\r\n--",
        number=1.5,
        tags=["a", "b"],
        file=file(PICTURE, 'ü "1".png', headers={"X-Rate": "3"}),
        files=[DATA, file(io.BytesIO(b"2"), "b.txt", "text/plain")],
        raw=file([b"3", b"4"], filename="c"),
        media=b"5",
        thumb=DATA,
        thumbs=[b"6", b"7"],
        point=found.PartsRequestPoint(x=1, label=None),
        points=[found.PartsRequestPointsItem(x=2)],
        other=found.PartsRequestOther(x=3),
        latin="é",
    )


def test_parts_of_text(package: ModuleType, send: Sender, runtime: Any) -> None:
    seen = send("parts", of_all_kinds(package, runtime))
    texts = [(p.name, p.content.decode()) for p in seen.form if p.filename is None]
    assert texts == [
        *[("text", "ü\r\n--"), ("number", "1.5"), ("tags", "a"), ("tags", "b")],
        ("thumb", b64encode(DATA).decode()),
        *[("thumbs", "Ng=="), ("thumbs", "Nw=="), ("point", '{"x":1,"label":null}')],
        *[("points", '{"x":2}'), ("other", '{"x":3}'), ("latin", "é")],
    ]
    read = wsgi_request(seen)
    assert read.form["text"] == "ü\r\n--" and read.form["latin"] == "é"
    kinds = {
        part.get_param("name", header="content-disposition"): part["content-type"]
        for part in email(seen)
    }
    assert kinds["text"] is kinds["thumb"] is kinds["number"] is None
    assert kinds["point"] == kinds["points"] == "application/json"
    assert kinds["other"] == "application/vnd.x+json"
    assert kinds["thumbs"] == "image/gif"
    assert kinds["latin"] == 'text/plain; charset="iso-8859-1"'


def test_parts_of_files(package: ModuleType, send: Sender, runtime: Any) -> None:
    seen = send("parts", of_all_kinds(package, runtime))
    octets = "application/octet-stream"
    files = [(p.name, p.filename, p.kind, p.content) for p in seen.form if p.filename]
    assert files == [
        ("file", "ü %221%22.png", "image/png", PICTURE),
        *[("files", "files", octets, DATA), ("files", "b.txt", "text/plain", b"2")],
        *[("raw", "c", octets, b"34"), ("media", "media", octets, b"5")],
    ]
    assert [p.headers["x-rate"] for p in seen.form if p.name == "file"] == ["3"]
    read = wsgi_request(seen)
    assert read.files["file"].read() == PICTURE
    assert read.files["file"].filename == 'ü "1".png'  # %22 is how browsers quote


def test_parts_with_styles(package: ModuleType, send: Sender) -> None:
    """OpenAPI 3.2, appendix C: names and values as in a query, never percent-encoded."""
    found = models(package)
    point = found.StyledPartsRequestDeep(x=1, label="ü")
    usual = found.StyledPartsRequestUsual(x=2)
    seen = send(
        "styled_parts", found.StyledPartsRequest(**STYLED, deep=point, usual=usual)
    )
    assert pairs(seen) == [
        *[("deep[x]", "1"), ("deep[label]", "ü"), ("flat", "a,b,c"), ("spaces", "d e")],
        *[("pipes", "f|g"), ("h", "i j"), ("k", "l"), ("reserved", "m/n?o=p%20q&r")],
        *[
            ("pair", "s,t/u"),
            ("quoted", '"v\\""'),
            ("quotes", '"w"'),
            ("quotes", '"x"'),
        ],
        ("usual", '{"x":2}'),
    ]


@given(name=TEXT.filter(lambda text: "\0" not in text), content=st.binary(max_size=99))
@QUICK
def test_names_and_contents_of_files(
    package: ModuleType, ask: Sender, runtime: Any, name: str, content: bytes
) -> None:
    body = models(package).PartsRequest(
        text="", file=runtime.File(content, name or "x")
    )
    if any((ord(c) < 32 and c not in "\r\n") or c == "\x7f" for c in name):
        return  # what no header holds is none of the readers' either
    seen = ask("parts", body)
    [file] = [part for part in seen.form if part.name == "file"]
    assert file.content == content
    quoted = (name or "x").replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")
    shown = quoted[:-1] + "%5C" if quoted.endswith("\\") else quoted
    assert file.filename == shown or "\\" in quoted
