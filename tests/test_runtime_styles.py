"""Parameters as text: the tables of OpenAPI 3.1 (section 4.8.12) and RFC 6570."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID as Uuid

import pytest
import runtime_copy  # noqa: F401 - makes `vendored` importable
from vendored._runtime import (
    UNSET,
    Model,
    OpenEnum,
    OpenIntEnum,
    RequestError,
    url,
    wire,
)
from vendored._runtime.styles import (
    deep,
    delimited,
    json_text,
    label,
    matrix,
    reserved,
    restyled,
    simple,
)

ARRAY = ["blue", "black", "brown"]
OBJECT = {"R": 100, "G": 200, "B": 150}


class Color(OpenEnum):
    BLUE = "blue"


class Level(OpenIntEnum):
    ONE = 1


@dataclass(slots=True, kw_only=True)
class Shade(Model):
    red: int = field(metadata=wire("R"))
    green: int | None = field(default=None, metadata=wire("G"))


def segment(value: object) -> str:
    return url.path(("/", value)).removeprefix("/")


def query(value: object) -> str:
    return url.query({"color": value})


@pytest.mark.parametrize(
    ("spell", "explode", "empty", "text", "array", "members"),
    [
        # "" marks what cannot be sent: an empty segment, or a dot segment.
        (simple, False, "", "blue", "blue,black,brown", "R,100,G,200,B,150"),
        (simple, True, "", "blue", "blue,black,brown", "R=100,G=200,B=150"),
        (label, False, "", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"),
        (label, True, "", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"),
        (
            *(lambda value, explode: matrix("color", value, explode), False),
            *(";color", ";color=blue", ";color=blue,black,brown"),
            ";color=R,100,G,200,B,150",
        ),
        (
            *(lambda value, explode: matrix("color", value, explode), True),
            *(";color", ";color=blue", ";color=blue;color=black;color=brown"),
            ";R=100;G=200;B=150",
        ),
    ],
)
def test_path_styles(
    spell: Callable[[object, bool], object],
    explode: bool,
    empty: str,
    text: str,
    array: str,
    members: str,
) -> None:
    if empty:
        assert segment(spell("", explode)) == empty
    else:
        with pytest.raises(RequestError):
            segment(spell("", explode))
    assert segment(spell("blue", explode)) == text
    assert segment(spell(ARRAY, explode)) == array
    assert segment(spell(OBJECT, explode)) == members
    assert "%2F" in segment(spell("a/b", explode))
    with pytest.raises(RequestError, match="empty"):
        segment(spell([], explode))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("", "color="),
        ("blue", "color=blue"),
        (ARRAY, "color=blue&color=black&color=brown"),
        (OBJECT, "R=100&G=200&B=150"),
        (Shade(red=1), "R=1"),
        (delimited(",", ARRAY), "color=blue,black,brown"),
        (delimited(",", OBJECT), "color=R,100,G,200,B,150"),
        (delimited(" ", ARRAY), "color=blue%20black%20brown"),
        (delimited(" ", OBJECT), "color=R%20100%20G%20200%20B%20150"),
        (delimited("|", ARRAY), "color=blue%7Cblack%7Cbrown"),
        (delimited("|", OBJECT), "color=R%7C100%7CG%7C200%7CB%7C150"),
        (delimited(",", ["a,b", "c"]), "color=a%2Cb,c"),
        (deep(OBJECT), "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
        (deep(Shade(red=1, green=2)), "color%5BR%5D=1&color%5BG%5D=2"),
        (deep({"a": {"b": [1, None, "x"]}}), "color%5Ba%5D%5Bb%5D%5B0%5D=1&color%5Ba%5D%5Bb%5D%5B2%5D=x"),
        (reserved("a/b?c=d&e#f%20g%"), "color=a/b?c=d%26e%23f%20g%25"),
        (reserved(["a/b", "c"]), "color=a/b&color=c"),
        (json_text({"a": [1]}), "color=%7B%22a%22%3A%5B1%5D%7D"),
        (None, ""),
        (UNSET, ""),
        ([], ""),
        ({}, ""),
        (["a", None], "color=a"),
        ({"a": None, "b": ["x", "y"]}, "b=x&b=y"),
        *[(style(value), "") for style in (deep, reserved, json_text) for value in (None, UNSET)],
        (delimited(",", None), ""),
        (delimited(",", []), ""),
    ],
)  # fmt: skip
def test_query_styles(value: object, text: str) -> None:
    assert query(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (False, "false"),
        (-3, "-3"),
        (1.5, "1.5"),
        (1e22, "1e%2B22"),
        ("~a.b_c-d", "~a.b_c-d"),
        ("a b+c/é", "a%20b%2Bc%2F%C3%A9"),
        (Color.BLUE, "blue"),
        (Color("new one"), "new%20one"),
        (Level.ONE, "1"),
        (datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), "2026-01-02T03%3A04%3A05Z"),
        (date(2026, 1, 2), "2026-01-02"),
        (Uuid(int=1), "00000000-0000-0000-0000-000000000001"),
    ],
)
def test_scalars(value: object, text: str) -> None:
    assert segment(value) == text
    assert query(value) == f"color={text}"
    assert query([value, value]) == f"color={text}&color={text}"


def test_decimals_keep_their_digits() -> None:
    assert query(Decimal("1.10")) == "color=1.10"


@pytest.mark.parametrize(
    "value",
    [
        *(float("nan"), float("inf"), [[1]], [{"a": 1}], {"a": {"b": 1}}, 10**5000),
        *("\ud800", object()),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_has_no_text(value: Any) -> None:
    with pytest.raises(RequestError):
        query(value)


def test_headers() -> None:
    assert url.header(ARRAY) == "blue,black,brown"
    assert url.header(simple(OBJECT, True)) == "R=100,G=200,B=150"
    assert url.header("a b/é") == "a b/é"
    assert url.header(None) is url.header([]) is url.header(simple(None, True)) is None


def test_cookies() -> None:
    assert url.cookies("a", "x+/=y; z") == ["a=x+/=y%3B%20z"]
    assert url.cookies("a", ["b", "c"]) == ["a=b", "a=c"]
    assert url.cookies("a", delimited(",", ["b", "c"])) == ["a=b,c"]
    assert url.cookies("a", None) == []


def test_reserved_values_stay_in_the_path() -> None:
    assert segment(reserved("projects/p/x?y#z")) == "projects/p/x%3Fy%23z"
    assert segment([*reserved(["a?b"])]) == "a%3Fb"  # type: ignore[misc]
    for value in ("../x", "x/..", "a/%2e%2E/b", ".", "x/./y"):
        with pytest.raises(RequestError, match="dot segment"):
            segment(reserved(value))


def test_forms_with_styles() -> None:
    body = {"metadata": {"a": 1}, "tags": ["x", "y"], "plain": {"b": 2}}
    styled = restyled(body, {"metadata": deep})
    assert (
        url.form(styled) == b"metadata%5Ba%5D=1&tags=x&tags=y&plain=%7B%22b%22%3A2%7D"
    )
    assert url.form(restyled(Shade(red=1, green=2), {"R": deep})) == b"R=1&G=2"
    with pytest.raises(RequestError, match="object"):
        url.form([1])
