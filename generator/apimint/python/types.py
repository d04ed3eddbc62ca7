"""Types of the intermediate model → annotations."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from .. import ir
from .aliases import Forward
from .layout import Layout
from .names import Names
from .scalars import ANY, PYTHON_TYPES
from .text import Import, PyType, literal, py_type

RUNTIME = "._runtime"
MODELS = ".models"
# A binary value is a file where it is sent. JSON has no way to write one, so that what is
# read there is whatever text the server makes of it.
_BINARY = {
    ir.View.WRITE: py_type("Upload", imports=[Import(RUNTIME, "Upload")]),
    ir.View.READ: py_type("str"),
    ir.View.BOTH: py_type("bytes"),
}


@dataclass(frozen=True, slots=True)
class Typing:
    """What spelling a type needs: names, modules, the definitions themselves, what of
    them is recursive, and in which view of them a type stands. `late` are the ids that
    are not defined yet where it stands.
    """

    names: Names
    layout: Layout
    definitions: Mapping[str, ir.Definition]
    forward: Forward
    view: ir.View = ir.View.BOTH
    late: frozenset[str] = frozenset()


def annotation(typing: Typing, type_: ir.Type) -> PyType:
    """The annotation of the values of a type."""
    match type_:
        case ir.Scalar(ir.ScalarKind.BINARY):
            return _BINARY[typing.view]
        case ir.Scalar(kind):
            return PYTHON_TYPES[kind]
        case ir.Anything():
            return ANY
        case ir.Nothing():
            return py_type("None")
        case ir.Constant(values):
            choices = ", ".join(literal(value).source for value in values)
            return py_type(f"Literal[{choices}]", imports=[Import("typing", "Literal")])
        case ir.Ref(id_):
            return class_type(typing, id_)
        case ir.Array(items):
            inner = annotation(typing, items)
            return py_type(f"list[{inner.source}]", inner)
        case ir.Map(values):
            inner = annotation(typing, values)
            return py_type(f"dict[str, {inner.source}]", inner)
        case ir.Fixed(items):
            return _fixed(typing, items)
        case ir.Nullable(inner):
            spelt = annotation(typing, inner)
            return spelt if _has_null(typing, inner) else optional(spelt)
        case ir.Union():
            return _union(typing, type_)
        case _:
            assert_never(type_)


def _has_null(typing: Typing, type_: ir.Type) -> bool:
    """Is null among the values of this alias?"""
    found = typing.definitions.get(type_.id) if isinstance(type_, ir.Ref) else None
    return isinstance(found, ir.Alias) and isinstance(
        found.type, ir.Nullable | ir.Nothing
    )


def class_type(typing: Typing, id_: str) -> PyType:
    """The class or alias of a definition; between quotes where it is not yet defined."""
    name = typing.names.classes[id_]
    imports = [_import(typing, id_)]
    for each in sorted(typing.forward.needed.get(id_, ())):
        imports.append(replace(_import(typing, each), quoted=True))
    return py_type(f'"{name}"' if id_ in typing.late else name, imports=imports)


def _import(typing: Typing, id_: str) -> Import:
    module = typing.layout.modules[id_]
    return Import(f"{MODELS}.{module}", typing.names.classes[id_])


def optional(inner: PyType) -> PyType:
    """The type or None."""
    text = inner.source
    has_null = text.endswith("| None") or re.fullmatch(r"Union\[.*, None\]", text)
    if text in ("Any", "None") or has_null:
        return inner
    return _joined([inner, py_type("None")])


def _joined(members: Sequence[PyType]) -> PyType:
    """`A | B`. A name between quotes is but a text to that operator."""
    sources = [each.source for each in members]
    if any(source.startswith('"') for source in sources):
        union = [Import("typing", "Union")]
        return py_type(f"Union[{', '.join(sources)}]", *members, imports=union)
    return py_type(" | ".join(sources), *members)


def _fixed(typing: Typing, items: tuple[ir.Type, ...]) -> PyType:
    inner = [annotation(typing, item) for item in items]
    return py_type(f"tuple[{', '.join(each.source for each in inner)}]", *inner)


def _union(typing: Typing, union: ir.Union) -> PyType:
    """`A | B`, with what tells the members apart where the document says it."""
    members = [annotation(typing, member) for member in union.members]
    unique = {each.source: each for each in members}
    if "Any" in unique:
        return ANY
    joined = _joined(list(unique.values()))
    tags = union.discriminator and _tags(typing, union.discriminator)
    if not tags or len(unique) < 2:
        return joined
    imports = [Import("typing", "Annotated"), Import(RUNTIME, "tagged")]
    return py_type(
        f"Annotated[{joined.source}, {tags.source}]", joined, imports=imports
    )


def _tags(typing: Typing, discriminator: ir.Discriminator) -> PyType | None:
    """`tagged("kind", {"circle": Circle})`; only classes can be told apart so."""
    pairs = [
        (literal(value).source, class_type(typing, id_))
        for value, id_ in discriminator.mapping
        if isinstance(typing.definitions.get(id_), ir.Object)
    ]
    if not pairs:
        return None
    entries = ", ".join(f"{value}: {cls.source}" for value, cls in pairs)
    wire = literal(discriminator.wire).source
    return py_type(f"tagged({wire}, {{{entries}}})", *(cls for _, cls in pairs))
