"""What path parameters are on the wire; see `wire_table.py`."""

from __future__ import annotations

from typing import Any

from wire_rows import (
    BLUE,
    COLORS,
    ODD,
    QUOTED,
    REFUSED,
    RESERVED,
    RGB,
    STRING,
    TEXTS,
    Row,
    rows,
)


def _path(style: str, explode: bool, *values: tuple[Any, str]) -> list[Row]:
    return rows("path", {"style": style, "explode": explode}, values)


# An empty segment, a dot segment and whatever decodes to one lead somewhere else.
_NO_SEGMENTS = [("", REFUSED), (".", REFUSED), ("..", REFUSED)]
_NO_SEGMENTS += [("%2e", REFUSED), (".%2E", REFUSED), ("%2e%2e", REFUSED)]

PATHS = [
    *_path(
        *("simple", False),
        *[
            (BLUE, "blue"),
            (ODD, QUOTED),
            ("a..b", "a..b"),
            ("...", "..."),
            *_NO_SEGMENTS,
        ],
        *[("%2e%2e%2f", "%252e%252e%252f"), ("a%20b", "a%2520b"), ("\r\n", "%0D%0A")],
        *[(COLORS, "blue,black,brown"), (["a,b", "c"], "a%2Cb,c"), (["", "a"], ",a")],
        *[(["a", None, "b"], "a,b"), ([], REFUSED), ([None], REFUSED), ([""], REFUSED)],
        *[([".."], REFUSED), ([".", "."], ".,.")],
        *[(RGB, "R,100,G,200,B,150"), ({"a,": "="}, "a%2C,%3D"), ({}, REFUSED)],
        *[({"R": None}, REFUSED), ({"R": None, "G": "x"}, "G,x"), ({"R": ""}, "R,")],
    ),
    *_path(
        *("simple", True),
        *[(BLUE, "blue"), ("", REFUSED), ("..", REFUSED)],
        *[(COLORS, "blue,black,brown"), (["a=b"], "a%3Db")],
        *[(RGB, "R=100,G=200,B=150"), ({"a=": "b,"}, "a%3D=b%2C"), ({"R": ""}, "R=")],
    ),
    *_path(
        *("label", False),
        *[(BLUE, ".blue"), (ODD, "." + QUOTED), ("", REFUSED), (".", REFUSED)],
        *[("..", "..."), (COLORS, ".blue,black,brown"), ([], REFUSED)],
        *[(RGB, ".R,100,G,200,B,150"), ({}, REFUSED), ({"R": None}, REFUSED)],
    ),
    *_path(
        *("label", True),
        *[(BLUE, ".blue"), ("", REFUSED), (COLORS, ".blue.black.brown")],
        *[(["", ""], REFUSED), (["", "a"], "..a"), (["a", ""], ".a.")],
        *[(RGB, ".R=100.G=200.B=150"), ({"R": "", "G": "x"}, ".R=.G=x")],
    ),
    *_path(
        *("matrix", False),
        *[(BLUE, ";color=blue"), ("", ";color"), (ODD, ";color=" + QUOTED)],
        *[("..", ";color=.."), (COLORS, ";color=blue,black,brown"), ([], REFUSED)],
        *[(RGB, ";color=R,100,G,200,B,150"), ({"R": None}, REFUSED)],
    ),
    *_path(
        *("matrix", True),
        *[(BLUE, ";color=blue"), ("", ";color")],
        *[
            (COLORS, ";color=blue;color=black;color=brown"),
            (["", "a"], ";color;color=a"),
        ],
        # RFC 6570, section 3.2.7: an empty value has no equals sign.
        *[(RGB, ";R=100;G=200;B=150"), ({"R": "", "G": "="}, ";R;G=%3D")],
    ),
    # 3.2: reserved characters pass, but for what a path must not have.
    Row(
        *("path", {"allowReserved": True}, STRING),
        [
            (RESERVED, RESERVED.replace("?", "%3F")),
            ("a#b[c]&+", "a%23b%5Bc%5D%26%2B"),
            ("a%2Fb%", "a%2Fb%25"),
            *[("../x", REFUSED), ("x/%2e%2e/y", REFUSED), ("", REFUSED)],
        ],
    ),
    Row(
        "path",
        {"style": "matrix", "explode": True, "allowReserved": True},
        TEXTS,
        [({"R": "a=", "G": "", "B": "x/y"}, ";R=a=;G;B=x/y")],
    ),
]
