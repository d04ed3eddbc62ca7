"""The table from JSON types and registered formats to scalar kinds.

Formats are open (JSON Schema 2020-12 validation section 7): one that is not listed says
nothing about the type. The names are those of the OpenAPI format registry.
"""

from __future__ import annotations

from ..ir import ScalarKind

_FORMATS: dict[tuple[str, str], ScalarKind] = {
    ("string", "date-time"): ScalarKind.DATE_TIME,
    ("string", "date"): ScalarKind.DATE,
    ("string", "time"): ScalarKind.TIME,
    ("string", "duration"): ScalarKind.DURATION,
    ("string", "uuid"): ScalarKind.UUID,
    ("string", "byte"): ScalarKind.BASE64,
    ("string", "binary"): ScalarKind.BINARY,
    ("string", "decimal"): ScalarKind.DECIMAL,
}

_TYPES: dict[str, ScalarKind] = {
    "string": ScalarKind.STRING,
    "integer": ScalarKind.INTEGER,
    "number": ScalarKind.NUMBER,
    "boolean": ScalarKind.BOOLEAN,
}


def scalar_kind(type_: str, format_: str, encoding: str = "") -> ScalarKind | None:
    """The kind of a scalar schema by `type`, `format` and `contentEncoding`; None for a
    type that is no scalar.
    """
    if type_ == "string" and encoding == "base64":
        return ScalarKind.BASE64
    if type_ == "string" and encoding == "binary":
        return ScalarKind.BINARY
    return _FORMATS.get((type_, format_)) or _TYPES.get(type_)
