"""Blocking functions on threads of their own.

Unlike those of concurrent.futures, the threads do not keep the process alive: a server
that never ends its answer must not delay the end of a program.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextvars import copy_context
from functools import partial
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import TypeVar

T = TypeVar("T")
IDLE_SECONDS = 10.0
"""How long a thread waits for its next function."""


class Workers:
    """At most so many daemon threads, started when they are needed."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._tasks: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._lock = Lock()
        self._threads = 0
        self._spare = 0  # threads that wait, minus tasks that wait for them

    def submit(self, function: Callable[[], T]) -> Future[T]:
        """Run on some thread, in the context of the caller."""
        future: Future[T] = Future()
        task = partial(_complete, future, partial(copy_context().run, function))
        with self._lock:
            self._spare -= 1
            start = self._spare < 0 and self._threads < self._most
            if start:
                self._threads += 1
                self._spare += 1
            self._tasks.put(task)
        if start:
            Thread(target=self._work, name="apimint", daemon=True).start()
        return future

    async def run(
        self,
        function: Callable[[], T],
        abandon: Callable[[], None],
        afterwards: Callable[[], None],
    ) -> T:
        """Await the function.

        When cancelled, `abandon` must make it end soon, and `afterwards` is called once
        it has ended, to clean up what no one else is going to use.
        """
        import asyncio

        future = self.submit(function)
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            abandon()
            future.add_done_callback(lambda _: afterwards())
            raise

    def _work(self) -> None:
        while (task := self._next()) is not None:
            task()
            del task
            with self._lock:
                self._spare += 1

    def _next(self) -> Callable[[], None] | None:
        try:
            return self._tasks.get(timeout=IDLE_SECONDS)
        except Empty:
            with self._lock:
                # A task may have come between the timeout and the lock.
                if self._tasks.empty():
                    self._threads -= 1
                    self._spare -= 1
                    return None
            return self._tasks.get()


def _complete(future: Future[T], function: Callable[[], T]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(function())
    except BaseException as error:
        future.set_exception(error)
    # The error's traceback holds this frame: without this they would be a cycle.
    del future, function
