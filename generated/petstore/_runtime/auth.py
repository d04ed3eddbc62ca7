"""Credentials: what goes along with a request to prove who sends it.

None of them shows its secret in its repr.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Literal, Protocol, Self, TypeAlias

from .errors import ApiError, RequestError

if TYPE_CHECKING:
    from .prepare import Draft
    from .transport import Request, Response

Carrier: TypeAlias = Literal["header", "query", "cookie"]

Placement: TypeAlias = tuple[Carrier, str, str]
"""What a credential puts into a request: where, under which name, which text."""


class Credential(Protocol):
    """Anything that can say what to put into a request."""

    def place(self) -> Placement:
        """Called once for each request that is sent."""
        ...


class Grant:
    """A credential that has to be fetched first, and again when it expires.

    It does no I/O. The client asks `renewal` for the request to send, one thread or task
    at a time, hands the answer to `renewed`, and goes on until there is none to send.
    """

    def __init__(self) -> None:
        self.lock = Lock()
        """For threads that need it at the same time."""

    def place(self) -> Placement:
        """See `Credential`."""
        raise NotImplementedError

    def is_fresh(self, now: float) -> bool:
        """Whether nothing is to be fetched; `now` is on `time.monotonic`'s clock."""
        raise NotImplementedError

    def renewal(self, draft: Draft, now: float) -> Request | None:
        """What to send before this call. Raises RequestError where it must not be."""
        raise NotImplementedError

    def renewed(self, response: Response, now: float) -> None:
        """Take the answer to a request that was made at `now`. Raises TokenError."""
        raise NotImplementedError

    def refused(self, placement: Placement) -> None:
        """The server has not accepted what `place` gave: it has to be fetched anew."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Missing:
    """A credential that was not given; `arguments` is what to give, for messages."""

    arguments: str


@dataclass(frozen=True, slots=True, eq=False)
class Bearer:
    """A token (RFC 6750), or a function that gives the current one without blocking."""

    token: str | Callable[[], str] = field(repr=False)

    @classmethod
    def of(cls, **given: str | Callable[[], str] | None) -> Self | Missing:
        """The credential of one argument, if it is given."""
        ((_, token),) = given.items()
        return missing(given) if token is None else cls(token)

    def place(self) -> Placement:
        token = self.token if isinstance(self.token, str) else self.token()
        return "header", "Authorization", f"Bearer {_present(token)}"


@dataclass(frozen=True, slots=True, eq=False)
class Basic:
    """A user name and a password (RFC 7617), in UTF-8."""

    username: str = field(repr=False)
    password: str = field(repr=False)

    @classmethod
    def of(cls, **given: str | None) -> Self | Missing:
        """The credential of two arguments, if both are given: user name, password."""
        username, password = given.values()
        if username is None or password is None:
            return missing(given)
        return cls(username, password)

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

    @classmethod
    def of(
        cls, carrier: Carrier, wire: str, /, **given: str | Callable[[], str] | None
    ) -> Self | Missing:
        """The credential of one argument, if it is given."""
        ((_, value),) = given.items()
        return missing(given) if value is None else cls(carrier, wire, value)

    def place(self) -> Placement:
        value = self.value if isinstance(self.value, str) else self.value()
        return self.carrier, self.wire, _present(value)


Alternatives: TypeAlias = Sequence[str | tuple[str, ...]]
"""Names of schemes: any one item suffices, a tuple's are needed together."""


def chosen(
    security: Alternatives, credentials: Mapping[str, Credential | Missing | None]
) -> list[Credential]:
    """The credentials of the first alternative that the client has all of.

    An anonymous alternative, `()`, counts only where no other can be met. Raises
    RequestError where none can: nothing is sent only to be refused.
    """
    needed = [(one,) if isinstance(one, str) else one for one in security]
    for schemes in needed:
        found = [credentials.get(scheme) for scheme in schemes]
        given = [one for one in found if not isinstance(one, Missing | None)]
        if schemes and len(given) == len(schemes):
            return given
    if not needed or () in needed:
        return []
    choices = [_wanted(schemes, credentials) for schemes in needed]
    raise RequestError(
        f"credentials are missing: give {', or '.join(choices)} to the client's "
        "constructor"
    )


def missing(given: Mapping[str, object]) -> Missing:
    """What is missing of the arguments that are needed together."""
    names = [f"`{name}`" for name, value in given.items() if value is None]
    return Missing(" with ".join(names))


def _wanted(
    schemes: Sequence[str], credentials: Mapping[str, Credential | Missing | None]
) -> str:
    """What to give for one alternative beside what the client has of it."""
    found = [(scheme, credentials.get(scheme)) for scheme in schemes]
    return " with ".join(
        credential.arguments if credential else scheme
        for scheme, credential in found
        if isinstance(credential, Missing | None)
    )


def placed(credential: Credential) -> Placement:
    """What a credential places. Raises RequestError alone, whatever a function of the
    caller's raises.
    """
    try:
        return credential.place()
    except ApiError:
        raise
    except Exception as error:
        kind = type(error).__name__
        raise RequestError(f"a credential cannot be had: {kind}") from error


def _present(secret: object) -> str:
    if not isinstance(secret, str):
        raise RequestError(f"a credential is text, not {type(secret).__name__}")
    if not secret:
        raise RequestError("a credential is empty")
    return secret
