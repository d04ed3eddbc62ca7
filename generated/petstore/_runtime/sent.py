"""Bodies of operations that take several media types.

The usual one is given as it is; each other one says what it is: `Form(pet)`,
`Multipart(pet)`, `JsonAs(pet, "application/merge-patch+json")`, `Content(data, "text/csv")`.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, Callable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO, Generic, TypeGuard, TypeVar

T_co = TypeVar("T_co", covariant=True)

Encodings = Mapping[str, Callable[[Any], object]]
"""How single properties of a form travel, by their names on the wire."""


class Sent(Generic[T_co]):
    """Base of the bodies that say how they are sent."""

    __slots__ = ("value",)

    def __init__(self, value: T_co) -> None:
        self.value = value

    def given(self) -> tuple[str, object, str]:
        """Which argument of `Call` this would be, with what value and media type."""
        raise NotImplementedError

    def coded(self, form: Encodings, multipart: Encodings) -> Sent[Any]:
        """The same with the encodings of single properties."""
        return self

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.given() == self.given()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.value!r})"


class Form(Sent[T_co]):
    """A body of application/x-www-form-urlencoded."""

    __slots__ = ()

    def given(self) -> tuple[str, object, str]:
        return "form", self.value, ""

    def coded(self, form: Encodings, multipart: Encodings) -> Sent[Any]:
        from .styles import restyled

        return Form(restyled(self.value, form)) if form else self


class Multipart(Sent[T_co]):
    """A body of multipart/form-data."""

    __slots__ = ()

    def given(self) -> tuple[str, object, str]:
        return "multipart", self.value, ""

    def coded(self, form: Encodings, multipart: Encodings) -> Sent[Any]:
        from .multipart import parted

        return Multipart(parted(self.value, multipart)) if multipart else self


class JsonAs(Sent[T_co]):
    """A JSON body under another media type than the usual one."""

    __slots__ = ("media_type",)

    def __init__(self, value: T_co, media_type: str) -> None:
        super().__init__(value)
        self.media_type = media_type

    def given(self) -> tuple[str, object, str]:
        from .call import nullable

        return "json", nullable(self.value), self.media_type


class Content(Sent["str | bytes | BinaryIO | Iterable[bytes] | AsyncIterable[bytes]"]):
    """A body that the caller has encoded: text, bytes, an open file or pieces of bytes,
    and its media type.
    """

    __slots__ = ("media_type",)

    def __init__(
        self,
        value: str | bytes | BinaryIO | Iterable[bytes] | AsyncIterable[bytes],
        media_type: str,
    ) -> None:
        super().__init__(value)
        self.media_type = media_type

    def given(self) -> tuple[str, object, str]:
        return "content", self.value, self.media_type


def is_sent(body: object) -> TypeGuard[Sent[Any]]:
    """Whether a body says itself how it is sent."""
    return isinstance(body, Sent)


def coded(
    body: object, *, form: Encodings | None = None, multipart: Encodings | None = None
) -> object:
    """A body with the encodings of single properties, where it is such a form."""
    return body.coded(form or {}, multipart or {}) if is_sent(body) else body


class JsonLinesBody:
    """JSON texts, a line each, written while they are sent."""

    def __init__(self, rows: Iterable[object], before: bytes = b"") -> None:
        self._rows = rows
        self._before = before

    def __iter__(self) -> Iterator[bytes]:
        from .codec import encode
        from .json_text import dumps

        return (self._before + dumps(encode(row)) + b"\n" for row in self._rows)


def json_lines(
    rows: Iterable[object] | Sent[Any] | None, *, sequence: bool = False
) -> Iterable[bytes] | Sent[Any] | None:
    """A body of JSON Lines, or of a JSON text sequence (RFC 7464).

    Where the rows are an iterator it can be sent once only. A body that says itself how
    it is sent stays as it is.
    """
    if rows is None or isinstance(rows, Sent):
        return rows
    lines = JsonLinesBody(rows, b"\x1e" if sequence else b"")
    return iter(lines) if isinstance(rows, Iterator) else lines
