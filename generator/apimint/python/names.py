"""Every identifier of the output is decided here, and nowhere else.

The first choice for a name is the document's own, in Python's casing. A clash is settled
by qualifying with the place or by the document's own spelling, never by a number, and
with a warning that shows the line of configuration that would settle it by hand.
"""

from __future__ import annotations

import difflib
import keyword
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from typing import assert_never

from .. import ir
from ..diagnostics import Diagnostics, Location
from .members import member_names
from .operation_names import OperationNames, operation_labels, operation_names
from .policy import Policy
from .reserved import CLASS_NAMES, FIELD_NAMES
from .runtime_classes import runtime_classes
from .text import is_identifier
from .webhook_names import webhook_names
from .words import pascal, snake, words


@dataclass(slots=True)
class Names:
    """Python names by the ids of the intermediate model. `reserved` are those that no
    class may have.
    """

    reserved: frozenset[str] = CLASS_NAMES

    classes: dict[str, str] = field(default_factory=dict[str, str])
    fields: dict[tuple[str, str], str] = field(
        default_factory=dict[tuple[str, str], str]
    )
    members: dict[str, tuple[str, ...]] = field(
        default_factory=dict[str, tuple[str, ...]]
    )
    operations: dict[str, OperationNames] = field(
        default_factory=dict[str, OperationNames]
    )
    webhooks: dict[str, str] = field(default_factory=dict[str, str])


def decide_names(api: ir.Api, policy: Policy, diagnostics: Diagnostics) -> Names:
    """Name everything in `api`."""
    names = Names(reserved=CLASS_NAMES | runtime_classes(api))
    _warn_of_unknown(api, policy, diagnostics)
    _hint_at_prefix(api, policy, diagnostics)
    names.operations = operation_names(api, policy, diagnostics)
    names.webhooks = webhook_names(api)
    _name_classes(api, policy, names, diagnostics)
    for definition in api.definitions:
        match definition:
            case ir.Object():
                _name_fields(definition, policy, names, diagnostics)
            case ir.Enumeration():
                name = names.classes[definition.id]
                prefixes = (name, _original(definition, policy))
                names.members[definition.id] = member_names(
                    definition, prefixes, diagnostics
                )
            case ir.Alias():
                pass
            case _:
                assert_never(definition)
    return names


def _warn_of_unknown(api: ir.Api, policy: Policy, diagnostics: Diagnostics) -> None:
    """A configured name for what the document does not have is a slip of the pen."""
    known = {label for each in api.operations for label in operation_labels(each)}
    for definition in api.definitions:
        word = _word(definition)
        known.add(word)
        if isinstance(definition, ir.Object):
            known.update(f"{word}.{field.wire}" for field in definition.fields)
    for key in policy.names:
        if key not in known:
            near = difflib.get_close_matches(key, sorted(known), n=1)
            message = (
                f"the configuration names {key!r}, which the document does not have"
            )
            hint = f"did you mean {near[0]!r}?" if near else ""
            where = Location(policy.source)
            diagnostics.warning("unknown-name", message, where, hint=hint)


def _name_classes(
    api: ir.Api, policy: Policy, names: Names, diagnostics: Diagnostics
) -> None:
    """Components first, since their names are law; then inline schemas, whose names are
    made from their owners'; then the views for writing.
    """
    taken: dict[str, ir.Definition] = {}
    inline = [d for d in api.definitions if d.place.owner and not _twin(d)]
    components = [d for d in api.definitions if not d.place.owner and not _twin(d)]
    twins = [d for d in api.definitions if _twin(d)]
    exact = [d for d in components if _class_choices(d, policy, names)[0] == _word(d)]
    for definition in (*exact, *components, *inline, *twins):
        if definition.id not in names.classes:
            choices = _class_choices(definition, policy, names)
            chosen = _first_free(choices, {*taken, *names.reserved})
            if chosen != choices[0] and choices[0] in taken:
                _warn_clash(definition, choices[0], taken, diagnostics)
            taken[chosen] = definition
            names.classes[definition.id] = chosen


def _twin(definition: ir.Definition) -> str:
    return "" if isinstance(definition, ir.Enumeration) else definition.twin


def _word(definition: ir.Definition) -> str:
    return definition.place.words[-1]


def _class_choices(
    definition: ir.Definition, policy: Policy, names: Names
) -> list[str]:
    """Names for a class, the best first."""
    twin = _twin(definition)
    if twin:
        base = names.classes[twin]
        choices = [base + "Input", base + "Request", base + "WriteView"]
    elif definition.place.owner:
        base = _owner_name(definition.place.owner, names)
        said = base + pascal(
            [w for word in definition.place.words for w in words(word)]
        )
        choices = [said, said + pascal(words(definition.place.kind))]
    else:
        said = pascal(words(" ".join(_stripped(definition, policy))))
        raw = _word(definition)
        choices = [policy.names.get(raw, said), said]
        choices += [pascal(words(" ".join(definition.place.words)))]
        # Never in lower case: a parameter of that name would hide the class.
        choices += [raw[:1].upper() + raw[1:]]
        kind = pascal(words(definition.place.kind))
        choices += [said + kind] if definition.place.kind != "schema" else []
    return [name for name in map(_class_name, choices) if name] or ["Unnamed"]


def _first_free(choices: list[str], taken: Container[str]) -> str:
    """The first choice that is not taken, in the end with underscores."""
    free = [c for c in choices if c not in taken]
    if free:
        return free[0]
    name = choices[0] + "_"
    while name in taken:
        name += "_"
    return name


def _class_name(text: str) -> str:
    """The text as a class name; empty where it cannot be one."""
    text = text[:100]
    # A first letter of a script without capitals would be a function's name as well.
    if text[:1].isdigit() or (
        text[:1].isalpha() and text[0].lower() == text[0].upper()
    ):
        text = "Type" + text
    if keyword.iskeyword(text):
        text += "_"
    return text if is_identifier(text) and not text.startswith("_") else ""


def _stripped(definition: ir.Definition, policy: Policy) -> tuple[str, ...]:
    """The words of a component without the configured prefix."""
    first, *rest = definition.place.words
    bare = first.removeprefix(policy.strip_prefix)
    return (bare if policy.strip_prefix and bare else first, *rest)


def _original(definition: ir.Definition, policy: Policy) -> str:
    """What a name would be without a prefix of its package: the last words of it that
    start anew, for the prefixes that enum members repeat.
    """
    parts = words(definition.place.words[-1])
    is_package = definition.place.owner == "" and parts[:1] == [parts[0].lower()]
    return pascal(parts[1:]) if is_package and len(parts) > 1 else pascal(parts)


def _owner_name(owner: str, names: Names) -> str:
    if owner in names.classes:
        return names.classes[owner]
    if owner in names.operations:
        return pascal(words(names.operations[owner].function))
    if owner in names.webhooks:
        return pascal(words(names.webhooks[owner].removeprefix("decode_")))
    return pascal(words(owner.rpartition("/")[2]))


def _warn_clash(
    definition: ir.Definition,
    wanted: str,
    taken: dict[str, ir.Definition],
    diagnostics: Diagnostics,
) -> None:
    other = taken[wanted]
    word = _word(definition)
    settles = f'names = {{ "{word}" = "…" }} in the configuration settles it'
    diagnostics.warning(
        "name-clash",
        f"{word!r} would be called {wanted!r} too, as {_word(other)!r} is",
        definition.location,
        hint="" if definition.place.owner else settles,
    )


def _name_fields(
    definition: ir.Object, policy: Policy, names: Names, diagnostics: Diagnostics
) -> None:
    """Attribute names: the wire name in snake case. Of two that would be the same, the
    one spelt so on the wire has it.
    """
    taken: set[str] = set()
    plain = [f for f in definition.fields if _field_name(f.wire) == f.wire]
    for each in (*plain, *definition.fields):
        key = (definition.id, each.wire)
        if key in names.fields:
            continue
        override = policy.names.get(f"{_word(definition)}.{each.wire}")
        choices = _field_choices(override or _field_name(each.wire), each.wire)
        name = next(choice for choice in choices if choice not in taken)
        if choices[0] in taken:
            diagnostics.warning(
                "name-clash",
                f"the property {each.wire!r} would be called {choices[0]!r} as another"
                f" is: it is {name!r}",
                each.location,
                hint=f'names = {{ "{_word(definition)}.{each.wire}" = "…" }} settles it',
            )
        taken.add(name)
        names.fields[key] = name


def _field_name(wire: str) -> str:
    name = snake(words(wire)) or "field"
    name = f"field_{name}" if name[:1].isdigit() else name
    return name if is_identifier(name) and name not in FIELD_NAMES else name + "_"


def _field_choices(name: str, wire: str) -> list[str]:
    usable = is_identifier(wire) and not wire.startswith("_")
    spelt = [wire] if usable and wire not in FIELD_NAMES else []
    return [name, *spelt, *(name + "_" * n for n in range(1, 50))]


def _hint_at_prefix(api: ir.Api, policy: Policy, diagnostics: Diagnostics) -> None:
    """Suggest `strip_prefix` where every component's name begins with the same word."""
    components = [d for d in api.definitions if not d.place.owner and not _twin(d)]
    prefix = common_prefix(_word(each) for each in components)
    if prefix and not policy.strip_prefix and len(components) > 2:
        diagnostics.hint(
            "common-prefix",
            f"the names of all {len(components)} schemas begin with {prefix!r}",
            components[0].location,
            hint=f'strip_prefix = "{prefix}" in the configuration leaves it out',
        )


def common_prefix(names: Iterable[str]) -> str:
    """The first word of all names, if they share it and none is that word alone."""
    split = [words(name) for name in names]
    if not split or any(len(parts) < 2 for parts in split):
        return ""
    firsts = {parts[0] for parts in split}
    return firsts.pop() if len(firsts) == 1 else ""
