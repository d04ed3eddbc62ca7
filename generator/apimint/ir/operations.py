"""Operations, servers and security, and the API as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from ..diagnostics import Location
from .types import UNCONSTRAINED, Constraints, Definition, Json, Ref, Type


class ParameterPlace(StrEnum):
    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    COOKIE = "cookie"
    QUERYSTRING = "querystring"


@dataclass(frozen=True, slots=True)
class Style:
    """How a value becomes text (OpenAPI 3.1 section 4.8.12, "Style Values").

    `delimiter` stands between the values of what is not exploded. OpenAPI says it by the
    style's name; Swagger 2.0 has more combinations.
    """

    name: str
    explode: bool
    delimiter: str = ","
    allow_reserved: bool = False


@dataclass(frozen=True, slots=True)
class Encoding:
    """How one property, or one item, of a form travels (OpenAPI 3.1 section 4.8.15): as
    a part of some media type, or in a style; both are empty where the document does not
    say. `wire` is empty where it is of an item. `headers` are the names of those that
    its part may have.
    """

    wire: str
    media_type: str
    style: Style | None
    location: Location
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """OpenAPI 3.1 section 4.8.12. `media` is set where the value is serialised by a
    media type (`content`) and not by `style`; `encodings` belong to it. `allow_empty`
    says that an empty text may stand for the value.
    """

    wire: str
    place: ParameterPlace
    type: Type
    required: bool
    location: Location
    style: Style
    media: str = ""
    encodings: tuple[Encoding, ...] = ()
    allow_empty: bool = False
    doc: str = ""
    default: Json = None
    has_default: bool = False
    constraints: Constraints = UNCONSTRAINED
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """One media type of a request or response body. `type` is None where the document
    gives no schema. A sequence of items has an `item` instead; where it is one of
    server-sent events that have names, `is_event`, it types their data.

    `encodings` are those of properties; `prefix` are those of the first items and `rest`
    that of all others, where a multipart body is a list (OpenAPI 3.2).
    """

    media_type: str
    type: Type | None
    location: Location
    item: Type | None = None
    is_event: bool = False
    encodings: tuple[Encoding, ...] = ()
    prefix: tuple[Encoding, ...] = ()
    rest: Encoding | None = None


@dataclass(frozen=True, slots=True)
class Body:
    contents: tuple[Content, ...]
    required: bool
    location: Location
    doc: str = ""
    constraints: Constraints = UNCONSTRAINED


@dataclass(frozen=True, slots=True)
class Response:
    """`status` is a code, a class such as `4XX`, or `default`. `headers` is the object
    of those that a success has.
    """

    status: str
    contents: tuple[Content, ...]
    location: Location
    doc: str = ""
    headers: Ref | None = None


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
    key travels (header, query or cookie, and under which name). `token_url` is where a
    client's own credentials get a token, `refresh_url` where they refresh it, if that is
    another place; empty where there is no such flow.
    """

    name: str
    kind: SecurityKind
    location: Location
    carrier: str = ""
    wire: str = ""
    doc: str = ""
    token_url: str = ""
    refresh_url: str = ""


Requirement: TypeAlias = tuple[str, ...]
"""The schemes that are needed together; empty where none is."""


@dataclass(frozen=True, slots=True)
class PathPart:
    """A piece of a path template: a literal text, or the name of a path parameter."""

    text: str
    is_parameter: bool


class PagingStyle(StrEnum):
    """What leads from a page to the next: a token in it, its last item's key, the number
    of items or of pages so far, or a link.
    """

    TOKEN = "token"
    LAST_ITEM = "last-item"
    OFFSET = "offset"
    PAGE = "page"
    LINK = "link"


Names: TypeAlias = tuple[str, ...]
"""Where a value stands in an object: the property, and those that lead to it."""


@dataclass(frozen=True, slots=True)
class Paging:
    """How the pages of a result follow each other.

    `items` is where a page's items stand, `()` where it is the array itself. `parameter`
    asks for a page: one of the query, or with `in_body` a property of the JSON body.
    `next` is where the token stands, the key in an item, or the link; without it, a link
    is in the header Link. Of the last page, `more` says false; `total` counts the items
    of all pages and `pages` the pages, the first of which has the number `first`.
    """

    style: PagingStyle
    items: Names = ()
    parameter: str = ""
    in_body: bool = False
    next: Names = ()
    more: Names = ()
    total: Names = ()
    pages: Names = ()
    first: int = 1


@dataclass(frozen=True, slots=True)
class Operation:
    """`security` lists alternatives; `servers` is empty where the API's own apply.
    `paging` is set where the operation gives a result page by page.
    `links` and `callbacks` are for the documentation: a link's name and what it leads
    to, and the names of callbacks.
    """

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
    paging: Paging | None = None
    links: tuple[tuple[str, str], ...] = ()
    callbacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Webhook:
    """A request that the API sends. `owner` is the method and path of the operation
    whose callback it is, empty for a webhook of the API as a whole.
    """

    id: str
    name: str
    method: str
    contents: tuple[Content, ...]
    location: Location
    owner: str = ""
    summary: str = ""
    description: str = ""
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
    webhooks: tuple[Webhook, ...] = ()
