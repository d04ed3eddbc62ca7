"""Calls as data, and the descriptors that turn functions into methods of a client.

An operation is one function that returns a `Call` and does no I/O. `method` and
`async_method` bind it to a resource, so that it is written once for both colours.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from functools import update_wrapper
from typing import (
    TYPE_CHECKING,
    Any,
    Generic,
    ParamSpec,
    Self,
    TypeAlias,
    TypeVar,
    overload,
)

from .media import Choice, Returns
from .unset import UNSET

if TYPE_CHECKING:
    from .async_client import AsyncClientBase
    from .client import SyncClient

PathValue: TypeAlias = object
"""A part of a path: a literal, a scalar, a list, an object, or a styled value."""

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Null:
    """A JSON body that is null; see `nullable`."""

    def __reduce__(self) -> str:
        return "NULL"  # copies and pickles are the one that there is


NULL = Null()


def nullable(value: T | None) -> T | Null:
    """A body for which None means JSON's null, and not the absence of a body."""
    return NULL if value is None else value


def _empty() -> Mapping[Any, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Call(Generic[T_co]):
    """One request of an operation, and how to read its answer.

    `path` has literal texts, percent-encoded already, at the even places and values at
    the odd ones. None and UNSET are absent, wherever they stand; a list in the query
    repeats its key (other styles: `url.py`). At most one of `json`, `form`, `multipart`
    and `content` is the body; `media_type` replaces its usual content type. `content`
    is text, bytes, an open file or an iterable of bytes; the last two are read while
    they are sent, and `multipart` (see `multipart.py`) may hold such, too.

    `security` lists alternatives, each the name of a scheme or a tuple of those that
    are needed together; `()` among them says that the call may be anonymous.
    `base_url` is the operation's own server. `operation` is a name for messages. Calling
    a method whose operation is `deprecated` gives a DeprecationWarning.
    """

    method: str
    path: tuple[PathValue, ...]
    _: KW_ONLY
    returns: Returns[T_co]
    errors: Mapping[int | str, Choice[Any]] = field(default_factory=_empty)
    query: Mapping[str, object] = field(default_factory=_empty)
    headers: Mapping[str, object] = field(default_factory=_empty)
    cookies: Mapping[str, object] = field(default_factory=_empty)
    json: object = UNSET
    form: object = UNSET
    content: object = UNSET
    multipart: object = UNSET
    media_type: str = ""
    accept: str = ""
    security: Sequence[str | tuple[str, ...]] = ()
    base_url: str | None = None
    operation: str = ""
    deprecated: bool = False


class Resource:
    """Operations that belong together, bound to a client."""

    def __init__(self, client: SyncClient) -> None:
        self.client = client


class AsyncResource:
    """`Resource` for asyncio."""

    def __init__(self, client: AsyncClientBase) -> None:
        self.client = client


class method(Generic[P, T]):
    """`create = method(create_pet)`: sends what the function builds.

    The bound function keeps the signature, name and docstring of the operation's, and
    the resource keeps the bound function, so that binding happens once.
    """

    def __init__(self, build: Callable[P, Call[T]]) -> None:
        self._build = build
        self.__doc__ = build.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, resource: None, owner: type) -> Self: ...
    @overload
    def __get__(self, resource: Resource, owner: type) -> Callable[P, T]: ...
    def __get__(self, resource: Resource | None, owner: type) -> Self | Callable[P, T]:
        if resource is None:
            return self
        build, client = self._build, resource.client

        def send(*args: P.args, **kwargs: P.kwargs) -> T:
            call = build(*args, **kwargs)
            if call.deprecated:
                warn_of_deprecation(build)
            return client.send(call)

        bound = vars(resource)[self._name] = update_wrapper(send, build)
        return bound


class async_method(Generic[P, T]):
    """`method` for asyncio: what it binds is a coroutine function."""

    def __init__(self, build: Callable[P, Call[T]]) -> None:
        self._build = build
        self.__doc__ = build.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, resource: None, owner: type) -> Self: ...
    @overload
    def __get__(
        self, resource: AsyncResource, owner: type
    ) -> Callable[P, Coroutine[Any, Any, T]]: ...
    def __get__(
        self, resource: AsyncResource | None, owner: type
    ) -> Self | Callable[P, Coroutine[Any, Any, T]]:
        if resource is None:
            return self
        build, client = self._build, resource.client

        async def send(*args: P.args, **kwargs: P.kwargs) -> T:
            call = build(*args, **kwargs)
            if call.deprecated:
                warn_of_deprecation(build)
            return await client.send(call)

        bound = vars(resource)[self._name] = update_wrapper(send, build)
        return bound


def warn_of_deprecation(build: Callable[..., object]) -> None:
    """Tell whoever called the method that binds this function."""
    import warnings

    name = getattr(build, "__name__", "this operation")
    warnings.warn(f"{name} is deprecated", DeprecationWarning, stacklevel=3)
