"""The intermediate model: what an API is, without OpenAPI's spelling and without Python's.

Frozen data, no behaviour. A definition is addressed by the JSON pointer of its schema in
the canonical document, and referred to by `Ref`: cycles are harmless, equality is
structural and `print` is readable. `Type` and `Definition` are closed sums: match them
with `assert_never`, so that a new kind is a type error until every stage handles it.
"""

from __future__ import annotations

from .operations import (
    Api,
    Body,
    Content,
    Operation,
    Parameter,
    ParameterPlace,
    PathPart,
    Requirement,
    Response,
    SecurityKind,
    SecurityScheme,
    Server,
    ServerVariable,
    Skipped,
)
from .types import (
    Alias,
    Anything,
    Array,
    Constant,
    Definition,
    Discriminator,
    Enumeration,
    Field,
    Fixed,
    Json,
    Map,
    Member,
    Nothing,
    Nullable,
    Object,
    Place,
    Ref,
    Scalar,
    ScalarKind,
    Type,
    Union,
    View,
)

__all__ = [
    "Alias",
    "Anything",
    "Api",
    "Array",
    "Body",
    "Constant",
    "Content",
    "Definition",
    "Discriminator",
    "Enumeration",
    "Field",
    "Fixed",
    "Json",
    "Map",
    "Member",
    "Nothing",
    "Nullable",
    "Object",
    "Operation",
    "Parameter",
    "ParameterPlace",
    "PathPart",
    "Place",
    "Ref",
    "Requirement",
    "Response",
    "Scalar",
    "ScalarKind",
    "SecurityKind",
    "SecurityScheme",
    "Server",
    "ServerVariable",
    "Skipped",
    "Type",
    "Union",
    "View",
]
