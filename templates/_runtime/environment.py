"""Arguments that the environment gives where the caller does not."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")


def from_environment(given: T | None, variable: str) -> T | str | None:
    """What was given, else the variable's text; None where it is empty or not set."""
    from os import environ

    return given if given is not None else environ.get(variable) or None
