"""The intermediate model: what an API is, without OpenAPI's spelling and without Python's.

Frozen data, no behaviour. A definition is addressed by the JSON pointer of its schema in
the canonical document, and referred to by `Ref`: cycles are harmless, equality is
structural and `print` is readable. `Type` and `Definition` are closed sums: match them
with `assert_never`, so that a new kind is a type error until every stage handles it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from .diagnostics import Location

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
class Field:
    """A property of an object."""

    wire: str
    type: Type
    required: bool
    location: Location
    doc: str = ""
    default: Json = None
    has_default: bool = False
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
    deprecated: bool = False
    view: View = View.BOTH
    twin: str = ""


Definition: TypeAlias = Object | Enumeration | Alias


class ParameterPlace(StrEnum):
    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    COOKIE = "cookie"
    QUERYSTRING = "querystring"


@dataclass(frozen=True, slots=True)
class Parameter:
    """OpenAPI 3.1 section 4.8.12. `media` is set where the value is serialised by a
    media type (`content`) and not by `style`.
    """

    wire: str
    place: ParameterPlace
    type: Type
    required: bool
    location: Location
    style: str
    explode: bool
    media: str = ""
    allow_reserved: bool = False
    doc: str = ""
    default: Json = None
    has_default: bool = False
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """One media type of a request or response body. `type` is None where the document
    gives no schema; `item` is the type of one item of a stream (`itemSchema`).
    """

    media_type: str
    type: Type | None
    location: Location
    item: Type | None = None


@dataclass(frozen=True, slots=True)
class Body:
    contents: tuple[Content, ...]
    required: bool
    location: Location
    doc: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """`status` is a code, a class such as `4XX`, or `default`."""

    status: str
    contents: tuple[Content, ...]
    location: Location
    doc: str = ""


@dataclass(frozen=True, slots=True)
class ServerVariable:
    name: str
    default: str
    choices: tuple[str, ...] = ()
    doc: str = ""


@dataclass(frozen=True, slots=True)
class Server:
    url: str
    location: Location
    variables: tuple[ServerVariable, ...] = ()
    doc: str = ""


class SecurityKind(StrEnum):
    BEARER = "bearer"
    BASIC = "basic"
    API_KEY = "apiKey"
    OAUTH2 = "oauth2"
    OPEN_ID = "openIdConnect"
    MUTUAL_TLS = "mutualTLS"


@dataclass(frozen=True, slots=True)
class SecurityScheme:
    """`name` is the scheme's key in the document; `carrier` and `wire` say where an API
    key travels (header, query or cookie, and under which name).
    """

    name: str
    kind: SecurityKind
    location: Location
    carrier: str = ""
    wire: str = ""
    doc: str = ""


Requirement: TypeAlias = tuple[str, ...]
"""The schemes that are needed together; empty where none is."""


@dataclass(frozen=True, slots=True)
class PathPart:
    """A piece of a path template: a literal text, or the name of a path parameter."""

    text: str
    is_parameter: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """`security` lists alternatives; `servers` is empty where the API's own apply."""

    id: str
    method: str
    path: tuple[PathPart, ...]
    location: Location
    operation_id: str = ""
    tag: str = ""
    summary: str = ""
    description: str = ""
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    responses: tuple[Response, ...] = ()
    security: tuple[Requirement, ...] = ()
    servers: tuple[Server, ...] = ()
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """An operation that the configuration leaves out, and why; `label` is its method and
    path, and `id` its operationId, or the same.
    """

    id: str
    label: str
    reason: str
    location: Location


@dataclass(frozen=True, slots=True)
class Api:
    """A whole API. `definitions` stand in the document's order."""

    title: str
    description: str
    servers: tuple[Server, ...]
    security_schemes: tuple[SecurityScheme, ...]
    operations: tuple[Operation, ...]
    definitions: tuple[Definition, ...]
    skipped: tuple[Skipped, ...] = ()
