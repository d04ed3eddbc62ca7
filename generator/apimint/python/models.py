"""Definitions → the content of model modules."""

from __future__ import annotations

import textwrap
from dataclasses import replace

from .. import ir
from .constraints import alias_marks, object_marks, remarks
from .docs import docstring, first_sentence, sentence, with_marks
from .pages import (
    AliasPage,
    ClassPage,
    EnumPage,
    FieldPage,
    MemberPage,
)
from .text import (
    Docstring,
    Identifier,
    Import,
    Literal,
    PyType,
    comment,
    literal,
    py_type,
)
from .types import RUNTIME, Typing, annotation, class_type, optional

_WIDTH = 88


def enum_page(typing: Typing, enum: ir.Enumeration) -> tuple[EnumPage, set[Import]]:
    """An enum's content, and what it imports."""
    base = enum_base(enum)
    names = typing.names.members[enum.id]
    members = zip(names, enum.members, strict=True)
    page = EnumPage(
        name=Identifier(typing.names.classes[enum.id]),
        base=Identifier(base),
        doc=docstring(enum_doc(typing, enum), 4),
        members=tuple(_member(name, member) for name, member in members),
    )
    return page, {Import(RUNTIME, base)}


def enum_base(enum: ir.Enumeration) -> str:
    """The base class for an enum's values."""
    kinds = {type(member.value) for member in enum.members}
    if kinds == {str}:
        return "OpenEnum"
    return "OpenIntEnum" if kinds == {int} else "OpenValueEnum"


def _member(name: str, member: ir.Member) -> MemberPage:
    value = literal(member.value)
    note = first_sentence(member.note)
    beside = comment(note) if note else None
    width = 4 + len(name) + 3 + len(value.source) + 2
    if beside is None or width + len(beside.source) <= _WIDTH:
        return MemberPage(Identifier(name), value, beside, ())
    lines = textwrap.wrap(note, _WIDTH - 6, break_on_hyphens=False)
    above = tuple(comment(line) for line in lines)
    return MemberPage(Identifier(name), value, None, above)


def enum_doc(typing: Typing, enum: ir.Enumeration) -> str:
    return with_marks(enum.doc or _fallback(typing, enum), enum.deprecated)


def _fallback(typing: Typing, definition: ir.Definition) -> str:
    """What can be said of a definition of which the document says nothing."""
    owner, *rest = definition.place.owner, *definition.place.words
    path = " ".join(f"`{word}`" for word in rest)
    if not owner:
        return f"The {path} schema."
    if owner in typing.names.classes:
        name = typing.names.classes[owner]
        return f"The {path} of {article(name)} `{name}`."
    operation = typing.names.operations.get(owner)
    function = operation.function if operation else typing.names.webhooks.get(owner)
    of = f" of `{function}`" if function else ""
    return f"The {' '.join(rest)}{of}."


def article(name: str) -> str:
    return "an" if name[:1] in "AEIOU" else "a"


def class_page(typing: Typing, definition: ir.Object) -> tuple[ClassPage, set[Import]]:
    """A dataclass's content, and what it imports."""
    base = _base(typing, definition)
    typing = replace(typing, view=definition.view)
    imports = {Import("dataclasses", "dataclass"), *base.imports}
    fields: list[FieldPage] = []
    for field in definition.fields:
        page, needed = _field(typing, definition, field)
        fields.append(page)
        imports |= needed
    if definition.extra:
        page, needed = _rest(typing, definition.extra, {f.name.source for f in fields})
        fields.append(page)
        imports |= needed
    name = Identifier(typing.names.classes[definition.id])
    doc = docstring(class_doc(typing, definition), 4)
    return ClassPage(name, base, doc, tuple(fields)), imports


def _base(typing: Typing, definition: ir.Object) -> PyType:
    """`Model`, or for the view for writing of another class `Input[ThatClass]`."""
    if not definition.twin:
        return py_type("Model", imports=[Import(RUNTIME, "Model")])
    reading = class_type(typing, definition.twin)
    imports = [Import(RUNTIME, "Input")]
    return py_type(f"Input[{reading.source}]", reading, imports=imports)


def class_doc(typing: Typing, definition: ir.Object) -> str:
    doc = definition.doc or _fallback(typing, definition)
    if definition.twin:
        name = typing.names.classes[definition.twin]
        doc = f"What a caller may write of {article(name)} `{name}`."
    return with_marks(
        sentence(doc) if "\n" not in doc else doc,
        definition.deprecated,
        *object_marks(definition),
    )


def _field(
    typing: Typing, definition: ir.Object, field: ir.Field
) -> tuple[FieldPage, set[Import]]:
    name = typing.names.fields[definition.id, field.wire]
    type_, default = field_type(annotation(typing, field.type), field)
    wire = literal(field.wire) if name != field.wire else None
    imports = set(type_.imports)
    if wire:
        imports |= {Import("dataclasses", "field"), Import(RUNTIME, "wire")}
    page = FieldPage(Identifier(name), type_, default, wire, False, field_doc(field))
    return page, imports


def field_type(
    inner: PyType, field: ir.Field
) -> tuple[PyType, Identifier | Literal | None]:
    """A field's annotation and default by whether it is required and nullable: None means
    absent, and UNSET does only where null means something else.
    """
    if field.required:
        return inner, None
    if isinstance(field.type, ir.Nullable | ir.Nothing):
        names = [Import(RUNTIME, "UNSET"), Import(RUNTIME, "Unset")]
        unset = py_type(f"{inner.source} | Unset", inner, imports=names)
        return unset, Identifier("UNSET")
    return optional(inner), literal(None)


def field_doc(field: ir.Field) -> Docstring | None:
    text = with_marks(field.doc, field.deprecated, *remarks(field))
    return docstring(text, 4, compact=True) if text else None


def _rest(
    typing: Typing, extra: ir.Type, taken: set[str]
) -> tuple[FieldPage, set[Import]]:
    """The field that collects the properties without a name of their own."""
    name = "additional_properties"
    while name in taken:
        name += "_"
    values = annotation(typing, extra)
    type_ = py_type(f"dict[str, {values.source}]", values)
    imports = {Import("dataclasses", "field"), Import(RUNTIME, "rest"), *type_.imports}
    doc = docstring("The properties that have no field of their own.", 4)
    return FieldPage(Identifier(name), type_, None, None, True, doc), imports


def alias_page(typing: Typing, alias: ir.Alias) -> tuple[AliasPage, set[Import]]:
    """An alias's content, and what it imports."""
    typing = replace(typing, view=alias.view)
    type_ = annotation(typing, alias.type)
    text = with_marks(alias.doc, alias.deprecated, *alias_marks(alias))
    doc = docstring(text, 0, compact=True) if text else None
    name = Identifier(typing.names.classes[alias.id])
    return AliasPage(name, type_, doc), {*type_.imports, Import("typing", "TypeAlias")}
