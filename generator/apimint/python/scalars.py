"""The table from scalar kinds to Python types."""

from __future__ import annotations

from ..ir import ScalarKind
from .text import Import, PyType, py_type


def _imported(module: str, name: str) -> PyType:
    return py_type(name, imports=[Import(module, name)])


PYTHON_TYPES: dict[ScalarKind, PyType] = {
    ScalarKind.STRING: py_type("str"),
    ScalarKind.INTEGER: py_type("int"),
    ScalarKind.NUMBER: py_type("float"),
    ScalarKind.BOOLEAN: py_type("bool"),
    ScalarKind.DATE_TIME: _imported("datetime", "datetime"),
    ScalarKind.DATE: _imported("datetime", "date"),
    ScalarKind.TIME: _imported("datetime", "time"),
    ScalarKind.DURATION: _imported("datetime", "timedelta"),
    ScalarKind.UUID: _imported("uuid", "UUID"),
    ScalarKind.BASE64: py_type("bytes"),
    ScalarKind.BINARY: py_type("bytes"),
    ScalarKind.DECIMAL: _imported("decimal", "Decimal"),
}

ANY = _imported("typing", "Any")
