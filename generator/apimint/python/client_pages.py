"""What the template of the clients receives: see `pages.py`."""

from __future__ import annotations

from dataclasses import dataclass

from .pages import ArgumentPage, Header
from .text import Docstring, Identifier, Literal, Module


@dataclass(frozen=True, slots=True)
class ClientResourcePage:
    attribute: Identifier
    module: Module
    name: Identifier
    async_name: Identifier


@dataclass(frozen=True, slots=True)
class PassedPage:
    """An argument as the constructor passes it on: what was given, else the text of an
    environment variable, else a default.
    """

    name: Identifier
    variable: Literal | None = None
    default: Literal | None = None


@dataclass(frozen=True, slots=True)
class CredentialPage:
    """How the client makes one scheme's credential of its constructor's arguments."""

    scheme: Literal
    kind: Identifier
    literals: tuple[Literal, ...]
    arguments: tuple[PassedPage, ...]


@dataclass(frozen=True, slots=True)
class VariablePage:
    """A variable of the server's URL, and all that it may be where that is limited."""

    key: Literal
    value: PassedPage
    choices: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class ClientPage:
    """`imports` are the resources in the order of import lines."""

    header: Header
    doc: Docstring
    sync_doc: Docstring
    async_doc: Docstring
    resources: tuple[ClientResourcePage, ...]
    imports: tuple[ClientResourcePage, ...]
    arguments: tuple[ArgumentPage, ...]
    base_url: PassedPage
    credentials: tuple[CredentialPage, ...]
    variables: tuple[VariablePage, ...]
