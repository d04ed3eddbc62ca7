"""Bodies of multipart/form-data (RFC 7578, with the spelling of names that browsers use).

A model or a mapping gives the parts, by wire names and in their order. Files are parts
with a file name; objects are JSON; everything else is its text. A list repeats its part.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from typing import Any, BinaryIO, ClassVar, TypeAlias, cast

from . import url
from .body import Body, Held, Source, joined, octets, source
from .codec import encode
from .describe import type_of
from .errors import RequestError
from .header_text import checked, media_type
from .json_text import dumps
from .plan import plan
from .sent import is_sent
from .styles import text
from .unset import UNSET

FORM_DATA = "multipart/form-data"
_BYTES = "application/octet-stream"
_JSON = "application/json"


class File:
    """A file to send: its bytes, the open file (in binary mode), or pieces of bytes.

    Without a `filename` it is that of the open file, without folders, else the name of
    the property; "" sends none. Without a `media_type` it is what the API documents for
    the property, else application/octet-stream.

    An open file is read from where it stands, while it is sent, and left open. What can
    be read only once, such as an iterator, is never sent a second time.
    """

    # No dataclass: the codec must not take it for a model, and write it as JSON.
    __slots__ = ("content", "filename", "media_type")

    is_upload: ClassVar[bool] = True

    def __init__(
        self,
        content: bytes | BinaryIO | Iterable[bytes],
        filename: str | None = None,
        media_type: str | None = None,
    ) -> None:
        self.content = content
        self.filename = filename
        self.media_type = media_type

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


def parted(body: object, encodings: Mapping[str, Callable[[object], object]]) -> object:
    """A multipart body whose properties have encodings of their own.

    `parted(body, {"profile": part("application/json")})`; the keys are those on the
    wire. A body that says itself how it is sent stays as it is.
    """
    if is_sent(body):
        return body
    found = properties(body)
    return {
        key: encodings[key](value) if key in encodings else value
        for key, value in found.items()
    }


def properties(body: object) -> dict[str, object]:
    """The defined properties of a model or a mapping, by wire name, not yet encoded."""
    if is_dataclass(body) and not isinstance(body, type):
        found = _fields(body)
    elif isinstance(body, Mapping):
        found = {_key(key): item for key, item in cast("_Anything", body).items()}
    else:
        kind = type(body).__name__
        raise RequestError(f"a multipart body is an object, not {kind}")
    return {k: v for k, v in found.items() if v is not None and v is not UNSET}


def _key(key: object) -> str:
    if isinstance(key, str):
        return str.__str__(key)
    raise RequestError(f"a name is text, not {type(key).__name__}")


def form_data(content: object, kind: str = "") -> tuple[bytes | Body, str]:
    """The body and its content type, with a new boundary. Raises RequestError."""
    boundary = os.urandom(16).hex()
    sources: list[Source] = []
    for name, value in properties(content).items():
        for head, inner in _parts(name, value):
            sources += [Held(f"--{boundary}\r\n".encode() + head), inner, Held(b"\r\n")]
    sources.append(Held(f"--{boundary}--\r\n".encode()))
    return joined(sources), f"{media_type(kind or FORM_DATA)}; boundary={boundary}"


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
    encoding = value if isinstance(value, Part) else Part(value, "", {})
    inner = encoding.value
    if isinstance(inner, (list, tuple)):
        for item in cast("Iterable[object]", inner):
            yield from _parts(name, Part(item, encoding.media_type, encoding.headers))
    elif inner is not None and inner is not UNSET:
        yield _part(name, inner, encoding)


def _part(name: str, value: object, encoding: Part) -> tuple[bytes, Source]:
    if isinstance(value, (bytes, bytearray, memoryview)) or _is_open_file(value):
        value = File(cast("BinaryIO", value))
    kind = _concrete(encoding.media_type)
    if isinstance(value, File):
        filename = value.filename if value.filename is not None else _name(value, name)
        kind = value.media_type or kind or _BYTES
        return _head(name, filename, kind, encoding), source(value.content)
    content, usual = _text(value, kind)
    return _head(name, "", kind or usual, encoding), Held(content)


def _is_open_file(value: object) -> bool:
    return callable(getattr(value, "read", None)) and not is_dataclass(value)


def _text(value: object, kind: str) -> tuple[bytes, str]:
    """What stands in a part that is no file, and its usual content type."""
    essence = kind.partition(";")[0].strip().lower()
    tree: object = encode(value)
    if isinstance(tree, (Mapping, list)) or essence == _JSON or "+json" in essence:
        return dumps(tree), _JSON
    return octets(text(tree)), ""


def _head(name: str, filename: str, kind: str, encoding: Part) -> bytes:
    """The head of a part, up to the empty line."""
    lines = [f'Content-Disposition: form-data; name="{_quoted(name)}"']
    if filename:
        lines[0] += f'; filename="{_quoted(filename)}"'
    if kind:
        lines.append(f"Content-Type: {media_type(kind)}")
    for header, value in encoding.headers.items():
        shown = url.header(value)
        if shown is not None and header.lower() not in _OWN:
            lines.append(f"{header}: {checked(header, shown)}")
    try:
        return "\r\n".join((*lines, "", "")).encode()
    except UnicodeEncodeError:
        raise RequestError(f"the part {name!r} has half of a surrogate pair") from None


_OWN = ("content-disposition", "content-type", "content-transfer-encoding")


def _quoted(name: str) -> str:
    """A name between quotes, as HTML has it (section "Multipart form data").

    Beyond it, a backslash at the end is encoded: many servers take it and the quote
    after it for a quote inside the name, which then goes on.
    """
    text = name.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")
    return text[:-1] + "%5C" if text.endswith("\\") else text


def _name(file: File, otherwise: str) -> str:
    path: object = getattr(file.content, "name", None)
    return (re.split(r"[/\\]", path)[-1] if isinstance(path, str) else "") or otherwise


def _concrete(kinds: str) -> str:
    """The first media type of a list that has no wildcard."""
    return next((one.strip() for one in kinds.split(",") if "*" not in one), "")
