"""Calls that break a rule of the document on purpose: is Prism looking at all?

Prism says nothing about what it could not compile; only where it notices a broken call does
its silence on the right one mean something.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from prism_package import Operation
from prism_schemas import Schema, listed, readings, types

_WRONG = "no such value"


def broken(
    operation: Operation, call: Any, schemas: Mapping[str, Schema], tree: Any
) -> Any | None:
    """The call with one wrong value; None where every text is right everywhere."""
    for name, (place, wire) in operation.places.items():
        found = readings(tree, schemas.get(name, {}))
        if place == "json" and not any(types(one) is None for one in found):
            lists = any("array" in (types(one) or ()) for one in found)
            return replace(call, json={_WRONG: 1} if lists else [_WRONG])
        if place == "query" and _refuses_texts(found):
            return replace(call, query={**call.query, wire: _WRONG})
        if place == "path" and _refuses_texts(found):
            index = 2 * int(wire) + 1
            path = (*call.path[:index], _WRONG, *call.path[index + 1 :])
            return replace(call, path=path)
        if place == "form" and any(
            schema.get("required") for one in found for schema in one
        ):
            return replace(call, form={_WRONG: _WRONG})
    return None


def _refuses_texts(found: list[tuple[Schema, ...]]) -> bool:
    """Whether no text is right, but for those that are listed or stand for numbers."""
    return all(
        listed(one) is not None
        or (types(one) or {"string"}) <= {"integer", "number", "boolean"}
        for one in found
    )
