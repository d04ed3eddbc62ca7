"""What a fake transport answers: the values of calls, written as a server would."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from http import HTTPStatus
from typing import Any, TypeAlias, TypeVar, cast, get_args, get_origin

from .call import Call
from .codec import dumps, encode
from .describe import describe, type_of
from .errors import ApiError, DecodeError, EncodeError, StatusError
from .event_text import Event
from .header_text import checked
from .media import Binary, Json, Media, NoContent, Text
from .outcome import declared, outcome
from .prepare import name
from .stream_media import EventStream, JsonLines
from .transport import Headers, Response

T = TypeVar("T")
Pairs: TypeAlias = tuple[tuple[str, str], ...]
Written: TypeAlias = tuple[tuple[bytes, ...], str]
"""The pieces of a body, and its content type."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A head, the pieces of a body, and at last a failure, if any.

    The status 0 is none: the failure comes instead of an answer.
    """

    status: int = 0
    headers: Pairs = ()
    pieces: tuple[bytes, ...] = ()
    failure: ApiError | None = None

    @property
    def reason(self) -> str:
        """The usual phrase of the status."""
        known = self.status in HTTPStatus.__members__.values()
        return HTTPStatus(self.status).phrase if known else ""

    def response(self) -> Response:
        """The whole of it, as the client sees it."""
        headers = Headers(self.headers)
        return Response(self.status, self.reason, headers, b"".join(self.pieces))


def valued(
    call: Call[T], value: T, status: int | None, headers: Mapping[str, str]
) -> Answer:
    """The answer that the client reads as this value.

    Raises TypeError where there is none, and RequestError for headers that none can be.
    """
    _headers("", headers)
    problem = "the call has no such success"
    for code, media in _successes(call, status):
        try:
            pieces, kind = _written(media, value)
            answer = Answer(code, _headers(kind, headers), pieces)
            read: object = outcome(call, answer.response())
        except StatusError:
            problem = f"{code} is no success of the call"
            continue
        except ApiError as error:
            if isinstance(error, DecodeError):
                error.response = None  # which would only repeat the call's name
            problem = str(error)
            continue
        if _alike(read, value) or _takes_anything(media):
            return answer
        problem = f"it would be read as {_called(read)}"
    raise TypeError(f"{_called(value)} is no value of {name(call)}: {problem}")


def plain(
    call: Call[Any], status: int, body: object, headers: Mapping[str, str]
) -> Answer:
    """An answer of any status, with any body: bytes and texts as they are, None for
    none, and JSON of everything else.

    Raises TypeError for a model other than what the call declares for the status, and
    ValueError for what is no status.
    """
    if not 200 <= status <= 999:
        raise ValueError(f"{status} is not the status of an answer")
    pieces, kind = _any_body(body)
    answer = Answer(status, _headers(kind, headers), pieces)
    media = declared(call.errors, status)
    if media is not None and is_dataclass(body):
        read = StatusError(name(call), answer.response(), media).body
        if not _alike(read, body):
            problem = f"what {name(call)} declares for the status {status}"
            raise TypeError(f"{_called(body)} is not {problem}")
    return answer


def _successes(call: Call[Any], status: int | None) -> Iterator[tuple[int, Any]]:
    """Each of the call's media with a status for it: this one, or that of the media."""
    returns: Any = call.returns
    if not isinstance(returns, Mapping):
        returns = {204 if returns is NoContent else 200: returns}
    known = cast("Mapping[int | str, Any]", returns)
    for key, choice in known.items():
        code = status or (key if isinstance(key, int) else _free(key, known))
        several = cast("tuple[Any, ...]", choice)
        for media in several if isinstance(choice, tuple) else (choice,):
            yield code, media


def _free(key: str, known: Mapping[int | str, Any]) -> int:
    """The first status of a class ("2XX"; "default" is a success, too) that is not
    declared by itself.
    """
    first = int(key[0]) * 100 if key[0].isdigit() else 200
    return next(code for code in range(first, first + 100) if code not in known)


def _headers(kind: str, given: Mapping[str, str]) -> Pairs:
    """The given headers, and the content type if it is not among them."""
    pairs = [(header, checked(header, text)) for header, text in given.items()]
    named = any(header.lower() == "content-type" for header in given)
    return (*pairs, *([] if named or not kind else [("Content-Type", kind)]))


# Bodies --------------------------------------------------------------------------------


def _written(media: Any, value: object) -> Written:
    """Raises EncodeError where a body of this media cannot hold the value."""
    kind: type[Media[Any]] = get_origin(media) or media
    arguments = get_args(media)
    for known, write in _WRITERS.items():
        if issubclass(kind, known):
            return write(value, arguments[0] if arguments else Any)
    raise EncodeError(f"a fake cannot write {kind.__name__}")


def _nothing(value: object, _: Any) -> Written:
    if value is not None:
        raise EncodeError("nothing is returned")
    return (), ""


def _text(value: object, _: Any) -> Written:
    if not isinstance(value, str):
        raise EncodeError("text is returned")
    return (value.encode(errors="replace"),), "text/plain; charset=utf-8"


def _binary(value: object, _: Any) -> Written:
    if not isinstance(value, bytes):
        raise EncodeError("bytes are returned")
    return (value,), "application/octet-stream"


def _json(value: object, _: Any) -> Written:
    return (dumps(encode(value)),), "application/json"


def _lines(items: object, _: Any) -> Written:
    return (
        tuple(dumps(encode(item)) + b"\n" for item in _each(items)),
        "application/jsonl",
    )


def _events(items: object, hint: Any) -> Written:
    if get_origin(hint) is Event:
        hint = get_args(hint)[0]
    bare = hint is str or hint is Event
    return tuple(_event(item, bare) for item in _each(items)), "text/event-stream"


def _event(item: Any, bare: bool) -> bytes:
    """An item as a server-sent event, its data `bare` or as JSON."""
    event: Event[Any] = item if type_of(item) is Event else Event(item)
    data = str(event.data) if bare else dumps(encode(event.data)).decode()
    lines = [f"data: {line}" for line in data.split("\n")]
    lines += [f"event: {event.event}"] if event.event != "message" else []
    lines += [f"id: {event.id}"] if event.id else []
    lines += [f"retry: {event.retry}"] if event.retry is not None else []
    return "\n".join((*lines, "", "")).encode(errors="replace")


def _each(items: object) -> Iterable[object]:
    if not isinstance(items, tuple):
        raise EncodeError("items are returned")
    return cast("tuple[object, ...]", items)


_WRITERS: dict[type[Media[Any]], Callable[[object, Any], Written]] = {
    NoContent: _nothing,
    Text: _text,
    Binary: _binary,
    Json: _json,
    JsonLines: _lines,
    EventStream: _events,
}


def _any_body(body: object) -> Written:
    if body is None:
        return (), ""
    if isinstance(body, bytes):
        return (body,), ""  # so that it is taken for what the call declares
    return _text(body, str) if isinstance(body, str) else _json(body, Any)


# Whether the value is what it should be ------------------------------------------------


def _alike(read: Any, value: Any) -> bool:
    """Whether the client reads what was given, as far as a body can hold it."""
    if read == value:
        return True
    if type_of(read) is not type_of(value):
        return False
    if issubclass(type_of(value), (list, tuple)):
        return len(read) == len(value) and all(map(_alike, read, value))
    if type_of(value) is dict:
        same = read.keys() == value.keys()
        return same and all(_alike(read[key], value[key]) for key in value)
    return is_dataclass(value)  # what differs stands in a field that takes anything


def _takes_anything(media: Any) -> bool:
    arguments = get_args(media)
    return not arguments or _has_any(arguments[0])


def _has_any(hint: Any) -> bool:
    return hint in (Any, object) or any(map(_has_any, get_args(hint)))


def _called(value: object) -> str:
    kind = type_of(value)
    return kind.__name__ if kind.__module__ != "builtins" else describe(value)
