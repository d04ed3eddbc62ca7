"""From the answer of a server to the value of a call, or to its error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Protocol,
    TypeVar,
    cast,
    get_args,
    get_origin,
)

from .call import Call
from .describe import short
from .errors import (
    BY_CLASS,
    BY_STATUS,
    ApiError,
    DecodeError,
    ResponseTooLarge,
    StatusError,
)
from .media import Choice, NoContent, read
from .prepare import name
from .transport import Response, ResponseHead, content_type

T = TypeVar("T")
PIECE = 1 << 20
"""Bytes that are decompressed at a time."""

if TYPE_CHECKING:
    from .stream_media import StreamMedia

    class Decompressor(Protocol):
        """What zlib.decompressobj makes: its class has no public name."""

        @property
        def eof(self) -> bool: ...
        @property
        def unconsumed_tail(self) -> bytes: ...
        @property
        def unused_data(self) -> bytes: ...
        def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


def outcome(call: Call[T], response: Response) -> T:
    """The value of a success. Raises StatusError, DecodeError.

    A success is a 2xx, or another status that `returns` names as a code or a class.
    """
    try:
        choice = _success(call, response)
        if choice is not None:
            return read(choice, response)
    except DecodeError as error:
        error.response = response
        raise
    found = declared(call.errors, response.status)
    raise _status_error(name(call), response, found)


def settled(call: Call[T], response: Response) -> T:
    """The value of a success; an error names the operation and its attempts."""
    try:
        return outcome(call, response)
    except ApiError as error:
        error.operation = name(call)
        error.attempts = response.attempts
        error.answered(response)
        raise


def item_media(
    call: Call[Any], head: ResponseHead
) -> tuple[type[StreamMedia[Any]], Any] | None:
    """How the items of a success are read, and their type form; else None."""
    kind = content_type(head.headers)
    for media in _media_of(call, head.status):
        stream: type[StreamMedia[Any]] = get_origin(media) or media
        if stream.has_items and stream.fits(kind):
            arguments = get_args(media)
            return stream, arguments[0] if arguments else Any
    return None


def refusal(call: Call[Any], response: Response, attempts: int) -> ApiError:
    """The error of an answer that is not the stream it should be."""
    error: ApiError
    if _media_of(call, response.status):
        got = f"content type {short(response.content_type)}"
        error = DecodeError("a stream of items", got, response=response)
    else:
        found = declared(call.errors, response.status)
        error = _status_error(name(call), response, found)
    error.attempts = attempts
    error.answered(response)
    return error


def _media_of(call: Call[Any], status: int) -> list[Any]:
    """The media of this status, if it is a success; all, for an undeclared 2xx."""
    returns: Any = call.returns
    if not isinstance(returns, Mapping):
        choices: list[Any] = [returns]
        found = choices if 200 <= status < 300 else []
    else:
        by_status = cast("Mapping[int | str, Any]", returns)
        one = by_status.get(status) or by_status.get(_class(status))
        found = [one] if one else []
        if not found and 200 <= status < 300:
            default = by_status.get("default")
            found = [default] if default else [*by_status.values()]
    media: list[Any] = []
    for choice in found:
        media += cast("tuple[Any, ...]", choice) if _is_several(choice) else (choice,)
    return media


def _is_several(choice: Any) -> bool:
    return isinstance(choice, tuple)


def _status_error(
    operation: str, response: Response, media: Choice[Any] | None
) -> StatusError:
    """The error of the class that belongs to the status; `media` reads its body."""
    general = BY_CLASS.get(response.status // 100, StatusError)
    return BY_STATUS.get(response.status, general)(operation, response, media)


def _success(call: Call[T], response: Response) -> Choice[T] | None:
    """The media of a success, or None where the status is none."""
    is_2xx = 200 <= response.status < 300
    if not isinstance(call.returns, Mapping):
        return call.returns if is_2xx else None
    returns: Mapping[int | str, Choice[T]] = call.returns
    choice = returns.get(response.status) or returns.get(_class(response.status))
    if choice is None and is_2xx:
        return returns.get("default") or _only(returns, response)
    return choice


def _only(returns: Mapping[int | str, Choice[T]], response: Response) -> Choice[T]:
    """The media of a 2xx without a declaration: that of the successes, if it is one.

    Reading checks the body, so the type of the call stays true.
    """
    choices = list(returns.values())
    if NoContent in choices and not response.content:
        return cast("Choice[T]", NoContent)
    choices = [choice for choice in choices if choice is not NoContent] or choices
    if all(choice == choices[0] for choice in choices):
        return choices[0]
    known = ", ".join(str(status) for status in returns)
    raise DecodeError(f"one of the statuses {known}", str(response.status))


def declared(
    errors: Mapping[int | str, Choice[Any]], status: int
) -> Choice[Any] | None:
    return errors.get(status) or errors.get(_class(status)) or errors.get("default")


def _class(status: int) -> str:
    return f"{status // 100}XX"


class Collector:
    """Puts a body together as it arrives, undoing gzip, and never beyond `limit` bytes.

    Where the status is no success, a body that cannot be decoded stays as it came: the
    status is the message then.
    """

    def __init__(self, head: ResponseHead, limit: int) -> None:
        self._head = head
        self._limit = limit
        self._pieces: list[bytes] = []
        self._size = 0
        self._begun = False
        self._gzip = self._decompressor()

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes. Raises ResponseTooLarge, DecodeError."""
        for piece in self.pieces(chunk):
            self._keep(piece)

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        """What the next bytes hold, a part at a time and not kept. Raises DecodeError."""
        self._begun = True
        if self._gzip is None:
            yield chunk
            return
        import zlib

        try:
            yield from self._gunzip(chunk)
        except zlib.error:
            self._gzip = None
            self._unreadable("gzip", "something else")
            yield chunk

    def response(self) -> Response:
        """The whole answer. Raises DecodeError where the gzip stream is cut short."""
        if self._gzip is not None and self._begun and not self._gzip.eof:
            self._unreadable("gzip", "a part of it")
        return self._so_far()

    def _decompressor(self) -> Decompressor | None:
        header = self._head.headers.get("content-encoding", "").lower()
        codings = [one.strip() for one in header.split(",")]
        codings = [one for one in codings if one not in ("", "identity")]
        if not codings:
            return None
        if codings not in (["gzip"], ["x-gzip"]):
            self._unreadable("no content coding but one gzip", "another")
            return None
        import zlib

        return zlib.decompressobj(zlib.MAX_WBITS | 16)

    def _gunzip(self, data: bytes) -> Iterator[bytes]:
        import zlib

        piece = b""
        while self._gzip is not None and (data or len(piece) == PIECE):
            piece = self._gzip.decompress(data, PIECE)
            yield piece
            data = self._gzip.unconsumed_tail or self._gzip.unused_data
            if self._gzip.eof and data:  # RFC 1952 lets members follow each other
                self._gzip = zlib.decompressobj(zlib.MAX_WBITS | 16)

    def _keep(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > self._limit:
            raise ResponseTooLarge(f"the body is larger than {self._limit} bytes")
        self._pieces.append(piece)

    def _so_far(self) -> Response:
        head, content = self._head, b"".join(self._pieces)
        return Response(head.status, head.reason, head.headers, content)

    def _unreadable(self, expected: str, got: str) -> None:
        if 200 <= self._head.status < 300:
            error = DecodeError(expected, got, response=self._so_far())
            error.answered(self._head)
            raise error
