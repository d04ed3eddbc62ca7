"""Open enums: a value the document does not list is kept, and written back unchanged."""

from __future__ import annotations

from enum import Enum, IntEnum, StrEnum, property as enum_property
from typing import Any, Self, TypeAlias

Scalar: TypeAlias = str | int | float | bool


class OpenEnum(StrEnum):
    """Base of enums over text.

    A listed value is its member (`JobState("RUNNING") is JobState.RUNNING`). Any other
    text becomes a value of the class that keeps the text, is equal to it and hashes
    like it; it is no member: iteration does not show it, and two of them are equal
    without being identical. Every value is a `str`.
    Type checkers know the members alone: a `match` still needs its `case _`.
    """

    @property
    def is_known(self) -> bool:
        """Whether the document lists this value."""
        return type(self)._value2member_map_.get(self._value_) is self

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        text = str.__str__(value)
        unknown = str.__new__(cls, text)
        unknown._name_ = unknown._value_ = text
        return unknown

    def __repr__(self) -> str:
        return _repr(self, self.is_known)


class OpenIntEnum(IntEnum):
    """Base of enums over whole numbers; otherwise like `OpenEnum`.

    Every value is an `int`. A `bool` is none of them.
    """

    @property
    def is_known(self) -> bool:
        """Whether the document lists this value."""
        return type(self)._value2member_map_.get(self._value_) is self

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, int) or isinstance(value, bool):
            return None
        unknown = int.__new__(cls, value)
        unknown._name_, unknown._value_ = int.__repr__(value), int(value)
        return unknown

    def __repr__(self) -> str:
        return _repr(self, self.is_known)


class OpenValueEnum(Enum):
    """Base of enums over JSON values of several types (text, numbers, true and false).

    The types are kept apart: `1`, `1.0` and `True` are three values. Compare with
    members, or compare `.value`: a value of this class is not equal to the plain one.
    """

    def __new__(cls, value: Scalar) -> Self:
        member = object.__new__(cls)
        member._value_ = _key(value)
        return member

    @enum_property
    def value(self) -> Scalar:
        """The value as it stands in JSON."""
        plain: Scalar = self._value_[1]
        return plain

    @property
    def is_known(self) -> bool:
        """Whether the document lists this value."""
        return type(self)._value2member_map_.get(self._value_) is self

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, (str, int, float)):
            return None
        key = _key(value)
        known = cls._value2member_map_.get(key)
        if isinstance(known, cls):
            return known
        unknown = object.__new__(cls)
        unknown._name_, unknown._value_ = str(value), key
        return unknown

    def __eq__(self, other: object) -> bool:
        if isinstance(other, OpenValueEnum) and type(other) is type(self):
            return bool(self._value_ == other._value_)
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self._value_)

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        return type(self), (self.value,)

    def __repr__(self) -> str:
        return _repr(self, self.is_known)


def _key(value: Scalar) -> tuple[str, Scalar]:
    """What a value is looked up by: 1, 1.0 and True are equal, these keys are not."""
    for kind in (bool, int, float):
        if isinstance(value, kind):
            return kind.__name__, kind(value)
    return "str", str(value)


def _repr(member: Enum, known: bool) -> str:
    name = type(member).__name__
    if known:
        return f"<{name}.{member.name}: {member.value!r}>"
    return f"<{name}: {member.value!r} (unknown)>"
