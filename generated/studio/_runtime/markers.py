"""What a field or a type says about its form on the wire."""

from __future__ import annotations

from collections.abc import Mapping

WIRE = "wire"
REST = "rest"


def wire(name: str) -> Mapping[str, str]:
    """Metadata of a field whose name in JSON differs from its name in Python.

    `api_key: str | None = field(default=None, metadata=wire("apiKey"))`
    """
    return {WIRE: name}


def rest() -> Mapping[str, str]:
    """Metadata of the field that collects every key without a field of its own.

        additional: dict[str, Label] = field(
            default_factory=lambda: {}, metadata=rest()
        )

    A key that no other field claims is decoded as a `Label` into this field, and
    written back beside the other fields. A model with such a field has no `extra`.
    """
    return {REST: ""}


class Tagged:
    """Says which member of a union an object is, by the value of one property."""

    __slots__ = ("members", "property")

    def __init__(self, property: str, members: Mapping[str, type]) -> None:
        self.property = property
        self.members = tuple(members.items())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tagged) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[str, tuple[tuple[str, type], ...]]:
        return self.property, self.members


def tagged(property: str, members: Mapping[str, type]) -> Tagged:
    """Annotation of a union whose members a property tells apart.

    `Shape: TypeAlias = Annotated[Circle | Square, tagged("kind", {"circle": Circle,
    "square": Square})]`. The property is named as on the wire. An object with another
    value, or without the property, is tried against the members in their order.
    """
    return Tagged(property, members)
