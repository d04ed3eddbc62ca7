"""Every way in which a parameter can travel, and by hand what must be on the wire.

The first values of each row are those of the table "Style Examples" (OpenAPI 3.2), the
others follow from RFC 6570, RFC 3986, RFC 9110 and RFC 6265. REFUSED is what must not be
sent, ABSENT what leaves no trace.
"""

from __future__ import annotations

from typing import Any

from wire_paths import PATHS
from wire_rows import (
    ABSENT,
    BLUE,
    COLORS,
    DEEP,
    INTEGER,
    ODD,
    QUOTED,
    REFUSED,
    RESERVED,
    RGB,
    STRING,
    Row,
    rows,
)

_FORM = {"style": "form", "explode": True}
_FLAT = {"style": "form", "explode": False}
_SPACES = {"style": "spaceDelimited", "explode": False}
_PIPES = {"style": "pipeDelimited", "explode": False}
_DEEP = {"style": "deepObject", "explode": True}
QUERIES = [
    *rows(
        "query",
        _FORM,
        (
            *[(BLUE, "color=blue"), ("", "color="), (ODD, "color=" + QUOTED)],
            *[(COLORS, "color=blue&color=black&color=brown"), ([], ABSENT)],
            *[([None], ABSENT), (["a", None, ""], "color=a&color=")],
            *[(RGB, "R=100&G=200&B=150"), ({}, ABSENT), ({"R": None}, ABSENT)],
            *[({"R": "", "": "x", "a&b": "c=d"}, "R=&=x&a%26b=c%3Dd")],
        ),
    ),
    *rows(
        "query",
        _FLAT,
        (
            *[(BLUE, "color=blue"), ("", "color="), ("a,b", "color=a%2Cb")],
            *[(COLORS, "color=blue,black,brown"), (["a,b", "c"], "color=a%2Cb,c")],
            *[([], ABSENT), ([None], ABSENT), ([""], "color="), (["", ""], "color=,")],
            *[(RGB, "color=R,100,G,200,B,150"), ({}, ABSENT), ({"R": None}, ABSENT)],
        ),
    ),
    *rows(
        "query",
        _SPACES,
        (
            *[(COLORS, "color=blue%20black%20brown"), ([], ABSENT), (["a"], "color=a")],
            # Nothing tells this space from the delimiter (3.2, appendix E).
            *[(["a b", "c"], REFUSED), (["a+b"], "color=a%2Bb")],
            *[(RGB, "color=R%20100%20G%20200%20B%20150"), ({"a b": "c"}, REFUSED)],
        ),
    ),
    *rows(
        "query",
        _PIPES,
        (
            *[(COLORS, "color=blue%7Cblack%7Cbrown"), (["a|b"], REFUSED)],
            *[(RGB, "color=R%7C100%7CG%7C200%7CB%7C150"), ({}, ABSENT)],
        ),
    ),
    # Exploded, both are undefined; 3.0.0 to 3.0.2 said: as form.
    *rows(
        "query", {**_SPACES, "explode": True}, ((["a b", "c"], "color=a%20b&color=c"),)
    ),
    *rows(
        "query", {**_PIPES, "explode": True}, ((["a|b", "c"], "color=a%7Cb&color=c"),)
    ),
    Row(
        *("query", _DEEP, DEEP),
        [
            (RGB, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
            ({"a&b": "c=d", "e": ""}, "color%5Ba%26b%5D=c%3Dd&color%5Be%5D="),
            *[({}, ABSENT), ({"R": None}, ABSENT), ({"R": True}, "color%5BR%5D=true")],
            # What is inside is not defined; see `styles.deep`.
            (
                {"a": {"b": [1, "x"]}},
                "color%5Ba%5D%5Bb%5D%5B0%5D=1&color%5Ba%5D%5Bb%5D%5B1%5D=x",
            ),
        ],
    ),
    *rows(
        "query",
        {"allowReserved": True},
        (
            (RESERVED, "color=" + RESERVED),
            ("a&b+c#d[e]%20%zz", "color=a%26b%2Bc%23d%5Be%5D%20%25zz"),
            (["a/b", "c;d"], "color=a/b&color=c;d"),
            ({"R": "a/b", "G/": "é"}, "R=a/b&G%2F=%C3%A9"),
        ),
    ),
    *rows("query", {**_FLAT, "allowReserved": True}, ((["a/b", "c"], "color=a/b,c"),)),
    *rows(
        "query", {**_PIPES, "allowReserved": True}, ((["a/b", "c"], "color=a/b%7Cc"),)
    ),
    Row(
        "query",
        {**_DEEP, "allowReserved": True},
        DEEP,
        [({"R": "a/b"}, "color%5BR%5D=a/b")],
    ),
    Row("query", {"allowEmptyValue": True}, INTEGER, [(3, "color=3"), ("", "color=")]),
    Row(
        "query", {}, {"type": "boolean"}, [(True, "color=true"), (False, "color=false")]
    ),
    Row(
        *("query", {}, {"type": "number"}),
        [
            (1.5, "color=1.5"),
            (2.0, "color=2"),
            (1e22, "color=1e%2B22"),
            (float("nan"), REFUSED),
        ],
    ),
    Row(
        "query",
        {},
        {"type": ["string", "null"]},
        [("null", "color=null"), (None, ABSENT)],
    ),
]


def _content(
    media_type: str, schema: dict[str, Any] = DEEP, **more: Any
) -> dict[str, Any]:
    return {"content": {media_type: {"schema": schema, **more}}}


_JSON_TEXT = "%7B%22a%22%3A%5B1%2Cnull%5D%2C%22b%22%3A%22%C3%A9%22%7D"
_FORM_TYPE = "application/x-www-form-urlencoded"
CONTENTS = [
    Row("query", _content("application/json"), DEEP, [({"a": [1, None], "b": "é"}, "color=" + _JSON_TEXT), (None, ABSENT)]),
    Row("query", _content("application/vnd.x+json", STRING), STRING, [(BLUE, "color=%22blue%22")]),
    Row("query", _content("text/plain", STRING), STRING, [("a b&c", "color=a%20b%26c")]),
    Row("query", _content("application/xml"), STRING, [("<a/>", "color=%3Ca%2F%3E")]),
    Row("query", _content(_FORM_TYPE), DEEP, [({"a": 1, "b": "x y"}, "color=a%3D1%26b%3Dx%2By")]),
    Row("path", _content("application/json"), DEEP, [({"a": [1, None], "b": "é"}, _JSON_TEXT)]),
    Row("header", _content("application/json"), DEEP, [({"a": "é\u2028\U0001f600"}, '{"a":"\\u00e9\\u2028\\ud83d\\ude00"}')]),
    Row("header", _content("text/plain", STRING), STRING, [("a, b", "a, b")]),
    Row("cookie", _content("application/json"), DEEP, [({"a": [1, 2]}, "color={%22a%22:[1%2C2]}")]),
    # 3.2: the query as a whole; its examples are the first three.
    Row("querystring", _content(_FORM_TYPE), DEEP, [({"foo": "a + b", "bar": True}, "foo=a+%2B+b&bar=true"), ({}, ABSENT)]),
    Row("querystring", _content("application/json"), DEEP, [({"numbers": [1, 2], "flag": None}, "%7B%22numbers%22%3A%5B1%2C2%5D%2C%22flag%22%3Anull%7D")]),
    Row("querystring", _content("application/jsonpath", STRING), STRING, [("$.a.b[1:1]", "%24.a.b%5B1%3A1%5D")]),
    Row("querystring", _content(_FORM_TYPE, encoding={"b": {"style": "pipeDelimited"}, "c": {"explode": True}, "d": {"style": "deepObject"}}), DEEP, [({"a": [1, 2], "b": ["x", "y"], "c": {"e": 1}, "d": {"f": 2}}, "a=1&a=2&b=x%7Cy&e=1&d%5Bf%5D=2")]),
]  # fmt: skip

HEADERS = [
    *rows(
        "header",
        {"style": "simple", "explode": False},
        (
            *[
                (BLUE, "blue"),
                ("", ""),
                ("a b;c=d%", "a b;c=d%"),
                ("é", REFUSED),
                ("a\r\nb", REFUSED),
            ],
            *[("\u20ac", REFUSED), ("a\0", REFUSED), (COLORS, "blue,black,brown")],
            *[([], ABSENT), ([None], ABSENT), (RGB, "R,100,G,200,B,150"), ({}, ABSENT)],
            ({"R": None}, ABSENT),
        ),
    ),
    *rows(
        "header",
        {"style": "simple", "explode": True},
        ((COLORS, "blue,black,brown"), (RGB, "R=100,G=200,B=150"), ({"R": ""}, "R=")),
    ),
]

COOKIES = [
    *rows(
        "cookie",
        {"style": "form", "explode": True},
        (
            # 3.2 has `Hello%2C%20world%21` here: what a cookie may hold stays as it is,
            # which decodes to the same, and is the same where nothing is decoded.
            *[(BLUE, "color=blue"), ("", "color="), ("Hello, world!", "color=Hello%2C%20world!")],
            *[("a;b=c%20d\"\\", "color=a%3Bb=c%2520d%22%5C"), ("é\n", "color=%C3%A9%0A")],
            *[(COLORS, "color=blue; color=black; color=brown"), ([], ABSENT)],
            *[(RGB, "R=100; G=200; B=150"), ({"R": None}, ABSENT), ({"R;": ""}, "R%3B=")],
        ),
    ),
    # Not a cookie by RFC 6265, but what the document says.
    *rows(
        "cookie",
        {"style": "form", "explode": False},
        ((COLORS, "color=blue,black,brown"), (["a,b", "+"], "color=a%2Cb,+"), (RGB, "color=R,100,G,200,B,150")),
    ),
    *rows("cookie", {"allowReserved": True}, (("a;b/c%20=,", "color=a%3Bb/c%20=,"),)),
    *rows(
        "cookie",
        {"style": "cookie"},
        (
            *[(BLUE, "color=blue"), ("", "color="), ("Hello%2C%20world!", "color=Hello%2C%20world!")],
            *[('"a b"', 'color="a b"'), ("a;b", REFUSED), ("a\nb", REFUSED), (" a", REFUSED)],
            *[(COLORS, "color=blue; color=black; color=brown")],
            *[(RGB, "R=100; G=200; B=150"), ({"greeting": "Hello%2C%20world!", "code": "42"}, "greeting=Hello%2C%20world!; code=42")],
        ),
    ),
]  # fmt: skip

ROWS: list[Row] = [*PATHS, *QUERIES, *CONTENTS, *HEADERS, *COOKIES]
