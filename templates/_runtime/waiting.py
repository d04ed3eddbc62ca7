"""How long to wait for a job between two looks at it; both clients look and sleep."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from time import monotonic, time
from typing import TYPE_CHECKING, Any

from .errors import ApiTimeoutError, RequestError
from .prepare import name
from .retry import retry_after

if TYPE_CHECKING:
    from .call import Call
    from .transport import Response

FACTOR = 1.5
"""By which each pause is longer than the one before."""
LONGEST = 30.0
"""Seconds: no pause grows beyond it, unless the first one is longer already."""
JITTER = 0.1
"""A pause is longer by up to this part of it, so that many clients come apart."""
RESERVE = 1.0
"""Seconds that are kept at the end for the last look, at most."""


class Waiting:
    """The pauses of one wait.

    Attributes:
        deadline: When it must be over, on the clock of `time.monotonic`.
        value: What came last.

    Raises RequestError for a call that cannot be sent again and again, and for times
    that are no positive numbers of seconds.
    """

    def __init__(
        self,
        call: Call[Any],
        interval: float,
        timeout: float,
        random: Callable[[], float],
    ) -> None:
        problem = ""
        if call.method not in ("GET", "HEAD"):
            problem = f"only GET and HEAD can be sent until something is: {call.method}"
        elif not 0 < interval < inf or not 0 < timeout < inf:
            problem = "interval and timeout must be positive numbers of seconds"
        if problem:
            error = RequestError(problem)
            error.operation = name(call)
            raise error
        self.deadline = monotonic() + timeout
        self._left = timeout  # but for the pauses, which a fake does not spend
        self.value: Any = None
        self._operation = name(call)
        self._timeout = timeout
        self._interval = self._pause = interval
        self._random = random

    def after(self, response: Response) -> float:
        """Seconds until the next look. Raises ApiTimeoutError where none is left."""
        asked = retry_after(response.headers, time())
        pause = self._pause if asked is None else max(asked, self._interval)
        longest = max(LONGEST, self._interval)
        self._pause = min(FACTOR * self._pause, longest)
        pause *= 1 + JITTER * self._random()
        left = min(self.deadline - monotonic(), self._left)
        left -= min(RESERVE, self._interval)
        if left <= 0 or (asked is not None and asked > left):
            error = self.over(response.attempts)
            error.answered(response)
            raise error
        pause = min(pause, left)
        self._left -= pause
        return pause

    def __enter__(self) -> None:
        """Inside, what takes too long is the end of the wait if its time has come."""

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, ApiTimeoutError) and monotonic() >= self.deadline:
            raise self.over(error.attempts) from error

    def over(self, attempts: int) -> ApiTimeoutError:
        """The error of a wait that comes to its end without what was waited for;
        `attempts` are those of the last look.
        """
        message = f"{self._operation}: still waiting after {self._timeout:g} seconds"
        error = ApiTimeoutError(message)
        error.operation, error.attempts = self._operation, attempts
        error.value = self.value
        return error
