"""When a call is sent again, and after how long.

Both clients ask `Attempts` what to do and then only sleep and send. A call is repeated
where it may arrive twice and where the failure may pass: 408, 429, 500, 502, 503, 504,
a broken connection, a timeout. A wrong document is never asked for again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from threading import Lock
from time import monotonic, time
from typing import TYPE_CHECKING

from .errors import ApiConnectionError, ApiError, ApiTimeoutError, RequestError

if TYPE_CHECKING:
    from .transport import Headers, Request, ResponseHead

REPEATABLE = ("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE")
"""Methods that mean the same when they arrive twice (RFC 9110, section 9.2.2)."""
PASSING = (408, 429, 500, 502, 503, 504)
"""Statuses of failures that may be over at the next attempt."""
KEYS = ("idempotency-key", "x-idempotency-key")
"""Headers by which a server knows a request that arrives twice."""

FIRST_WAIT = 0.5
LONGEST_WAIT = 8.0
"""Seconds: what the random waits are drawn below, doubled from one to the next."""
LONGEST_RETRY_AFTER = 60.0
"""Seconds. A server that asks for more gets no second attempt within this call."""


class Budget:
    """Tokens that retries cost, shared by the calls of a client.

    While a server is down they run out, and each call is sent once only, until calls
    succeed again: clients must not multiply the load on a server that fails.
    """

    MOST = 500
    COST = 5
    COST_OF_TIMEOUT = 10

    def __init__(self) -> None:
        self.tokens = self.MOST
        self._lock = Lock()

    def spend(self, cost: int) -> bool:
        """Whether there was enough; it is gone then."""
        with self._lock:
            enough = cost <= self.tokens
            if enough:
                self.tokens -= cost
            return enough

    def refund(self, tokens: int) -> None:
        """Give back after a success."""
        with self._lock:
            self.tokens = min(self.MOST, self.tokens + tokens)


class Attempts:
    """The attempts of one call.

    Attributes:
        count: How often the request has been sent, this attempt included.
    """

    def __init__(
        self,
        request: Request,
        retries: int,
        budget: Budget,
        random: Callable[[], float],
    ) -> None:
        self.count = 1
        request.attempt = self.count
        self._request = request
        self._left = retries if may_repeat(request) else 0
        self._budget = budget
        self._random = random
        self._spent = 0

    def after(self, result: ResponseHead | ApiError) -> float | None:
        """Seconds to wait before the next attempt, or None: this result is the last."""
        if isinstance(result, ApiError):  # a request that could not be made counts not
            result.attempts = self.count - isinstance(result, RequestError)
        if not passes(result):
            if not isinstance(result, ApiError):
                self._budget.refund(self._spent or 1)
            return None
        wait = self._wait(result) if self._left > 0 else None
        if wait is None or monotonic() + wait >= self._request.deadline:
            return None
        cost = Budget.COST
        if isinstance(result, ApiTimeoutError):
            cost = Budget.COST_OF_TIMEOUT
        if not self._budget.spend(cost):
            return None
        self.count += 1
        self._request.attempt = self.count
        self._left -= 1
        self._spent = cost
        return wait

    def _wait(self, result: ResponseHead | ApiError) -> float | None:
        wait = backoff(self.count, self._random())
        if isinstance(result, ApiError):
            return wait
        asked = retry_after(result.headers, time())
        if asked is None:
            return wait
        return asked + wait if asked <= LONGEST_RETRY_AFTER else None


def may_repeat(request: Request) -> bool:
    """Whether a request may arrive twice, and can be sent twice."""
    body = request.body
    if body is not None and not isinstance(body, bytes) and not body.repeatable:
        return False
    names = (name.lower() for name, _ in request.headers)
    return request.method in REPEATABLE or any(name in KEYS for name in names)


def passes(result: ResponseHead | ApiError) -> bool:
    """Whether this is a failure that the next attempt may not meet."""
    if isinstance(result, ApiError):
        return isinstance(result, (ApiConnectionError, ApiTimeoutError))
    return result.status in PASSING


def backoff(attempt: int, fraction: float) -> float:
    """Seconds to wait after this attempt, the first being 1: a fraction of a bound that
    doubles (full jitter), so that clients which failed together come back apart.
    """
    return fraction * min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(attempt - 1, 10))


def retry_after(headers: Headers, now: float) -> float | None:
    """Seconds in the header Retry-After (RFC 9110, section 10.2.3); None for junk.

    A date counts from the server's own Date, where there is one: clocks differ. `now`
    is seconds since 1970.
    """
    text = next(iter(headers.get_all("retry-after")), "").strip()
    if re.fullmatch(r"[0-9]{1,18}(\.[0-9]{1,18})?", text):
        return float(text)
    moment = _seconds(text)
    if moment is None:
        return None
    sent = _seconds(next(iter(headers.get_all("date")), ""))
    return max(0.0, moment - (now if sent is None else sent))


def _seconds(date: str) -> float | None:
    """An HTTP-date (RFC 9110, section 5.6.7) as seconds since 1970."""
    if not date or len(date) > 60 or not date[:1].isalpha():
        return None
    from datetime import UTC
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(date)
        return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()
    except (ValueError, OverflowError):
        return None
