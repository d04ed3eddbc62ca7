"""JSON text ↔ the plain tree of dict, list, str, int, float, bool and None."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

from .describe import describe, type_of
from .errors import DecodeError, EncodeError

if TYPE_CHECKING:
    from json import JSONDecoder, JSONEncoder

DEEPEST = 200
"""Levels of arrays and objects within each other that a document may have."""

_BOM = b"\xef\xbb\xbf"
_chosen: Callable[[bytes], Any] | None = None


def use_json(loads: Callable[[bytes], Any] | None) -> None:
    """Choose what reads JSON in this process; None chooses the standard library again.

    `use_json(orjson.loads)` and `use_json(msgspec.json.decode)` are faster than the
    default. Whatever they raise becomes `DecodeError`. How numbers beyond 64 bits are
    read is then the library's affair.
    """
    global _chosen
    _chosen = loads


def loads(data: bytes | str) -> Any:
    """The tree of one JSON document (RFC 8259), in UTF-8; a BOM is accepted.

    Of duplicate keys the last one counts. Refused are NaN and the infinities (also as
    `1e999`), whole numbers of more than 4,300 digits and more than 200 levels.

    Raises:
        DecodeError: with the path `$`, for whatever is wrong with the text.
    """
    raw = data.removeprefix(_BOM) if isinstance(data, bytes) else None
    try:
        if raw is not None and _chosen is not None:
            tree = _chosen(raw)
        elif _chosen is not None:
            tree = _chosen(str(data).removeprefix("\ufeff").encode())
        else:
            text = str(data).removeprefix("\ufeff") if raw is None else raw.decode()
            tree = _decoder().decode(text)
    except Exception as error:
        raise DecodeError(f"JSON ({_reason(error)})", _excerpt(data)) from None
    if _may_be_deep(data):
        _check_depth(tree, data)
    return tree


def dumps(value: Any) -> bytes:
    """Compact JSON text of a plain tree, in UTF-8.

    Raises:
        EncodeError: for numbers that are not finite, for Python values that JSON does
            not have, and for a tree that contains itself.
    """
    try:
        text = _encoder(False).encode(value)
        try:
            return text.encode()
        except UnicodeEncodeError:  # half of a surrogate pair: only escapes carry it
            return _encoder(True).encode(value).encode()
    except RecursionError:
        raise EncodeError("the value is nested too deeply") from None
    except (TypeError, ValueError) as error:
        raise EncodeError(str(error)) from None


@cache
def _decoder() -> JSONDecoder:
    from json import JSONDecoder

    return JSONDecoder(parse_float=_finite, parse_constant=_no_constant)


@cache
def _encoder(ascii_only: bool) -> JSONEncoder:
    from json import JSONEncoder

    return JSONEncoder(ensure_ascii=ascii_only, allow_nan=False, separators=(",", ":"))


def _finite(text: str) -> float:
    number = float(text)
    if number - number == 0:
        return number
    raise ValueError("a number is too large")


def _no_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is no JSON")


def _may_be_deep(data: bytes | str) -> bool:
    if isinstance(data, bytes):
        return data.count(b"[") + data.count(b"{") > DEEPEST
    return data.count("[") + data.count("{") > DEEPEST


def _check_depth(tree: Any, data: bytes | str) -> None:
    """Walk level by level, so that no document can exhaust the stack."""
    level = _containers([tree])
    for _ in range(DEEPEST):
        level = [part for node in level for part in _containers(node)]
        if not level:
            return
    raise DecodeError(f"JSON of at most {DEEPEST} levels", _excerpt(data))


def _containers(node: Any) -> list[Any]:
    parts: Iterable[Any] = node.values() if type_of(node) is dict else node
    return [part for part in parts if type_of(part) in (dict, list)]


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return f"of at most {DEEPEST} levels"
    if isinstance(error, UnicodeDecodeError):
        return f"in UTF-8; byte {error.start} is not"
    return describe(str(error)).removeprefix("text ")


def _excerpt(data: bytes | str) -> str:
    if not data:
        return "nothing"
    if isinstance(data, str):
        return describe(data[:100])
    return describe(data[:100].decode("utf-8", "backslashreplace"))
