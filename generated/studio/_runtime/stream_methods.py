"""The descriptors that bind operations whose answer is a stream; see `call.method`."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import update_wrapper
from typing import Any, Generic, ParamSpec, Self, TypeVar, overload

from .call import AsyncResource, Call, Resource, warn_of_deprecation
from .stream_media import Items
from .streams import AsyncStream, Stream

P = ParamSpec("P")
T = TypeVar("T")


class stream_method(Generic[P, T]):
    """`rows = stream_method(list_rows)`: what it binds returns a `Stream`."""

    def __init__(self, build: Callable[P, Call[Items[T]]]) -> None:
        self._build = build
        self.__doc__ = build.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, resource: None, owner: type) -> Self: ...
    @overload
    def __get__(self, resource: Resource, owner: type) -> Callable[P, Stream[T]]: ...
    def __get__(
        self, resource: Resource | None, owner: type
    ) -> Self | Callable[P, Stream[T]]:
        if resource is None:
            return self
        build, client = self._build, resource.client

        def stream(*args: P.args, **kwargs: P.kwargs) -> Stream[T]:
            call = build(*args, **kwargs)
            if call.deprecated:
                warn_of_deprecation(build)
            return client.stream(call)

        bound = vars(resource)[self._name] = update_wrapper(stream, build)
        return bound


class async_stream_method(Generic[P, T]):
    """`stream_method` for asyncio: what it binds is awaited, for an `AsyncStream`."""

    def __init__(self, build: Callable[P, Call[Items[T]]]) -> None:
        self._build = build
        self.__doc__ = build.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, resource: None, owner: type) -> Self: ...
    @overload
    def __get__(
        self, resource: AsyncResource, owner: type
    ) -> Callable[P, Coroutine[Any, Any, AsyncStream[T]]]: ...
    def __get__(
        self, resource: AsyncResource | None, owner: type
    ) -> Self | Callable[P, Coroutine[Any, Any, AsyncStream[T]]]:
        if resource is None:
            return self
        build, client = self._build, resource.client

        async def stream(*args: P.args, **kwargs: P.kwargs) -> AsyncStream[T]:
            call = build(*args, **kwargs)
            if call.deprecated:
                warn_of_deprecation(build)
            return await client.stream(call)

        bound = vars(resource)[self._name] = update_wrapper(stream, build)
        return bound
