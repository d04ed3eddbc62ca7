"""A limit that a document gives to most of its texts is said once, not thousands of times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from .. import ir

_FEWEST = 100  # of texts with the limit
_LEAST, _MOST = 1000, 1_000_000  # characters: few values come near, some do


def without_usual_limit(api: ir.Api) -> tuple[ir.Api, int]:
    """The API without the maximum length that more than half of its limited texts have,
    and that length; 0 where there is none such.
    """
    counts = Counter(_limits(api))
    limit, count = counts.most_common(1)[0] if counts else (0, 0)
    if not _LEAST <= limit < _MOST or count < _FEWEST or count * 2 <= counts.total():
        return api, 0
    definitions = tuple(_definition(each, limit) for each in api.definitions)
    operations = tuple(_operation(each, limit) for each in api.operations)
    return replace(api, definitions=definitions, operations=operations), limit


def _limits(api: ir.Api) -> Iterator[int]:
    for asked in _all(api):
        for each in (asked, asked.each):
            if each and each.max_length is not None:
                yield each.max_length


def _all(api: ir.Api) -> Iterator[ir.Constraints]:
    for definition in api.definitions:
        if isinstance(definition, ir.Object):
            yield from (field.constraints for field in definition.fields)
        elif isinstance(definition, ir.Alias):
            yield definition.constraints
    for operation in api.operations:
        yield from (parameter.constraints for parameter in operation.parameters)


def _definition(each: ir.Definition, limit: int) -> ir.Definition:
    match each:
        case ir.Object():
            fields = (
                replace(field, constraints=_without(field.constraints, limit))
                for field in each.fields
            )
            return replace(each, fields=tuple(fields))
        case ir.Alias():
            return replace(each, constraints=_without(each.constraints, limit))
        case ir.Enumeration():
            return each


def _operation(each: ir.Operation, limit: int) -> ir.Operation:
    parameters = (
        replace(parameter, constraints=_without(parameter.constraints, limit))
        for parameter in each.parameters
    )
    return replace(each, parameters=tuple(parameters))


def _without(asked: ir.Constraints, limit: int) -> ir.Constraints:
    inner = _without(asked.each, limit) if asked.each else None
    length = None if asked.max_length == limit else asked.max_length
    return replace(asked, each=inner, max_length=length)
