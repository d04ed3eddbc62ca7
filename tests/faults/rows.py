"""The faults that a client meets, and what is right for ours: the rows of the table."""

from __future__ import annotations

ROWS: dict[str, str] = {
    # Servers that are slow, broken or silent
    "default timeout": "connect 5, read 60, total 600 s; None only by explicit choice",
    "slow loris (1 byte / 150 ms, timeout 2)": "total deadline ends it -> TimeoutError",
    "no answer": "retry if idempotent, TimeoutError within the total deadline",
    "reset before answer / mid-body / chunked cut": "ConnectionError; retry only safe methods",
    "**POST** reset / 503": "never re-sent without an idempotency key",
    # Answers that are none
    "body cut at close, truncated JSON, empty 200": "DecodeError with status, request id, first 200 escaped bytes",
    "JSON body, content type text/plain": "accept only +json or application/json, else DecodeError (or opt-in)",
    "HTML page with 200": "DecodeError",
    "HTML page with 502": "StatusError(502), body kept as bytes, retry if safe",
    "204 with body": "None, body ignored, connection not reused",
    # Statuses
    "undocumented status 418, 4xx": "StatusError subclass, never None",
    "status 999": "StatusError",
    "429 Retry-After: 1 / HTTP-date +2 s": "waits at least that, then retries",
    "Retry-After 99999": "> 60 s: raise at once with retry_after in the error",
    "Retry-After -5 / nan / inf / junk": "ignored -> jittered backoff",
    "503 for ever": "3 attempts, full jitter, retry budget (token bucket) shared per client",
    "409": "not retried by default",
    # Redirects
    "redirect to another host/port": "not followed; 3xx is a StatusError",
    "307 POST to another host": "never: body would leak",
    "redirect + X-Api-Key, Proxy-Authorization": "removed or not followed",
    "redirect loop": "one error, not retried",
    # Bodies and heads
    "gzip bomb 408 kB -> 400 MB": "cap on decoded bytes (64 MiB) -> ResponseTooLarge",
    "corrupt gzip": "DecodeError, not retried",
    "gzip, gzip": "refuse more than one coding",
    "1 MiB header / SSH banner": "ConnectionError",
    "2,000 headers": "cap (256) or accept",
    "invalid UTF-8, Latin-1 declared": "DecodeError; JSON is UTF-8 only",
    "UTF-8 BOM": "accept",
    # Values
    "unknown enum value": "**kept**: returned as open-enum str, equal to the wire text, written back unchanged",
    "extra field": "kept (`extra` mapping) and written back",
    "missing required": "DecodeError with path `$.id` in strict mode; default: raise (type must not lie)",
    "null for required": "DecodeError",
    "null for optional non-nullable": "treated as absent",
    "wrong types (int for str, str for int, str for date, list/null at top, str for object)": "DecodeError with JSON path and expected type",
    "duplicate JSON keys": "refuse (or last wins, documented)",
    "NaN": "refuse both ways",
    "5,000-digit int": "DecodeError",
    "deep JSON 300 / 900 / 100k": "depth <= 200 -> DecodeError; never RecursionError",
    # What goes out
    "path value '..' / '.'": "ValueError before sending",
    "path ''": "ValueError",
    "path a/b ?x #f %2e%2e CRLF": "one encoded segment",
    "header value CRLF": "ValueError, nothing sent",
    "header non-ASCII": "ValueError naming the parameter",
    'multipart filename `"` CRLF': "%22 %0D%0A",
    "multipart boundary": "random, 128 bit",
    # Secrets
    "secret in repr(client)": "no",
    "secret in DEBUG log": "no",
    "secret via exception": "not in str/repr; not reachable",
    "cookies between calls": "no jar",
    "HTTP_PROXY in the environment": "documented; credentials only over TLS",
    "netrc": "never overrides our auth",
    # Streams
    "SSE line / event size": "line 1 MiB, event 8 MiB, idle timeout, error event -> exception, lone CR, BOM, NUL in id",
}
