"""The table `paging` of the configuration: how an operation pages, where it says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from .diagnostics import Location, Position

# Of each style: the names that it needs, and those that it may have.
_STYLES = {
    "token": ("parameter next", "items more"),
    "last-item": ("parameter key", "items more"),
    "offset": ("parameter", "items total"),
    "page": ("parameter", "items total pages first"),
    "link": ("", "items next"),
}


@dataclass(frozen=True, slots=True)
class PagingRule:
    """How an operation pages: a style, or none where it does not, the names that go with
    it, and where that stands.
    """

    style: str
    names: Mapping[str, str | int]
    location: Location
    position: Position | None


def paging_rule(
    key: str, given: object, place: tuple[Location, Position | None]
) -> PagingRule:
    """An entry of the table, by the operation's name: a table, the style alone, or false.

    Raises:
        ValueError: it means nothing.
    """
    if given is False:
        return PagingRule("", {}, *place)
    table = {"style": given} if isinstance(given, str) else given
    if not isinstance(table, dict):
        raise ValueError(f"{key!r} is a table, a style, or false")
    names = dict(cast("dict[str, object]", table))
    style = names.pop("style", "")
    if style not in _STYLES or not isinstance(style, str):
        styles = ", ".join(_STYLES)
        raise ValueError(f"the paging of {key!r} needs a style: one of {styles}")
    _check(key, names, *_STYLES[style])
    return PagingRule(style, cast("dict[str, str | int]", names), *place)


def _check(key: str, names: Mapping[str, object], needed: str, may: str) -> None:
    for name in needed.split():
        if name not in names:
            raise ValueError(f"the paging of {key!r} needs {name!r}")
    for name, value in names.items():
        if name not in f"{needed} {may}".split():
            raise ValueError(f"the paging of {key!r} has no {name!r}")
        expected, what = (int, "number") if name == "first" else (str, "text")
        if type(value) is not expected:
            raise ValueError(f"{name!r} in the paging of {key!r} is a {what}")
