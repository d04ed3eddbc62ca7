"""Credentials: what goes along with a request to prove who sends it.

None of them shows its secret in its repr.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

from .errors import RequestError

Carrier: TypeAlias = Literal["header", "query", "cookie"]


Placement: TypeAlias = tuple[Carrier, str, str]
"""What a credential puts into a request: where, under which name, which text."""


class Credential(Protocol):
    """Anything that can say what to put into a request."""

    def place(self) -> Placement:
        """Called once for each request that is sent."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Bearer:
    """A token (RFC 6750), or a function that gives the current one without blocking."""

    token: str | Callable[[], str] = field(repr=False)

    def place(self) -> Placement:
        token = self.token if isinstance(self.token, str) else self.token()
        return "header", "Authorization", f"Bearer {_present(token)}"


@dataclass(frozen=True, slots=True, eq=False)
class Basic:
    """A user name and a password (RFC 7617), in UTF-8."""

    username: str = field(repr=False)
    password: str = field(repr=False)

    def place(self) -> Placement:
        from binascii import b2a_base64

        if ":" in self.username:
            raise RequestError("a user name must not have a colon")
        pair = f"{self.username}:{self.password}".encode(errors="surrogatepass")
        text = b2a_base64(pair, newline=False).decode()
        return "header", "Authorization", f"Basic {text}"


@dataclass(frozen=True, slots=True, eq=False)
class ApiKey:
    """A key in a header, the query or a cookie; `wire` is its name there."""

    carrier: Carrier
    wire: str
    value: str | Callable[[], str] = field(repr=False)

    def place(self) -> Placement:
        value = self.value if isinstance(self.value, str) else self.value()
        return self.carrier, self.wire, _present(value)


Alternatives: TypeAlias = Sequence[str | tuple[str, ...]]
"""Names of schemes: any one item suffices, a tuple's are needed together."""


def placements(
    security: Alternatives, credentials: Mapping[str, Credential | None]
) -> list[Placement]:
    """What the first alternative places whose credentials the client has.

    An anonymous alternative, `()`, counts only where no other can be met. Raises
    RequestError where none can: nothing is sent only to be refused.
    """
    needed = [(one,) if isinstance(one, str) else one for one in security]
    for schemes in needed:
        found = [credentials.get(scheme) for scheme in schemes]
        given = [credential for credential in found if credential is not None]
        if schemes and len(given) == len(schemes):
            return [credential.place() for credential in given]
    if not needed or () in needed:
        return []
    choices = ", or ".join(" with ".join(schemes) for schemes in needed)
    raise RequestError(
        f"credentials are missing for {choices}: give them to the client's constructor"
    )


def _present(secret: str) -> str:
    if not secret:
        raise RequestError("a credential is empty")
    return secret
