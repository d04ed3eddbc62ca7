"""Values that travel as text (dates, durations, UUIDs, base64 …), both ways.

Each `…_from` takes any JSON value and raises `DecodeError` for a wrong one. Modules
that few clients need are imported on first use.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

from .describe import describe, type_of
from .errors import DecodeError, EncodeError

T = TypeVar("T")

EXACT = 2**53
"""Below this, every whole number has a float of its own."""

_TWO = [f"{number:02}" for number in range(60)]

_DATE_TIME = (
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(:\d\d)?([.,]\d+)?([Zz]|[+-]\d\d:?\d\d)?"
)
_AMOUNT = r"(\d+(?:[.,]\d+)?)"
_DURATION = (
    r"([+-]?)P(?!$)(?:{n}Y)?(?:{n}M)?(?:{n}W)?(?:{n}D)?"
    r"(?:T(?=\d)(?:{n}H)?(?:{n}M)?(?:{n}S)?)?"
).replace("{n}", _AMOUNT)
_SECONDS = (604_800, 86_400, 3_600, 60, 1)  # of a week, day, hour, minute, second
_DECIMAL = r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?"
_UUID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


def text_from(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise DecodeError("text", describe(value))


def bool_from(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise DecodeError("true or false", describe(value))


def int_from(value: Any) -> int:
    """A whole number; `1.0` is one, as in JSON Schema (2020-12, section 4.2.3)."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    raise DecodeError("a whole number", describe(value))


def float_from(value: Any) -> float:
    """A finite number. A whole number becomes a float, and is written as whole again."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        try:
            number = float(value)
        except OverflowError:
            raise DecodeError("a number of 64 bits", describe(value)) from None
        if number - number == 0:  # neither infinite nor NaN
            return number
    raise DecodeError("a finite number", describe(value))


def number_text(value: float) -> int | float:
    """The JSON number of a float: whole ones as `123`, not `123.0`.

    Raises EncodeError for NaN and the infinities, which JSON cannot express.
    """
    if value - value != 0:
        raise EncodeError(f"{value} is no JSON number")
    if value.is_integer() and -EXACT < value < EXACT:
        return int(value) if value or str(value) == "0.0" else value  # -0.0 stays
    return value


def datetime_from(value: Any) -> datetime:
    """A date-time of RFC 3339, section 5.6.

    Beyond it, a space between date and time, absent seconds and an absent offset (the
    result is naive) are accepted. Fractions finer than a microsecond are cut; second
    60 is the next minute's second 0.
    """
    if type(value) is str and value[4:17:3] == "--T::":
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            pass
    return _from_text("date-time text", value, _datetime)


def _datetime(text: str) -> datetime:
    match = re.fullmatch(_DATE_TIME, text, re.ASCII)
    if match is None:
        raise ValueError
    day, minute, second, fraction, offset = match.groups(default="")
    leap = second == ":60"
    second = ":59" if leap else second or ":00"
    fraction = "." + fraction[1:7].ljust(6, "0") if fraction and not leap else ""
    offset = "+00:00" if offset in ("Z", "z") else offset
    moment = datetime.fromisoformat(f"{day}T{minute}{second}{fraction}{offset}")
    return moment + timedelta(seconds=1) if leap else moment


def datetime_text(value: datetime) -> str:
    """RFC 3339 text, with `Z` for UTC and 0, 3 or 6 digits of a fraction."""
    micros = value.microsecond
    if value.tzinfo is UTC and not micros and value.year > 999:
        # By far the most frequent form; isoformat() takes three times as long.
        return (
            f"{value.year}-{_TWO[value.month]}-{_TWO[value.day]}T"
            f"{_TWO[value.hour]}:{_TWO[value.minute]}:{_TWO[value.second]}Z"
        )
    cut = micros and not micros % 1000
    text = value.isoformat("T", "milliseconds") if cut else value.isoformat()
    return text[:-6] + "Z" if text[-6:] == "+00:00" else text


def date_from(value: Any) -> date:
    """A full-date of RFC 3339, section 5.6: `2023-11-07`."""
    return _from_text("date text", value, _date)


def _date(text: str) -> date:
    if len(text) != 10 or text[4:8:3] != "--":
        raise ValueError
    return date.fromisoformat(text)


def time_from(value: Any) -> time:
    """A full-time of RFC 3339, section 5.6; seconds and the offset may be absent."""
    return _from_text("time text", value, _time)


def _time(text: str) -> time:
    return _datetime(f"2000-01-01T{text}").timetz()


def time_text(value: time) -> str:
    """RFC 3339 text, with `Z` for UTC and 0, 3 or 6 digits of a fraction."""
    cut = value.microsecond and not value.microsecond % 1000
    text = value.isoformat("milliseconds") if cut else value.isoformat()
    return text[:-6] + "Z" if text[-6:] == "+00:00" else text


def duration_from(value: Any) -> timedelta:
    """An ISO 8601 duration of weeks, days, hours, minutes and seconds.

    Years and months have no fixed length, so that they are refused; fractions finer
    than a microsecond are cut.
    """
    expected = "duration text such as P1DT2H30M"
    if isinstance(value, str):
        match = re.fullmatch(_DURATION, value, re.ASCII)
        if match is not None and (match[2] or match[3]):
            expected = "a duration without years and months (they have no fixed length)"
    return _from_text(expected, value, _duration)


def _duration(text: str) -> timedelta:
    match = re.fullmatch(_DURATION, text, re.ASCII)
    if match is None or match[2] or match[3]:
        raise ValueError
    parts = zip(match.groups()[3:], _SECONDS, strict=True)
    span = timedelta(microseconds=sum(_micros(part, unit) for part, unit in parts))
    return -span if match[1] == "-" else span


def _micros(amount: str | None, seconds: int) -> int:
    """Microseconds in an amount such as `1.5` of a unit of so many seconds; exact."""
    whole, _, fraction = (amount or "0").replace(",", ".").partition(".")
    unit = seconds * 1_000_000
    return int(whole) * unit + int(fraction or 0) * unit // int(
        "1" + "0" * len(fraction)
    )


def duration_text(value: timedelta) -> str:
    """ISO 8601 text of days, hours, minutes and seconds: `P1DT2H30M`, zero `PT0S`."""
    if value < timedelta(0):
        return "-" + duration_text(-value)
    minutes, seconds = divmod(value.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    fraction = f".{value.microseconds:06}".rstrip("0") if value.microseconds else ""
    clock = "".join(
        f"{amount}{unit}"
        for amount, unit in (
            (hours, "H"),
            (minutes, "M"),
            (f"{seconds}{fraction}", "S"),
        )
        if amount not in (0, "0")
    )
    days = f"{value.days}D" if value.days else ""
    return f"P{days}T{clock}" if clock else f"P{days or 'T0S'}"


def uuid_from(value: Any) -> Any:
    """A UUID of RFC 9562, section 4: 32 hexadecimal digits in five groups."""
    from uuid import UUID

    if isinstance(value, str) and re.fullmatch(_UUID, value):
        return UUID(value)
    raise DecodeError("UUID text", describe(value))


def bytes_from(value: Any) -> bytes:
    """Base64 text of RFC 4648, section 4 (the standard alphabet, padded)."""
    from binascii import a2b_base64

    return _from_text(
        "base64 text", value, lambda text: a2b_base64(text, strict_mode=True)
    )


def bytes_text(value: bytes) -> str:
    """Base64 text of RFC 4648, section 4."""
    from binascii import b2a_base64

    return b2a_base64(value, newline=False).decode("ascii")


def decimal_from(value: Any) -> Any:
    """A finite decimal number, from text or from a JSON number; written as text."""
    from decimal import Decimal

    kind = type_of(value)
    if kind is int or (kind is float and value - value == 0):
        return Decimal(repr(value) if kind is float else value)
    if isinstance(value, str) and re.fullmatch(_DECIMAL, value, re.ASCII):
        return Decimal(value)
    raise DecodeError("decimal text or a number", describe(value))


def decimal_text(value: Any) -> str:
    """The number as text. Raises EncodeError for NaN and the infinities."""
    if not value.is_finite():
        raise EncodeError(f"the decimal {value} is not finite")
    return str(value)


def _from_text(expected: str, value: Any, parse: Callable[[str], T]) -> T:
    if isinstance(value, str):
        try:
            return parse(value)
        except (ValueError, OverflowError):
            pass
    raise DecodeError(expected, describe(value))
