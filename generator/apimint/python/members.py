"""The names of enum members."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from .. import ir
from ..diagnostics import Diagnostics
from .text import is_identifier
from .words import snake, words

# What a member of an enum of texts has by itself: none is called so.
_ATTRIBUTES = {*dir(str), "name", "value", "is_known", "mro"}


def member_names(
    definition: ir.Enumeration, prefixes: tuple[str, ...], diagnostics: Diagnostics
) -> tuple[str, ...]:
    """A name for each member, in order: its value in capitals, without a prefix that
    spells the enum's own name (`prefixes` are spellings of it).
    """
    members = definition.members
    full = [_full(member) for member in members]
    short = [_short(name, prefixes) for name in full]
    counts = Counter(short)
    chosen: dict[int, str] = {}
    taken: set[str] = set()
    # Of values that differ in case alone, the one in capitals has the name.
    for index in sorted(range(len(full)), key=lambda i: members[i].value != full[i]):
        choices = [short[index]] if counts[short[index]] == 1 else []
        choices += [full[index], *_spelt(members[index])]
        free = [name for name in choices if name not in taken]
        name = free[0] if free else _lengthened(full[index], taken)
        taken.add(name)
        if name not in (short[index], full[index]):
            _warn(definition, members[index], name, diagnostics)
        chosen[index] = name
    return tuple(chosen[index] for index in range(len(full)))


def _full(member: ir.Member) -> str:
    if member.name:
        parts = words(member.name)
    elif isinstance(member.value, str):
        parts = words(member.value)
    else:
        sign = ["minus"] if str(member.value).startswith("-") else []
        parts = ["value", *sign, *words(str(member.value))]
    name = snake(parts).upper() or "EMPTY"
    return _usable(name)


def _usable(name: str) -> str:
    if name[:1].isdigit():
        name = "VALUE_" + name
    return name if is_identifier(name) else name + "_"


def _short(name: str, prefixes: tuple[str, ...]) -> str:
    for prefix in prefixes:
        start = snake(words(prefix)).upper() + "_"
        rest = name.removeprefix(start)
        if rest != name and rest and not rest[0].isdigit() and is_identifier(rest):
            return rest
    return name


def _spelt(member: ir.Member) -> list[str]:
    """The value in its own casing, and with its signs spelt out."""
    value = str(member.value)
    signs = "_".join(words(c)[0] if not c.isalnum() else c for c in value if words(c))
    usable = is_identifier(value) and not value.startswith("_")
    usable = usable and value not in _ATTRIBUTES
    return [*([value] if usable else []), _usable(signs.upper() or "EMPTY")]


def _lengthened(name: str, taken: Collection[str]) -> str:
    while name in taken:
        name += "_"
    return name


def _warn(
    definition: ir.Enumeration, member: ir.Member, name: str, diagnostics: Diagnostics
) -> None:
    diagnostics.warning(
        "name-clash",
        f"the value {member.value!r} clashes with another in capitals: it is {name!r}",
        definition.location,
    )
