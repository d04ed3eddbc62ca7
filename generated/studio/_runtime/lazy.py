"""Public names that are imported on first use (PEP 562)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping


def attach(package_name: str, modules: Mapping[str, str]) -> Callable[[str], object]:
    """A `__getattr__` for the package: name → relative path of the module that has it.

        if not TYPE_CHECKING:
            __getattr__ = attach(__name__, {"Pet": ".models.pets"})

    A name is looked up once; then it is an attribute of the package like any other. A
    type checker must not see the function: to it, every misspelt name would be there.
    """

    def __getattr__(name: str) -> object:
        if name not in modules:
            raise AttributeError(f"module {package_name!r} has no attribute {name!r}")
        from importlib import import_module

        value: object = getattr(import_module(modules[name], package_name), name)
        setattr(sys.modules[package_name], name, value)
        return value

    return __getattr__
