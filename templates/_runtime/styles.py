"""Parameters in the styles of OpenAPI 3.2 (section "Style Examples"), by RFC 6570.

A value is a scalar, a list, or an object (a dict or a model). Scalars have the text
that they have in JSON. None, UNSET and lists and objects without any other member are
undefined in RFC 6570's sense: they leave no trace. What has no defined text raises
RequestError.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import cast

from .codec import encode
from .expansion import (
    Deep,
    Delimited,
    Encoded,
    Exploded,
    Simple,
    Verbatim,
    members,
    parts,
    quote,
    shape,
    text,
    undefined,
)
from .json_text import dumps
from .sent import is_sent
from .unset import UNSET


def delimited(delimiter: str, value: object) -> Delimited | None:
    """The styles form (","), spaceDelimited (" ") and pipeDelimited ("|"), all without
    explode: `blue,black` or `R,100,G,200`, for the query, a form or a cookie; and the
    tabs of Swagger 2.0.

    Only the comma differs from one inside a value, which is percent-encoded: a value
    that has one of the other delimiters raises RequestError once it is sent.
    """
    return None if undefined(value) else Delimited(delimiter, value)


def deep(value: object) -> Deep | None:
    """The style deepObject: `color[R]=100&color[G]=200`, for the query or a form.

    OpenAPI leaves open what is inside; here objects nest (`a[b][c]=1`) and lists are
    numbered (`a[b][0]=1`).
    """
    return None if undefined(value) else Deep(value)


def exploded(value: object) -> Exploded | None:
    """The style form with explode, for an object in a form, which is JSON without it."""
    return None if undefined(value) else Exploded(value)


def verbatim(value: object) -> Verbatim | None:
    """The style cookie: `R=100; G=200`. Nothing is encoded; what would end the value
    raises RequestError once it is sent.
    """
    return None if undefined(value) else Verbatim(value)


def simple(value: object, explode: bool, delimiter: str = ",") -> Simple | None:
    """The style simple: `blue,black`, `R,100,G,200`, or with explode `R=100,G=200`; for
    the path, where it is percent-encoded, or a header, where it is not. Swagger 2.0 has
    other delimiters; see `delimited`.
    """
    return None if undefined(value) else Simple(value, explode, delimiter)


def label(value: object, explode: bool) -> Encoded | None:
    """The style label: `.blue,black`, or with explode `.blue.black` and `.R=100.G=200`,
    for the path.
    """
    between = "." if explode else ","
    return _encoded(value, "." + between.join(parts(value, explode, quote)))


def matrix(name: str, value: object, explode: bool) -> Encoded | None:
    """The style matrix: `;color=blue,black`, or with explode `;color=blue;color=black`
    and `;R=100;G=200`, for the path. An empty text has no `=`.
    """
    key = quote(name)
    if explode and isinstance(shape(value), Mapping):
        found = parts(value, True, quote)
        texts = [
            part[:-1] if part.find("=") == len(part) - 1 else part for part in found
        ]
    else:
        items = parts(value, False, quote)
        items = items if explode else [",".join(items)]
        texts = [f"{key}={item}" if item else key for item in items]
    return _encoded(value, "".join(f";{part}" for part in texts))


def reserved(value: object) -> object:
    """A value with allowReserved, plain or for one of the other styles: reserved
    characters and percent-encoded ones stay, but for `# & + [ ]`, which would end or
    split the query.
    """
    tree = shape(value)
    if isinstance(tree, Mapping):
        items = cast("Mapping[str, object]", tree).items()
        return {key: reserved(item) for key, item in items}
    if isinstance(tree, (list, tuple)):
        return [reserved(item) for item in cast("Iterable[object]", tree)]
    return None if tree is None else Encoded(_quote_unreserved(text(tree)))


def querystring(value: object) -> Encoded | None:
    """A whole query that is a form, for the empty name."""
    found = form_text(value)
    return None if found is None else Encoded(found)


def form_text(value: object) -> str | None:
    """A parameter whose media type is application/x-www-form-urlencoded (`content`)."""
    from .url import form

    return None if value is None or value is UNSET else form(value).decode()


def json_header(value: object) -> str | None:
    """`json_text` for a header: characters beyond ASCII are escaped."""
    found = json_text(value)
    return None if found is None else re.sub(r"[^\x00-\x7e]", _escaped, found)


def json_text(value: object) -> str | None:
    """A parameter whose media type is JSON (`content`): compact JSON text."""
    return None if value is None or value is UNSET else dumps(encode(value)).decode()


def json_items(value: object) -> object:
    """`json_text` for each item of a list."""
    tree = shape(value)
    if not isinstance(tree, (list, tuple)):
        return json_text(tree)
    return [json_text(item) for item in cast("Iterable[object]", tree)]


def restyled(body: object, styles: Mapping[str, Callable[[object], object]]) -> object:
    """A form whose properties have styles of their own (an Encoding Object).

    `restyled(body, {"metadata": deep})`; the keys are those on the wire. None, and a body
    that says itself how it is sent, stay as they are.
    """
    if is_sent(body) or body is None or body is UNSET:
        return body
    items = members(shape(body))
    return {key: styles[key](item) if key in styles else item for key, item in items}


def _encoded(value: object, text: str) -> Encoded | None:
    return None if undefined(value) else Encoded(text)


def _quote_unreserved(value: str) -> str:
    """RFC 6570, section 3.2.3, without the characters that split a query."""
    pieces = re.split("(%[0-9A-Fa-f]{2})", value)
    return "".join(
        piece if place % 2 else quote(piece, "!$'()*,;=:/?@")
        for place, piece in enumerate(pieces)
    )


def _escaped(one: re.Match[str]) -> str:
    """A character as JSON's escapes have it (RFC 8259, section 7)."""
    units = one[0].encode("utf-16-be")
    return "".join(
        f"\\u{high:02x}{low:02x}"
        for high, low in zip(units[::2], units[1::2], strict=True)
    )
