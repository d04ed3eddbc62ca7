"""OpenAPI's grammar as a table: which kind of node stands under which key.

OpenAPI 3.1.1 section 4.8, OpenAPI 3.2.0 section 4, JSON Schema 2020-12 sections 10 and 11.
What the table does not name (examples, defaults, enum values, `x-` extensions) is data:
it is copied verbatim and no `$ref` inside it means anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..source import Node


class Kind(StrEnum):
    """The kinds of nodes; the values are the words for messages."""

    DOCUMENT = "document"
    INFO = "info"
    PATHS = "paths"
    PATH_ITEM = "path item"
    OPERATION = "operation"
    PARAMETER = "parameter"
    REQUEST_BODY = "request body"
    MEDIA_TYPE = "media type"
    ENCODING = "encoding"
    RESPONSES = "responses"
    RESPONSE = "response"
    HEADER = "header"
    EXAMPLE = "example"
    LINK = "link"
    CALLBACK = "callback"
    COMPONENTS = "components"
    SCHEMA = "schema"
    DISCRIMINATOR = "discriminator"
    SECURITY_SCHEME = "security scheme"
    SERVER = "server"
    VARIABLE = "server variable"
    TAG = "tag"
    TARGET = "reference or name of a schema"
    TEXT = "text"
    VALUE = "value"


class Form(StrEnum):
    """How the nodes of a kind stand under a key; the values are words for messages."""

    ONE = "an object"
    MAP = "a map"
    LIST = "a list"


@dataclass(frozen=True, slots=True)
class Slot:
    """What stands under a key. Of `documentation` a wrong shape is dropped with a
    warning: it never stops a build."""

    kind: Kind
    form: Form = Form.ONE
    documentation: bool = False


def _one(kind: Kind) -> Slot:
    return Slot(kind)


def _map(kind: Kind) -> Slot:
    return Slot(kind, Form.MAP)


def _list(kind: Kind) -> Slot:
    return Slot(kind, Form.LIST)


ANY_KEY = "*"
_DOC = Slot(Kind.TEXT, documentation=True)
_DOCUMENTED = {"summary": _DOC, "description": _DOC}
_SCHEMA = _one(Kind.SCHEMA)
_CONTENT = {"content": _map(Kind.MEDIA_TYPE)}
_EXAMPLES = {"examples": _map(Kind.EXAMPLE)}
_SERVERS = {"servers": _list(Kind.SERVER)}
_PARAMETERS = {"parameters": _list(Kind.PARAMETER)}
_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

GRAMMAR: dict[Kind, dict[str, Slot]] = {
    Kind.DOCUMENT: {
        "info": _one(Kind.INFO),
        "paths": _one(Kind.PATHS),
        "webhooks": _map(Kind.PATH_ITEM),
        "components": _one(Kind.COMPONENTS),
        "security": _list(Kind.VALUE),
        "tags": Slot(Kind.TAG, Form.LIST, documentation=True),
        **_SERVERS,
    },
    Kind.INFO: {"title": _DOC, "version": _DOC, **_DOCUMENTED},
    Kind.TAG: {"name": _DOC, **_DOCUMENTED},
    Kind.PATHS: {ANY_KEY: _one(Kind.PATH_ITEM)},
    Kind.PATH_ITEM: {
        **dict.fromkeys(_METHODS, _one(Kind.OPERATION)),
        "query": _one(Kind.OPERATION),
        "additionalOperations": _map(Kind.OPERATION),
        "$ref": _one(Kind.VALUE),
        **_PARAMETERS,
        **_SERVERS,
        **_DOCUMENTED,
    },
    Kind.OPERATION: {
        "requestBody": _one(Kind.REQUEST_BODY),
        "responses": _one(Kind.RESPONSES),
        "callbacks": _map(Kind.CALLBACK),
        "operationId": _one(Kind.TEXT),
        "tags": Slot(Kind.TEXT, Form.LIST, documentation=True),
        "security": _list(Kind.VALUE),
        **_PARAMETERS,
        **_SERVERS,
        **_DOCUMENTED,
    },
    Kind.PARAMETER: {
        "name": _one(Kind.TEXT),
        "in": _one(Kind.TEXT),
        "schema": _SCHEMA,
        **_CONTENT,
        **_EXAMPLES,
        **_DOCUMENTED,
    },
    Kind.HEADER: {"schema": _SCHEMA, **_CONTENT, **_EXAMPLES, **_DOCUMENTED},
    Kind.REQUEST_BODY: {**_CONTENT, **_DOCUMENTED},
    Kind.MEDIA_TYPE: {
        "schema": _SCHEMA,
        "itemSchema": _SCHEMA,
        "encoding": _map(Kind.ENCODING),
        "prefixEncoding": _list(Kind.ENCODING),
        "itemEncoding": _one(Kind.ENCODING),
        **_EXAMPLES,
    },
    Kind.ENCODING: {"headers": _map(Kind.HEADER)},
    Kind.RESPONSES: {ANY_KEY: _one(Kind.RESPONSE)},
    Kind.RESPONSE: {
        "headers": _map(Kind.HEADER),
        "links": _map(Kind.LINK),
        **_CONTENT,
        **_DOCUMENTED,
    },
    Kind.EXAMPLE: {},
    Kind.LINK: {"server": _one(Kind.SERVER), **_DOCUMENTED},
    Kind.CALLBACK: {ANY_KEY: _one(Kind.PATH_ITEM)},
    Kind.SECURITY_SCHEME: {
        **dict.fromkeys(("type", "scheme", "name", "in"), _one(Kind.TEXT)),
        **_DOCUMENTED,
    },
    Kind.SERVER: {
        "url": _one(Kind.TEXT),
        "variables": _map(Kind.VARIABLE),
        **_DOCUMENTED,
    },
    Kind.VARIABLE: {
        "default": _one(Kind.TEXT),
        "enum": _list(Kind.TEXT),
        **_DOCUMENTED,
    },
    Kind.COMPONENTS: {
        "schemas": _map(Kind.SCHEMA),
        "responses": _map(Kind.RESPONSE),
        "parameters": _map(Kind.PARAMETER),
        "examples": _map(Kind.EXAMPLE),
        "requestBodies": _map(Kind.REQUEST_BODY),
        "headers": _map(Kind.HEADER),
        "securitySchemes": _map(Kind.SECURITY_SCHEME),
        "links": _map(Kind.LINK),
        "callbacks": _map(Kind.CALLBACK),
        "pathItems": _map(Kind.PATH_ITEM),
        "mediaTypes": _map(Kind.MEDIA_TYPE),
    },
    Kind.SCHEMA: {
        **dict.fromkeys(("properties", "patternProperties"), _map(Kind.SCHEMA)),
        **dict.fromkeys(("dependentSchemas", "$defs"), _map(Kind.SCHEMA)),
        **dict.fromkeys(("allOf", "anyOf", "oneOf"), _list(Kind.SCHEMA)),
        "prefixItems": _list(Kind.SCHEMA),
        **dict.fromkeys(("items", "contains", "unevaluatedItems"), _SCHEMA),
        **dict.fromkeys(("additionalProperties", "propertyNames"), _SCHEMA),
        **dict.fromkeys(("unevaluatedProperties", "contentSchema"), _SCHEMA),
        **dict.fromkeys(("not", "if", "then", "else"), _SCHEMA),
        "enum": _list(Kind.VALUE),
        "required": _list(Kind.TEXT),
        "discriminator": _one(Kind.DISCRIMINATOR),
        "title": _DOC,
        **_DOCUMENTED,
    },
    Kind.DISCRIMINATOR: {
        "propertyName": _one(Kind.TEXT),
        "defaultMapping": _one(Kind.TARGET),
        "mapping": _map(Kind.TARGET),
    },
}

SECTIONS: dict[Kind, str] = {
    slot.kind: section for section, slot in GRAMMAR[Kind.COMPONENTS].items()
}
"""Kinds that a `$ref` can stand for → their section of `components`."""

ONLY_3_2: dict[Kind, frozenset[str]] = {
    Kind.DOCUMENT: frozenset({"$self"}),
    Kind.PATH_ITEM: frozenset({"query", "additionalOperations"}),
    Kind.MEDIA_TYPE: frozenset({"itemSchema", "prefixEncoding", "itemEncoding"}),
    Kind.RESPONSE: frozenset({"summary"}),
    Kind.EXAMPLE: frozenset({"dataValue", "serializedValue"}),
    Kind.COMPONENTS: frozenset({"mediaTypes"}),
    Kind.SECURITY_SCHEME: frozenset({"deprecated", "oauth2MetadataUrl"}),
    Kind.SERVER: frozenset({"name"}),
    Kind.TAG: frozenset({"summary", "parent", "kind"}),
    Kind.DISCRIMINATOR: frozenset({"defaultMapping"}),
}
"""The keys that OpenAPI 3.1 does not have."""

CLOSED = frozenset({Kind.PATH_ITEM})
"""Kinds in which an unknown key is an error: a mistyped method would lose an operation."""


def slot_at(kind: Kind, key: str) -> Slot | None:
    """What stands under `key` of a node of `kind`; None for data."""
    fields = GRAMMAR[kind]
    slot = fields.get(key)
    if slot is None and key != "$ref" and not key.startswith("x-"):
        return fields.get(ANY_KEY)
    return slot


def step(value: Node, token: str) -> tuple[Node] | None:
    """The value under one token of a JSON pointer, in a tuple; None where none is."""
    if isinstance(value, dict):
        return (value[token],) if token in value else None
    if isinstance(value, list):
        plain = token.isascii() and token.isdigit() and str(int(token)) == token
        return (value[int(token)],) if plain and int(token) < len(value) else None
    return None


def slot_of(
    tree: Node,
    tokens: list[str],
    closed_refs: bool,
    rearranged: frozenset[Kind] = frozenset(),
) -> Slot | None:
    """What the grammar expects at a place of a document; None for data or nothing, for
    parts of the `rearranged` kinds, and with `closed_refs` for what stands beside a
    `$ref`."""
    slot, value = Slot(Kind.DOCUMENT), tree
    for token in tokens:
        found = step(value, token)
        one = slot.form is Form.ONE
        named = one and slot.kind in SECTIONS
        shut = closed_refs and named and isinstance(value, dict) and "$ref" in value
        if found is None or shut or (one and slot.kind in rearranged):
            return None
        value = found[0]
        if slot.form is not Form.ONE:
            slot = Slot(slot.kind)
            continue
        inner = slot_at(slot.kind, token) if slot.kind in GRAMMAR else None
        if inner is None:
            return None
        slot = inner
    return slot
