"""Bodies of multipart/form-data (RFC 7578, with the spelling of names that browsers use).

A model or a mapping gives the parts, by wire names and in their order. Files are parts
with a file name; objects are JSON; everything else is its text. A list repeats its part.
"""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from typing import Any, BinaryIO, ClassVar, TypeAlias, cast

from . import url
from .body import Body, Held, Source, joined, source
from .codec import encode
from .content import text_octets
from .describe import type_of
from .errors import RequestError
from .expansion import Styled, pairs, text
from .header_text import checked, media_type
from .json_text import dumps
from .plan import plan
from .sent import is_sent
from .unset import UNSET

FORM_DATA = "multipart/form-data"
_BYTES = "application/octet-stream"
_JSON = "application/json"
_TEXT = "text/plain"


class File:
    """A file to send: its bytes, the open file (in binary mode), or pieces of bytes.

    Without a `filename` it is that of the open file, without folders, else the name of
    the property; "" sends none. Without a `media_type` it is what the API documents for
    the property, else application/octet-stream.

    `headers` are sent along with a part of a multipart body. As a whole body a file has
    a media type alone.

    An open file is read from where it stands, while it is sent, and left open. What can
    be read only once, such as an iterator, is never sent a second time.
    """

    # No dataclass: the codec must not take it for a model, and write it as JSON.
    __slots__ = ("content", "filename", "headers", "media_type")

    is_upload: ClassVar[bool] = True

    def __init__(
        self,
        content: bytes | BinaryIO | Iterable[bytes] | AsyncIterable[bytes],
        filename: str | None = None,
        media_type: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.content = content
        self.filename = filename
        self.media_type = media_type
        self.headers = headers or {}

    def __repr__(self) -> str:
        return f"File({self.filename!r}, {self.media_type!r})"


_Anything: TypeAlias = Mapping[object, object]
Upload: TypeAlias = File | bytes | BinaryIO
"""What a property that is a file takes."""


@dataclass(frozen=True, slots=True)
class Part:
    """A value with what the document says of its part; see `part`."""

    value: object
    media_type: str
    headers: Mapping[str, object]


def part(
    media_type: str = "", headers: Mapping[str, object] | None = None
) -> Callable[[object], Part]:
    """The content type and the headers of a property's parts (an Encoding Object).

    Of several types (`image/png, image/jpeg`) the first one without a wildcard is sent,
    unless the file says its own.
    """
    return lambda value: Part(value, media_type, headers or {})


def base64_text(value: object) -> object:
    """Bytes, or a list of them, that travel as text, as they do in JSON."""
    return encode(value)


def base64_part(media_type: str) -> Callable[[object], Part]:
    """`part` for `base64_text`."""
    return lambda value: Part(encode(value), media_type, {})


def parted(body: object, encodings: Mapping[str, Callable[[object], object]]) -> object:
    """A multipart body whose properties have encodings of their own.

    `parted(body, {"profile": part("application/json")})`; the keys are those on the
    wire. Styles (`styles.py`) are encodings, too. A body that says itself how it is sent
    stays as it is.
    """
    if is_sent(body):
        return body
    found = properties(body)
    return {
        key: encodings[key](value) if key in encodings else value
        for key, value in found.items()
    }


def parted_items(
    body: object,
    encodings: Mapping[int, Callable[[object], object]],
    rest: Callable[[object], object] | None = None,
) -> object:
    """A multipart body that is a list, whose items have encodings of their own: the
    first ones by their places, and all others (OpenAPI 3.2, prefixEncoding and
    itemEncoding). A body that says itself how it is sent stays as it is.
    """
    if is_sent(body) or not isinstance(body, Iterable):
        return body
    items = enumerate(cast("Iterable[object]", body))
    found = [(encodings.get(place, rest), item) for place, item in items]
    return [item if encoding is None else encoding(item) for encoding, item in found]


def properties(body: object) -> dict[str, object]:
    """The defined properties of a model or a mapping, by wire name, not yet encoded."""
    if is_dataclass(body) and not isinstance(body, type):
        found = _fields(body)
    elif isinstance(body, Mapping):
        found = {_key(key): item for key, item in cast("_Anything", body).items()}
    else:
        kind = type(body).__name__
        raise RequestError(f"a multipart body is an object or a list, not {kind}")
    return {k: v for k, v in found.items() if v is not None and v is not UNSET}


def _key(key: object) -> str:
    if isinstance(key, str):
        return str.__str__(key)
    raise RequestError(f"a name is text, not {type(key).__name__}")


def form_data(content: object, kind: str = "") -> tuple[bytes | Body, str]:
    """The body and its content type, with a new boundary. Raises RequestError.

    The parts of an object are named. Those of a list are not, unless the content type
    asks for names: each item is an object then (OpenAPI 3.2, "Encoding By Position").
    """
    boundary = os.urandom(16).hex()
    kind = media_type(kind or FORM_DATA)
    sources: list[Source] = []
    for head, inner in _all_parts(content, kind):
        sources += [Held(f"--{boundary}\r\n".encode() + head), inner, Held(b"\r\n")]
    sources.append(Held(f"--{boundary}--\r\n".encode()))
    return joined(sources), f"{kind}; boundary={boundary}"


def _all_parts(content: object, kind: str) -> Iterator[tuple[bytes, Source]]:
    if not isinstance(content, (list, tuple)):
        for name, value in properties(content).items():
            yield from _parts(name, value)
        return
    for item in cast("Iterable[object]", content):
        if kind.startswith(FORM_DATA):
            yield from _all_parts(item, kind)
        else:
            encoding = item if isinstance(item, Part) else Part(item, "", {})
            yield _part(None, encoding.value, encoding)


def _fields(model: Any) -> dict[str, object]:
    """A model's values by wire name. A rest field spreads; `extra` comes last."""
    found: dict[str, object] = {}
    others: Mapping[str, object] = getattr(model, "_extra", None) or {}
    fields = plan(type_of(model))
    for each in fields:
        value: object = getattr(model, each.name)
        if each.rest:
            others = cast("Mapping[str, object]", value)
        elif value is not None or not each.required or each.nullable:
            found[each.wire] = value
        else:
            raise RequestError(f"{each.wire}: a value is required")
    names = {each.wire for each in fields if not each.rest}
    return found | {key: item for key, item in others.items() if key not in names}


def _parts(name: str, value: object) -> Iterator[tuple[bytes, Source]]:
    """Head and body of each part of a property."""
    if isinstance(value, Styled):  # OpenAPI 3.2, appendix C: nothing is percent-encoded
        for key, shown in pairs(name, value, str, str):
            yield _part(key, shown, Part(shown, "", {}))
        return
    encoding = value if isinstance(value, Part) else Part(value, "", {})
    inner = encoding.value
    if isinstance(inner, (list, tuple)):
        for item in cast("Iterable[object]", inner):
            yield from _parts(name, Part(item, encoding.media_type, encoding.headers))
    elif inner is not None and inner is not UNSET:
        yield _part(name, inner, encoding)


def _part(name: str | None, value: object, encoding: Part) -> tuple[bytes, Source]:
    if isinstance(value, (bytes, bytearray, memoryview)) or _is_open_file(value):
        value = File(cast("BinaryIO", value))
    kind = _concrete(encoding.media_type)
    if isinstance(value, File):
        filename = value.filename if value.filename is not None else _name(value, name)
        kind = value.media_type or kind or _BYTES
        headers = {**encoding.headers, **value.headers}
        return _head(name, filename, kind, headers), source(value.content)
    if kind.startswith("multipart/"):
        body, kind = form_data(value, kind)
        inner = Held(body) if isinstance(body, bytes) else body
        return _head(name, "", kind, encoding.headers), inner
    content, kind = _text(value, kind or ("" if name is not None else _TEXT))
    return _head(name, "", kind, encoding.headers), Held(content)


def _is_open_file(value: object) -> bool:
    return callable(getattr(value, "read", None)) and not is_dataclass(value)


def _text(value: object, kind: str) -> tuple[bytes, str]:
    """What stands in a part that is no file, and its content type. Text has none in a
    form; elsewhere it would be US-ASCII then (RFC 2046, section 5.1).
    """
    essence = kind.partition(";")[0].strip().lower()
    tree: object = encode(value)
    if essence == _JSON or "+json" in essence:
        return dumps(tree), kind
    if isinstance(tree, (Mapping, list)):
        return dumps(tree), _JSON if kind in ("", _TEXT) else kind
    return text_octets(text(tree), kind)


def _head(
    name: str | None, filename: str, kind: str, headers: Mapping[str, object]
) -> bytes:
    """The head of a part, up to the empty line."""
    lines: list[str] = []
    if name is not None or filename:
        lines.append("Content-Disposition: " + _disposition(name, filename))
    if kind:
        lines.append(f"Content-Type: {media_type(kind)}")
    for header, value in headers.items():
        shown = url.header(value)
        if shown is not None and header.lower() not in _OWN:
            lines.append(f"{header}: {checked(header, shown)}")
    try:
        return "".join(f"{line}\r\n" for line in (*lines, "")).encode()
    except UnicodeEncodeError:
        raise RequestError(f"the part {name!r} has half of a surrogate pair") from None


def _disposition(name: str | None, filename: str) -> str:
    """RFC 7578, section 4.2, or RFC 6266 for a part that has no name."""
    texts = ["attachment" if name is None else f'form-data; name="{_quoted(name)}"']
    texts += [f'filename="{_quoted(filename)}"'] if filename else []
    return "; ".join(texts)


_OWN = ("content-disposition", "content-type", "content-transfer-encoding")


def _quoted(name: str) -> str:
    """A name between quotes, as HTML has it (section "Multipart form data").

    Beyond it, a backslash at the end is encoded: many servers take it and the quote
    after it for a quote inside the name, which then goes on.
    """
    text = name.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")
    return text[:-1] + "%5C" if text.endswith("\\") else text


def _name(file: File, name: str | None) -> str:
    path: object = getattr(file.content, "name", None)
    own = re.split(r"[/\\]", path)[-1] if isinstance(path, str) else ""
    return own or name or ""


def _concrete(kinds: str) -> str:
    """The first media type of a list that has no wildcard."""
    return next((one.strip() for one in kinds.split(",") if "*" not in one), "")
