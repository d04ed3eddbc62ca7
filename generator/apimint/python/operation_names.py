"""The names of resources, functions, methods and parameters."""

from __future__ import annotations

from dataclasses import dataclass

from .. import ir
from ..diagnostics import Diagnostics
from .policy import Policy
from .reserved import (
    FUNCTION_NAMES,
    METHOD_NAMES,
    MODULE_NAMES,
    PARAMETER_NAMES,
    RESOURCE_NAMES,
)
from .text import is_identifier
from .words import plural, singular, snake, words

_VERBS = {
    ("POST", False): "create",
    ("GET", False): "list",
    ("GET", True): "get",
    ("PATCH", True): "update",
    ("PATCH", False): "update",
    ("PUT", True): "replace",
    ("PUT", False): "replace",
    ("DELETE", True): "delete",
    ("DELETE", False): "delete",
}


@dataclass(frozen=True, slots=True)
class OperationNames:
    """`resource` is the attribute of the client and the name of the module; `parameters`
    go by the order of the operation's own.
    """

    resource: str
    function: str
    method: str
    parameters: tuple[str, ...]


def operation_names(
    api: ir.Api, policy: Policy, diagnostics: Diagnostics
) -> dict[str, OperationNames]:
    """Name every operation, in the document's order."""
    chosen: list[tuple[str, str, str]] = []
    taken: dict[str, set[str]] = {}
    for operation in api.operations:
        resource = resource_name(operation)
        said, method = _said(operation, resource, policy)
        functions = taken.setdefault(resource, set())
        function = _free(said, functions, operation, diagnostics)
        functions.add(function)
        chosen.append((resource, function, method if function == said else function))
    found: dict[str, OperationNames] = {}
    methods = {resource: set(METHOD_NAMES) for resource in taken}
    for operation, (resource, function, method) in zip(
        api.operations, chosen, strict=True
    ):
        # In its class, a method hides a function that another one binds.
        used = methods[resource] | (taken[resource] - {function})
        choices = (method, function, *_longer(function))
        bound = next(name for name in choices if name not in used)
        methods[resource].add(bound)
        parameters = parameter_names(operation, policy)
        found[operation.id] = OperationNames(resource, function, bound, parameters)
    return found


def resource_name(operation: ir.Operation) -> str:
    """The first tag, else the last literal segment of the path."""
    said = snake(words(operation.tag)) or _last_literal(operation) or "root"
    name = said if said[:1].isidentifier() else f"resource_{said}"
    clashes = name in RESOURCE_NAMES or name in MODULE_NAMES or not is_identifier(name)
    return name[:80] + "_" if clashes else name[:80]


def _segments(operation: ir.Operation) -> list[tuple[str, bool]]:
    """The path's segments; True marks one that is or holds a parameter."""
    text = "".join(
        "\0" + part.text.replace("/", "") if part.is_parameter else part.text
        for part in operation.path
    )
    return [(each, "\0" in each) for each in text.split("/") if each]


def _last_literal(operation: ir.Operation) -> str:
    literal = [segment for segment, is_item in _segments(operation) if not is_item]
    return snake(words(literal[-1].partition(":")[0])) if literal else ""


def _said(operation: ir.Operation, resource: str, policy: Policy) -> tuple[str, str]:
    """The function's and the method's name as the document and its shape say."""
    override = policy.names.get(_label(operation)) or policy.names.get(
        operation.operation_id
    )
    if override:
        return _callable(override), _attribute(override)
    parts = words(operation.operation_id)
    if parts:
        function = _callable(snake(parts))
        return function, _attribute(snake(_without(parts, words(resource))))
    verb = _attribute(_verb(operation))
    is_item = verb not in ("list",)
    head, _, noun = resource.rstrip("_").rpartition("_")
    noun = singular(noun) if is_item else plural(noun)
    return _callable("_".join(filter(None, (verb, head, noun)))), verb


def _label(operation: ir.Operation) -> str:
    """Method and path, as the configuration names an operation."""
    parts = (f"{{{p.text}}}" if p.is_parameter else p.text for p in operation.path)
    return f"{operation.method} {''.join(parts)}"


def operation_labels(operation: ir.Operation) -> list[str]:
    """What the configuration may call an operation and its parameters."""
    own = [operation.operation_id] if operation.operation_id else []
    wires = [f"{name}.{p.wire}" for name in own for p in operation.parameters]
    return [_label(operation), *own, *wires]


def _without(parts: list[str], resource: list[str]) -> list[str]:
    """An operationId's words without those of its resource in front."""
    for prefix in (resource, [*resource[:-1], singular(resource[-1])]):
        low = [part.lower() for part in parts[: len(prefix)]]
        if low == [part.lower() for part in prefix] and len(parts) > len(prefix):
            return parts[len(prefix) :]
    return parts


def _verb(operation: ir.Operation) -> str:
    """The method name that a path's shape stands for (Google's AIP-131 to AIP-136)."""
    segments = _segments(operation)
    last, is_item = segments[-1] if segments else ("", False)
    custom = last.rpartition(":")[2] if ":" in last else ""
    if words(custom):
        return snake(words(custom))
    if operation.method == "GET" and not is_item and singular(last) == last:
        return "get"  # one thing, not a collection of them
    return _VERBS.get((operation.method, is_item), snake(words(operation.method)))


def _attribute(name: str) -> str:
    """The name of a method: as an attribute it hides no builtin."""
    name = name[:80]
    name = f"call_{name}" if not name[:1].isidentifier() else name
    return name if is_identifier(name) else name + "_"


def _callable(name: str) -> str:
    """The name of a function, which must not hide what its module uses."""
    name = _attribute(name)
    return name + "_" if name in FUNCTION_NAMES else name


def _free(
    name: str, taken: set[str], operation: ir.Operation, diagnostics: Diagnostics
) -> str:
    """The name, or where it is taken the name with more of the path, or the method."""
    if name not in taken:
        return name
    path = [w for part in operation.path for w in words(part.text)]
    by_path = _callable(snake([*words(_verb(operation)), *path]))
    by_method = [f"{name}_{operation.method.lower()}"] if operation.operation_id else []
    choices = [*by_method, by_path, *_longer(name)]
    chosen = next(choice for choice in choices if choice not in taken)
    label = operation.operation_id or _label(operation)
    diagnostics.warning(
        "name-clash",
        f"another operation is called {name!r} already: this one is {chosen!r}",
        operation.location,
        hint=f'names = {{ "{label}" = "…" }} in the configuration settles it',
    )
    return chosen


def _longer(name: str) -> list[str]:
    return [name + "_" * n for n in range(1, 50)]


def parameter_names(operation: ir.Operation, policy: Policy) -> tuple[str, ...]:
    """A name for each parameter: of two that would be the same, the later is qualified
    with its place (`query_id`).
    """
    taken: set[str] = set()
    found: list[str] = []
    for parameter in operation.parameters:
        override = policy.names.get(f"{operation.operation_id}.{parameter.wire}")
        name = override or parameter_name(parameter.wire)
        places = [name, f"{parameter.place}_{name}", *_longer(name)]
        chosen = next(choice for choice in places if choice not in taken)
        taken.add(chosen)
        found.append(chosen)
    return tuple(found)


def parameter_name(wire: str) -> str:
    name = snake(words(wire)) or "parameter"
    name = name if name[:1].isidentifier() else f"parameter_{name}"
    clashes = name in PARAMETER_NAMES or not is_identifier(name)
    return name + "_" if clashes else name
