"""How the body of a response becomes a value: JSON, text, bytes, or nothing.

`Json[Pet]` stands for "JSON that is a Pet". A status with several media types has a
tuple of them, `(Json[Pet], Text)`: the content type of the response decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from types import GenericAlias
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Generic,
    TypeAlias,
    TypeVar,
    get_args,
)

from .codec import decode
from .describe import short
from .errors import DecodeError
from .json_text import loads
from .transport import Headers, Response

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Media(Generic[T_co]):
    """Base of the media; the parameter is the type of the value."""

    accept: ClassVar[str] = "*/*"
    has_items: ClassVar[bool] = False
    """Whether the value is a stream of items; see `stream_media.py`."""

    if not TYPE_CHECKING:
        # typing's own subscription caches, and takes `A | B` for an earlier `B | A`.
        __class_getitem__ = classmethod(GenericAlias)

    @classmethod
    def fits(cls, content_type: str) -> bool:
        """Whether this one of several media reads such a content type."""
        raise NotImplementedError

    @classmethod
    def read(cls, response: Response, hint: Any) -> T_co:
        """The value of a body; `hint` is the type form between the brackets.

        Raises DecodeError.
        """
        raise NotImplementedError


Choice: TypeAlias = type[Media[T]] | tuple[type[Media[T]], ...]
"""The media of one status, the preferred one first."""

Returns: TypeAlias = Choice[T] | Mapping[int | str, Choice[T]]
"""The media of every success, or by status: 200, "2XX" or "default"."""


class Json(Media[T_co]):
    """A JSON document that is decoded as the type between the brackets."""

    accept = "application/json"

    @classmethod
    def fits(cls, content_type: str) -> bool:
        return (
            content_type in ("application/json", "text/json", "")
            or content_type.endswith("+json")
        )  # fmt: skip

    @classmethod
    def read(cls, response: Response, hint: Any) -> T_co:
        if not response.content:
            raise DecodeError("a JSON document", "an empty body")
        if not cls.fits(response.content_type):
            raise DecodeError("JSON", f"content type {short(response.content_type)}")
        value: T_co = decode(hint, loads(response.content))
        return value


CHARSETS = ("utf-8", "us-ascii", "iso-8859-1", "windows-1252", "utf-16")
"""The names that a server may give to Python's codecs; some others are dangerous."""


class Text(Media[str]):
    """Text in the charset that the response names, else UTF-8."""

    accept = "text/*"

    @classmethod
    def fits(cls, content_type: str) -> bool:
        return not content_type or content_type.startswith("text/")

    @classmethod
    def read(cls, response: Response, hint: Any) -> str:
        charset = _charset(response)
        if charset not in CHARSETS:
            raise DecodeError("text", f"charset {short(charset)}")
        try:
            return response.content.decode(charset)
        except UnicodeDecodeError as error:
            place = f"a wrong byte at offset {error.start}"
            raise DecodeError(f"{charset} text", place) from None


class Binary(Media[bytes]):
    """The bytes as they are."""

    @classmethod
    def fits(cls, content_type: str) -> bool:
        return True

    @classmethod
    def read(cls, response: Response, hint: Any) -> bytes:
        return response.content


class NoContent(Media[None]):
    """Nothing; a body that comes all the same is ignored."""

    accept = ""

    @classmethod
    def fits(cls, content_type: str) -> bool:
        return True

    @classmethod
    def read(cls, response: Response, hint: Any) -> None:
        return None


def read(choice: Choice[T], response: Response) -> T:
    """The value of a body by its media: of several the first that fits, else the last.

    Raises DecodeError.
    """
    media = choice if not isinstance(choice, tuple) else _fitting(choice, response)
    arguments = get_args(media)
    return media.read(response, arguments[0] if arguments else Any)


def decode_body(media: type[Media[T]], content: bytes | str) -> T:
    """The value of a body that came another way: that of a webhook's request.

    Raises DecodeError.
    """
    text = content.encode() if isinstance(content, str) else content
    return read(media, Response(200, "", Headers(), text))


def accepts(choice: Choice[Any]) -> tuple[str, ...]:
    """The media types to ask for."""
    media = choice if isinstance(choice, tuple) else (choice,)
    return tuple(one.accept for one in media if one.accept)


def _fitting(media: tuple[type[Media[T]], ...], response: Response) -> type[Media[T]]:
    content_type = response.content_type
    return next((one for one in media if one.fits(content_type)), media[-1])


def _charset(response: Response) -> str:
    parameters = response.headers.get("content-type", "").split(";")[1:]
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip('"').lower()
    return "utf-8"


def read_leniently(choice: Choice[Any] | None, response: Response) -> Any:
    """The value of a body by its media, else a JSON tree, else text, else its bytes."""
    guesses: list[Choice[Any]] = [] if choice is None else [choice]
    if response.content_type:
        guesses += [
            media for media in (Json, Text) if media.fits(response.content_type)
        ]
    for guess in guesses:
        with suppress(DecodeError):
            return read(guess, response)
    return response.content
