"""What the configuration says of how operations page, checked against the document."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Protocol

from .. import ir
from ..diagnostics import Diagnostic, Location, Position, Severity
from ..graph import at, is_json, json_result, plain, properties
from .context import Context
from .pages import array_paths


class PagingRule(Protocol):
    """An entry of the configuration: a style (none: not by pages), the names that it
    needs, and where it stands.
    """

    @property
    def style(self) -> str: ...
    @property
    def names(self) -> Mapping[str, str | int]: ...
    @property
    def location(self) -> Location: ...
    @property
    def position(self) -> Position | None: ...


class _Wrong(Exception):
    """An entry names what the document does not have."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def configured(
    ctx: Context, api: ir.Api, rules: Mapping[str, PagingRule]
) -> dict[str, ir.Paging | None]:
    """How the configured operations page, by their ids; None for not at all. What the
    document does not have is reported.
    """
    known = {each.id: each for each in api.definitions}
    operations = {label: each for each in api.operations for label in _labels(each)}
    found: dict[str, ir.Paging | None] = {}
    for key, rule in rules.items():
        try:
            if key not in operations:
                raise _unknown("operation", key, operations)
            operation = operations[key]
            found[operation.id] = _read(known, operation, rule) if rule.style else None
        except _Wrong as error:
            _report(ctx, key, rule, error)
    return found


def _report(ctx: Context, key: str, rule: PagingRule, error: _Wrong) -> None:
    message = f"the paging of {key!r}: {error}"
    ctx.diagnostics.add(
        Diagnostic(
            Severity.ERROR,
            "wrong-paging",
            message,
            rule.location,
            error.hint,
            position=rule.position,
        )
    )


def _labels(operation: ir.Operation) -> list[str]:
    """What the configuration may call an operation."""
    parts = (f"{{{p.text}}}" if p.is_parameter else p.text for p in operation.path)
    label = f"{operation.method} {''.join(parts)}"
    return [operation.operation_id, label] if operation.operation_id else [label]


def _read(
    known: Mapping[str, ir.Definition], operation: ir.Operation, rule: PagingRule
) -> ir.Paging:
    result = json_result(known, operation)
    if result is None:
        raise _Wrong("its success is not one kind of JSON")
    names = rule.names
    parameter, in_body = _parameter(known, operation, str(names.get("parameter", "")))
    items = _items(known, result, str(names.get("items", "")))
    is_key = rule.style == ir.PagingStyle.LAST_ITEM
    array = at(known, result, items)
    item = array.items if isinstance(array, ir.Array) else ir.Anything()

    def path(key: str, within: ir.Type = result) -> ir.Names:
        text = names.get(key)
        return () if text is None else _path(known, within, str(text))

    return ir.Paging(
        style=ir.PagingStyle(rule.style),
        items=items,
        parameter=parameter,
        in_body=in_body,
        next=path("key", item) if is_key else path("next"),
        more=path("more"),
        total=path("total"),
        pages=path("pages"),
        first=int(names.get("first", 1)),
    )


def _parameter(
    known: Mapping[str, ir.Definition], operation: ir.Operation, name: str
) -> tuple[str, bool]:
    """The parameter of the query, or the property of the JSON body, by this name."""
    if not name:
        return "", False
    query = {each.wire for each in operation.parameters if each.place == "query"}
    if name in query:
        return name, False
    contents = operation.body.contents if operation.body else ()
    bodies = [each.type for each in contents if is_json(each.media_type) and each.type]
    fields = {wire for type_ in bodies for wire in properties(known, type_)}
    if name in fields:
        return name, True
    what = "parameter of the query" + (" or property of the body" if fields else "")
    raise _unknown(what, name, query | fields)


def _items(known: Mapping[str, ir.Definition], result: ir.Type, text: str) -> ir.Names:
    """Where the items stand: where the configuration says, else the only array."""
    arrays = array_paths(known, result)
    if text:
        names = _path(known, result, text)
        if isinstance(at(known, result, names), ir.Array | ir.Anything):
            return names
        raise _Wrong(f"{text!r} is no array")
    if len(arrays) == 1:
        return arrays[0]
    found = ", ".join(repr(name) for names in arrays for name in names)
    hint = f"one of {found}" if found else 'a property, as in items = "data.items"'
    raise _Wrong("its result has not just one array: 'items' is needed", hint)


def _path(known: Mapping[str, ir.Definition], within: ir.Type, text: str) -> ir.Names:
    """The names of a path in the result. A dot leads into an object, unless it belongs
    to a name. Below what has no described properties every name may stand.
    """
    type_ = plain(known, within)
    members = type_.members if isinstance(type_, ir.Union) else (type_,)
    fields = {k: f for each in members for k, f in properties(known, each).items()}
    if text in fields:
        return (text,)
    if isinstance(type_, ir.Anything | ir.Map):
        return tuple(text.split("."))
    for place in (index for index, sign in enumerate(text) if sign == "."):
        head, rest = text[:place], text[place + 1 :]
        if head in fields:
            return (head, *_path(known, fields[head].type, rest))
    raise _unknown("property", text, fields)


def _unknown(what: str, name: str, there: Iterable[str]) -> _Wrong:
    near = difflib.get_close_matches(name, sorted(there), n=1)
    hint = f"did you mean {near[0]!r}?" if near else ""
    return _Wrong(f"there is no {what} {name!r}", hint)
