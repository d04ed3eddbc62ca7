"""The base of the generated dataclasses."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Generic, Self, TypeVar

from .codec import decode, dumps, encode, loads
from .markers import rest, tagged, wire
from .unset import UNSET, Unset

__all__ = ["UNSET", "Input", "Model", "Unset", "rest", "tagged", "wire"]

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Model:
    """Base of the dataclasses. It adds how to read and to write them, and `extra`.

    Equality compares the fields alone, not `extra`. Copies and pickles keep `extra`;
    `dataclasses.replace` and `copy.replace` make a new value without it.
    """

    __slots__ = ("_extra",)

    @property
    def extra(self) -> Mapping[str, Any]:
        """What the server sent beyond the fields, by wire name; written back as it came."""
        found = getattr(self, "_extra", None)
        return _NOTHING if found is None else MappingProxyType(found)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read a value from plain JSON data.

        Raises:
            DecodeError: when the data do not have the documented shape.
        """
        value: Self = decode(cls, data)
        return value

    @classmethod
    def from_json(cls, data: bytes | str) -> Self:
        """Read a value from JSON text; bytes are UTF-8.

        Raises:
            DecodeError: when the text is no JSON, or has not the documented shape.
        """
        value: Self = decode(cls, loads(data))
        return value

    def to_dict(self) -> dict[str, Any]:
        """The value as plain JSON data, under the wire names, without absent fields.

        Raises:
            EncodeError: when a value cannot be written, or a required one is None.
        """
        result: dict[str, Any] = encode(self)
        return result

    def to_json(self) -> bytes:
        """The value as compact JSON text in UTF-8, without absent fields.

        Raises:
            EncodeError: when a value cannot be written, or a required one is None.
        """
        return dumps(encode(self))


T = TypeVar("T", bound=Model)


class Input(Model, Generic[T]):
    """Base of what a caller may write of a `T`, where that differs from what is read.

    What `T` has beyond it is read-only: `from_dict` leaves it out, so that it is never
    sent back.
    """

    __slots__ = ()
