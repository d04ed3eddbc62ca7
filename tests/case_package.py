"""The generated package of a case, importable as `client` for as long as it is used."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import pkgutil
import runpy
import sys
import typing
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from case_files import Run

_RUNTIME = "client._runtime"


@contextmanager
def importable(run: Run) -> Iterator[ModuleType]:
    """The package. Its runtime, the same files in every package, stays loaded."""
    sys.path.insert(0, str(run.folder))
    importlib.invalidate_caches()
    try:
        package = importlib.import_module("client")
        if _RUNTIME in sys.modules:
            vars(package)["_runtime"] = sys.modules[_RUNTIME]
        yield package
    finally:
        sys.path.remove(str(run.folder))
        for name in [name for name in sys.modules if _is_own(name)]:
            del sys.modules[name]


def _is_own(name: str) -> bool:
    if name == _RUNTIME or name.startswith(_RUNTIME + "."):
        return False
    return name == "client" or name.startswith("client.")


def modules(package: ModuleType) -> list[ModuleType]:
    """Every module of the package but those of the runtime, imported."""
    found = pkgutil.walk_packages(package.__path__, "client.")
    names = [each.name for each in found if _is_own(each.name)]
    return [package, *(importlib.import_module(name) for name in names)]


def types(found: list[ModuleType]) -> list[type[Any]]:
    """The dataclasses that the modules define."""
    return [
        value
        for module in found
        for value in vars(module).values()
        if isinstance(value, type)
        and value.__module__ == module.__name__
        and dataclasses.is_dataclass(value)
    ]


def functions(found: list[ModuleType]) -> list[FunctionType]:
    """The functions that the modules define: the operations."""
    return [
        value
        for module in found
        for value in vars(module).values()
        if isinstance(value, FunctionType) and value.__module__ == module.__name__
    ]


def hints(found: list[ModuleType]) -> None:
    """Evaluate every annotation, and make the codec of every dataclass."""
    for function in functions(found):
        typing.get_type_hints(function)
    errors = importlib.import_module(_RUNTIME + ".errors")
    for each in types(found):
        typing.get_type_hints(each, include_extras=True)
        with suppress(errors.DecodeError):
            each.from_dict({})


def use(run: Run) -> None:
    """Run the case's own assertions."""
    runpy.run_path(str(run.case / "use.py"))


def generated(run: Run) -> list[Path]:
    """The files that are made from the specification."""
    files = sorted(run.package.rglob("*.py"))
    return [path for path in files if "_runtime" not in path.parts]


_EXCEPT = {"\n"}


def hidden_signs(text: str) -> set[str]:
    """The control, format and other invisible characters in a text."""
    kinds = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
    return {c for c in set(text) - _EXCEPT if unicodedata.category(c) in kinds}


def identifiers(text: str) -> set[str]:
    """The names that a source file defines or uses."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        for field in ("name", "id", "attr", "arg"):
            value = getattr(node, field, None)
            found |= {value} if isinstance(value, str) else set()
    return found
