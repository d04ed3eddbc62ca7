"""What each template receives: the content of one module, every text of it safe."""

from __future__ import annotations

from dataclasses import dataclass

from .imports import ImportBlock, ImportLine
from .text import Comment, Docstring, Identifier, Literal, Module, PyType


@dataclass(frozen=True, slots=True)
class MemberPage:
    """An enum member. A note that does not fit beside it stands in lines above."""

    name: Identifier
    value: Literal
    beside: Comment | None
    above: tuple[Comment, ...]


@dataclass(frozen=True, slots=True)
class EnumPage:
    name: Identifier
    base: Identifier
    doc: Docstring | None
    members: tuple[MemberPage, ...]


@dataclass(frozen=True, slots=True)
class FieldPage:
    """A field of a dataclass; `rest` marks the one that collects unnamed properties."""

    name: Identifier
    annotation: PyType
    default: Identifier | Literal | None
    wire: Literal | None
    rest: bool
    doc: Docstring | None


@dataclass(frozen=True, slots=True)
class ClassPage:
    name: Identifier
    base: PyType
    doc: Docstring
    fields: tuple[FieldPage, ...]


@dataclass(frozen=True, slots=True)
class AliasPage:
    name: Identifier
    annotation: PyType
    doc: Docstring | None


@dataclass(frozen=True, slots=True)
class Header:
    source: Comment
    doc: Docstring
    imports: ImportBlock


@dataclass(frozen=True, slots=True)
class ModelsPage:
    """A module of models: enums and dataclasses in the document's order, then aliases,
    which are evaluated and therefore need the classes.
    """

    header: Header
    definitions: tuple[EnumPage | ClassPage, ...]
    aliases: tuple[AliasPage, ...]


@dataclass(frozen=True, slots=True)
class IndexModulePage:
    module: Module
    names: tuple[Identifier, ...]


@dataclass(frozen=True, slots=True)
class IndexEntryPage:
    name: Literal
    module: Literal


@dataclass(frozen=True, slots=True)
class IndexPage:
    """`names` are the types of all modules, each with the module that holds it."""

    header: Header
    modules: tuple[IndexModulePage, ...]
    names: tuple[IndexEntryPage, ...]


@dataclass(frozen=True, slots=True)
class ArgumentPage:
    name: Identifier
    annotation: PyType
    default: Identifier | Literal | None


@dataclass(frozen=True, slots=True)
class ValuePage:
    """A value of a request: an argument, perhaps through styles or encodings."""

    value: Identifier | ValuePage
    style: Identifier | None = None
    before: tuple[Literal, ...] = ()
    after: tuple[Literal, ...] = ()
    encodings: tuple[EncodingPage, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryPage:
    key: Literal
    value: ValuePage


@dataclass(frozen=True, slots=True)
class EncodingPage:
    """How one property of a form travels: a function, what a function makes of an
    argument, or (`value`) what becomes of the property's own value.
    """

    key: Literal
    function: Identifier | None = None
    argument: Literal | None = None
    value: ValuePage | None = None


@dataclass(frozen=True, slots=True)
class CodingPage:
    """The encodings of one kind of form."""

    kind: Identifier
    encodings: tuple[EncodingPage, ...]


@dataclass(frozen=True, slots=True)
class BodyPage:
    """`keyword` is the argument of `Call` for this kind of body, and `function` what the
    body goes through: it applies `encodings`, or writes lines (a `sequence` of JSON texts
    where that is set). Those of a list's items have their places for keys, and `rest` is
    that of all others. `codings` are the encodings of the forms that are not the usual
    body.
    """

    keyword: Identifier
    function: Identifier | None = None
    media_type: Literal | None = None
    encodings: tuple[EncodingPage, ...] = ()
    rest: EncodingPage | None = None
    optional: bool = False
    sequence: Literal | None = None
    codings: tuple[CodingPage, ...] = ()


@dataclass(frozen=True, slots=True)
class MediaPage:
    """How one media type is read: its class, and the type where it takes one."""

    media: Identifier
    type: PyType | None


@dataclass(frozen=True, slots=True)
class StatusPage:
    """How a status is read; several media types are tried by the content type."""

    status: Literal
    media: tuple[MediaPage, ...]


@dataclass(frozen=True, slots=True)
class SchemesPage:
    """One alternative of an operation's security; a single scheme needs no tuple."""

    schemes: tuple[Literal, ...]
    single: Literal | None


@dataclass(frozen=True, slots=True)
class KeywordPage:
    name: Identifier
    value: Literal


@dataclass(frozen=True, slots=True)
class PagingPage:
    """How pages follow each other: a class of the runtime's `paging`, and what it takes."""

    style: Identifier
    arguments: tuple[Literal, ...]
    keywords: tuple[KeywordPage, ...]


@dataclass(frozen=True, slots=True)
class FunctionPage:
    """An operation. `returns` is set where all successes are read alike, and `items`
    where the answer may be a stream as well.
    """

    name: Identifier
    positional: tuple[ArgumentPage, ...]
    keywords: tuple[ArgumentPage, ...]
    call: Identifier
    result: PyType
    doc: Docstring
    method: Literal
    path: tuple[Literal | ValuePage, ...]
    query: tuple[EntryPage, ...]
    headers: tuple[EntryPage, ...]
    cookies: tuple[EntryPage, ...]
    body: BodyPage | None
    returns: tuple[MediaPage, ...]
    statuses: tuple[StatusPage, ...]
    items: tuple[MediaPage, ...]
    errors: tuple[StatusPage, ...]
    security: tuple[SchemesPage, ...]
    accept: Literal | None
    base_url: Literal | None
    deprecated: Literal | None
    paging: PagingPage | None


@dataclass(frozen=True, slots=True)
class MethodPage:
    """A method of a resource; `binder` is the descriptor that makes it."""

    name: Identifier
    function: Identifier
    binder: Identifier


@dataclass(frozen=True, slots=True)
class ResourcePage:
    header: Header
    functions: tuple[FunctionPage, ...]
    name: Identifier
    async_name: Identifier
    methods: tuple[MethodPage, ...]


@dataclass(frozen=True, slots=True)
class WebhookPage:
    name: Identifier
    type: PyType
    doc: Docstring


@dataclass(frozen=True, slots=True)
class WebhooksPage:
    header: Header
    functions: tuple[WebhookPage, ...]


@dataclass(frozen=True, slots=True)
class PackagePage:
    header: Header


@dataclass(frozen=True, slots=True)
class FacePage:
    """A package's own module; `names` are the public ones. `offered` are those of the
    runtime that are loaded on first use, and `typed` imports them for type checkers.
    """

    header: Header
    names: tuple[Literal, ...]
    offered: tuple[Literal, ...]
    typed: ImportLine | None
