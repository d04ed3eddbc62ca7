"""Security schemes → arguments of the client's constructor, and credentials of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from .. import ir
from .docs import sentence, with_marks
from .text import Identifier, Import, Literal, PyType, is_identifier, literal, py_type
from .types import RUNTIME
from .words import snake, words

_BEARER = (ir.SecurityKind.BEARER, ir.SecurityKind.OAUTH2, ir.SecurityKind.OPEN_ID)
_ARGUMENTS = {
    "Bearer": ("token",),
    "OAuth2": ("token", "client_id", "client_secret"),
    "Basic": ("username", "password"),
    "ApiKey": ("api_key",),
}
_SECRET = py_type("str | None")
_RENEWED = py_type(
    "str | Callable[[], str] | None", imports=[Import("collections.abc", "Callable")]
)
_FETCHED = py_type(
    "str | Callable[[], str] | ClientCredentials | None",
    imports=[*_RENEWED.imports, Import(RUNTIME, "ClientCredentials")],
)


@dataclass(frozen=True, slots=True)
class CredentialArgument:
    """An argument of the constructor, None by default."""

    name: str
    type: PyType
    doc: str


@dataclass(frozen=True, slots=True)
class SchemeCredential:
    """`literals` come before `arguments` when the runtime makes the credential."""

    scheme: str
    kind: Identifier
    literals: tuple[Literal, ...]
    arguments: tuple[CredentialArgument, ...]


def scheme_credentials(api: ir.Api, taken: set[str]) -> tuple[SchemeCredential, ...]:
    """What each scheme needs of the constructor's arguments, whose names go to `taken`.
    One scheme of a kind has that kind's usual names; several have their own.
    """
    schemes = [scheme for scheme in api.security_schemes if _kind(scheme)]
    counts = Counter(_ARGUMENTS[_kind(scheme)][0] for scheme in schemes)
    found: list[SchemeCredential] = []
    for scheme in schemes:
        kind = _kind(scheme)
        is_only = counts[_ARGUMENTS[kind][0]] == 1
        names: list[str] = []
        for usual in _ARGUMENTS[kind]:
            names.append(_free(_name(scheme, usual, is_only), taken))
            taken.add(names[-1])
        found.append(
            SchemeCredential(
                scheme=scheme.name,
                kind=Identifier(kind),
                literals=_literals(scheme),
                arguments=tuple(
                    CredentialArgument(name, _type(kind, usual), _doc(scheme, usual))
                    for name, usual in zip(names, _ARGUMENTS[kind], strict=True)
                ),
            )
        )
    return tuple(found)


def _kind(scheme: ir.SecurityScheme) -> str:
    if scheme.kind in _BEARER:
        return "OAuth2" if scheme.token_url else "Bearer"
    return {"basic": "Basic", "apiKey": "ApiKey"}.get(scheme.kind, "")


def _literals(scheme: ir.SecurityScheme) -> tuple[Literal, ...]:
    if scheme.kind is ir.SecurityKind.API_KEY:
        return literal(scheme.carrier), literal(scheme.wire)
    urls = (scheme.token_url, scheme.refresh_url)
    return tuple(literal(url) for url in urls if url)


def _type(kind: str, usual: str) -> PyType:
    if usual not in ("token", "api_key"):
        return _SECRET
    return _FETCHED if kind == "OAuth2" else _RENEWED


def _doc(scheme: ir.SecurityScheme, usual: str) -> str:
    """What an argument means."""
    said = scheme.doc.partition("\n\n")[0]  # some have a whole chapter
    said = "" if said.lstrip().startswith(("#", "<!--")) else said
    doc = sentence(said or f"For the security scheme `{scheme.name}`")
    if usual == "client_id":
        return f"The client that fetches tokens from `{scheme.token_url}`."
    if usual == "client_secret":
        return "The secret of that client."
    also = ["Or `ClientCredentials`, to ask for scopes."] if scheme.token_url else []
    return with_marks(doc, False, *also)


def _name(scheme: ir.SecurityScheme, usual: str, is_only: bool) -> str:
    if is_only:
        return usual
    own = snake(words(scheme.name)) or usual
    own = own if own[:1].isidentifier() else f"{usual}_{own}"
    if usual not in ("token", "api_key"):
        return f"{own}_{usual}"
    return own if is_identifier(own) else f"{own}_{usual}"


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_"
    return name
