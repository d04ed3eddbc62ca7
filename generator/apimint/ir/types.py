"""Types and definitions: what values an API speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from ..diagnostics import Location

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"


class ScalarKind(StrEnum):
    """A value without parts: JSON's own types and the registered string formats."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE_TIME = "date-time"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    UUID = "uuid"
    BASE64 = "byte"
    BINARY = "binary"
    DECIMAL = "decimal"


@dataclass(frozen=True, slots=True)
class Scalar:
    kind: ScalarKind


@dataclass(frozen=True, slots=True)
class Constant:
    """One of a few fixed values that need no enum of their own (`const`)."""

    values: tuple[str | int | float | bool, ...]


@dataclass(frozen=True, slots=True)
class Anything:
    """Any JSON value: the schema says nothing, or says what cannot be expressed."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """The type `null` alone."""


@dataclass(frozen=True, slots=True)
class Ref:
    """The definition with this id."""

    id: str


@dataclass(frozen=True, slots=True)
class Array:
    items: Type


@dataclass(frozen=True, slots=True)
class Fixed:
    """An array with a type for each of its first places (`prefixItems`), no more."""

    items: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """An object with free keys."""

    values: Type


@dataclass(frozen=True, slots=True)
class Nullable:
    inner: Type


@dataclass(frozen=True, slots=True)
class Discriminator:
    """The property whose value tells the members of a union apart."""

    wire: str
    mapping: tuple[tuple[str, str], ...]  # value → id of a member


@dataclass(frozen=True, slots=True)
class Union:
    """At least two members, none of them null or a union, in the document's order."""

    members: tuple[Type, ...]
    discriminator: Discriminator | None = None


Type: TypeAlias = (
    Scalar
    | Constant
    | Anything
    | Nothing
    | Ref
    | Array
    | Fixed
    | Map
    | Nullable
    | Union
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a definition stands, for naming it.

    A component has no owner, and its own name as the only word. An inline schema is
    owned by the definition or the operation that holds it (`owner` is that one's id),
    and its words lead from there to it: a property's name, `item`, `value`, `request`.
    `kind` says what stands there, for telling apart two of the same words.
    """

    owner: str
    words: tuple[str, ...]
    kind: str = "schema"


@dataclass(frozen=True, slots=True)
class Constraints:
    """What a schema asks of values besides their type (JSON Schema 2020-12 validation,
    section 6), for people: the server checks it. None and an empty tuple are no
    constraint. `each` holds those of an array's items or a map's values, `examples`
    what the document shows, of any type, and `format` its word for the form of a scalar.
    """

    minimum: int | float | None = None
    maximum: int | float | None = None
    exclusive_minimum: int | float | None = None
    exclusive_maximum: int | float | None = None
    multiple_of: int | float | None = None
    min_length: int | None = None
    max_length: int | None = None
    patterns: tuple[str, ...] = ()
    min_items: int | None = None
    max_items: int | None = None
    unique_items: bool = False
    min_properties: int | None = None
    max_properties: int | None = None
    each: Constraints | None = None
    examples: tuple[Json, ...] = ()
    format: str = ""


UNCONSTRAINED = Constraints()


@dataclass(frozen=True, slots=True)
class Field:
    """A property of an object."""

    wire: str
    type: Type
    required: bool
    location: Location
    doc: str = ""
    default: Json = None
    has_default: bool = False
    constraints: Constraints = UNCONSTRAINED
    read_only: bool = False
    write_only: bool = False
    deprecated: bool = False


class View(StrEnum):
    """Which way an object's values travel."""

    BOTH = "both"
    READ = "read"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class Object:
    """An object with named properties. `extra` types the properties without a name;
    None where the schema forbids them or says nothing of them.

    `bases` are the ids of the components that `allOf` has merged into it. `twin` is the
    id of the reading view where this is the writing view of the same schema.
    """

    id: str
    place: Place
    location: Location
    fields: tuple[Field, ...]
    extra: Type | None = None
    bases: tuple[str, ...] = ()
    doc: str = ""
    constraints: Constraints = UNCONSTRAINED
    deprecated: bool = False
    view: View = View.BOTH
    twin: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A value of an enum, with what the document says of it."""

    value: str | int | float | bool
    note: str = ""
    name: str = ""  # x-enum-varnames and its kin


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A few known values of one or of several scalar kinds. It is open."""

    id: str
    place: Place
    location: Location
    members: tuple[Member, ...]
    doc: str = ""
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class Alias:
    """A name for a type that is neither an object nor an enum."""

    id: str
    place: Place
    location: Location
    type: Type
    doc: str = ""
    constraints: Constraints = UNCONSTRAINED
    deprecated: bool = False
    view: View = View.BOTH
    twin: str = ""


Definition: TypeAlias = Object | Enumeration | Alias
