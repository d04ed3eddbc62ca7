"""Answers that are whole, but not what they should be: statuses, redirects, bodies."""

from __future__ import annotations

import time
from email.utils import formatdate
from typing import Any

from vendored._runtime import (
    DecodeError,
    Json,
    NoContent,
    StatusError,
    errors as kinds,
)

from .probe import Probe, widget
from .registry import fault
from .server import FaultServer, head, raw, reply

GOOD = b'{"id": "w1"}'
PET = reply(GOOD)
LATIN = '{"id": "Gr\u00fcn"}'.encode("latin-1")


@fault(
    "body cut at close, truncated JSON, empty 200",
    body_that_is_cut_where_it_ends=raw(head() + b'{"id": "w\x1b1'),
    truncated_json=reply(b'{"id": "w\x1b1'),
    empty_body=reply(b""),
    no_body_before_the_end=raw(head()),
    white_space=reply(b" \r\n"),
    two_documents=reply(GOOD + GOOD),
    long_junk=reply(b"\x1b" * 5000),
)
def no_json(probe: Probe, commit: Any) -> None:
    probe.serve(commit)
    error = probe.fails(DecodeError, status=200)
    assert error.path == "$" and len(error.got) <= 200
    assert error.request_id == "req-7"
    assert error.response.content[:3] in (b'{"i', b"", b" \r\n", b"\x1b" * 3)


@fault("JSON body, content type text/plain", text="text/plain", other="image/png")
def json_of_another_content_type(probe: Probe, kind: str) -> None:
    probe.serve(reply(GOOD, kind=kind))
    error = probe.fails(DecodeError, status=200)
    assert error.response.content == GOOD


@fault(
    "JSON body, content type text/plain",
    problem="application/problem+json",
    charset="application/json; charset=utf-8",
    capitals="Application/JSON",
)
def json_of_a_json_content_type(probe: Probe, kind: str) -> None:
    probe.serve(reply(GOOD, kind=kind))
    assert probe.gives().id == "w1"


@fault("HTML page with 200")
def html_with_200(probe: Probe) -> None:
    page = b"<h1>\x1b[31mMaintenance</h1>" * 100
    probe.serve(reply(page, kind="text/html"))
    error = probe.fails(DecodeError, status=200)
    assert error.response.content == page and "Maintenance" not in str(error)


@fault("HTML page with 502", get=("GET", 3), post=("POST", 1))
def html_with_502(probe: Probe, case: Any) -> None:
    method, requests = case
    page = b"<h1>\x1b[31mBad\xff</h1>" * 1000
    probe.serve(reply(page, 502, "text/html"))
    call = widget(method, errors={502: Json[Any]})
    error = probe.fails(kinds.ServerError, call, status=502, requests=requests)
    assert error.content == error.body == page


@fault("204 with body")
def body_with_204_that_is_announced(probe: Probe) -> None:
    probe.serve(reply(head(Content_Length="16") + b'{"id": "stolen"}', 204), PET)
    assert probe.gives(widget("DELETE", NoContent)) is None
    assert probe.gives().id == "w1"
    assert len(probe.server.seen) == probe.server.connections == 2


@fault("204 with body")
def body_with_204_in_chunks(probe: Probe) -> None:
    chunks = b"2\r\n{}\r\n0\r\n\r\n"
    many = head(204, Transfer_Encoding="chunked") + chunks
    probe.serve(lambda exchange: exchange.send(many), PET)
    assert probe.gives(widget("DELETE", NoContent)) is None
    assert probe.gives().id == "w1"
    assert len(probe.server.seen) == probe.server.connections == 2


@fault("204 with body")
def body_with_204_out_of_nowhere(probe: Probe) -> None:
    """The libraries' own connections take it for the next answer, which is then none."""
    probe.serve(lambda exchange: exchange.send(head(204) + b"{}"), PET)
    assert probe.gives(widget("DELETE", NoContent)) is None
    if probe.kind.endswith("stdlib"):
        assert probe.gives().id == "w1"
        assert probe.server.connections == 2
    else:
        assert probe.gives().id == "w1"  # at the second attempt
        assert len(probe.server.seen) == 3


@fault("204 with body")
def a_204_without_a_body_keeps_its_connection(probe: Probe) -> None:
    probe.serve(lambda exchange: exchange.send(head(204)), PET)
    assert probe.gives(widget("DELETE", NoContent)) is None
    assert probe.gives().id == "w1"
    assert probe.server.connections == 1


_STATUSES: dict[str, Any] = {
    "400": (400, kinds.BadRequestError),
    "401": (401, kinds.AuthenticationError),
    "403": (403, kinds.PermissionDeniedError),
    "404": (404, kinds.NotFoundError),
    "418": (418, kinds.ClientError),
    "422": (422, kinds.UnprocessableEntityError),
    "501": (501, kinds.ServerError),
}


@fault("undocumented status 418, 4xx", **_STATUSES)
def status(probe: Probe, case: Any) -> None:
    number, kind = case
    probe.serve(reply(b'{"code": 7}', number))
    error = probe.fails(kind, status=number)
    assert type(error) is kind and error.body == {"code": 7}


@fault("undocumented status 418, 4xx")
def an_error_with_a_body_that_cannot_be_read(probe: Probe) -> None:
    probe.serve(reply(b"\0" * 90, 418, Content_Encoding="gzip"))
    assert probe.fails(StatusError, status=418).content == b"\0" * 90


@fault("status 999")
def status_999(probe: Probe) -> None:
    probe.serve(reply(b"{}", 999))
    probe.fails(StatusError, status=999)


@fault("429 Retry-After: 1 / HTTP-date +2 s")
def retry_after_a_second(probe: Probe) -> None:
    probe.serve(reply(b"", 429, Retry_After="1"), PET)
    assert probe.gives().id == "w1"
    assert probe.waits == [1.5], "a second, and half of one by chance"


@fault("429 Retry-After: 1 / HTTP-date +2 s", date=True, no_date=False)
def retry_after_a_date(probe: Probe, dated: bool) -> None:
    now = time.time()
    headers = {"Retry_After": formatdate(int(now) + 3, usegmt=True)}
    if dated:
        headers |= {"Date": formatdate(int(now) + 1, usegmt=True)}
    probe.serve(reply(b"", 429, **headers), PET)
    assert probe.gives().id == "w1"
    (wait,) = (wait for door in probe._doors for wait in door.waits)
    assert 2.0 < wait <= 3.5
    probe._doors[0].waits[:] = [2.5]  # what is told must not depend on the clock


@fault("Retry-After 99999", seconds="99999", beyond="61", endless="9" * 18)
def retry_after_too_long(probe: Probe, text: str) -> None:
    probe.serve(reply(b"", 429, Retry_After=text))
    error = probe.fails(kinds.RateLimitError, status=429)
    assert error.retry_after == float(text)


_JUNK = {"minus_5": "-5", "nan": "nan", "inf": "inf", "junk": "soon", "nothing": ""}


@fault("Retry-After -5 / nan / inf / junk", **_JUNK, digits="9" * 5000)
def retry_after_junk(probe: Probe, text: str) -> None:
    probe.serve(reply(b"", 503, Retry_After=text), PET)
    assert probe.gives().id == "w1"
    assert probe.waits == [0.5]


@fault("503 for ever", all=1.0, a_quarter=0.25)
def three_attempts_and_pauses_by_chance(probe: Probe, fraction: float) -> None:
    probe.serve(reply(b"", 503))
    probe.fails(kinds.ServerError, status=503, requests=3, random=fraction)
    assert probe.waits == [0.5 * fraction, 1.0 * fraction]


@fault("503 for ever")
def an_outage_uses_the_budget_up(probe: Probe) -> None:
    probe.serve(reply(b"", 503))
    door = probe.open()
    sent = []
    for _ in range(60):
        before = len(probe.server.seen)
        try:
            door.send(widget())
        except StatusError:
            sent.append(len(probe.server.seen) - before)
    assert (sent[0], sent[-1], sum(sent)) == (3, 1, 60 + 100)
    probe.note(f"60 calls: {sum(sent)} requests, the last calls 1 each")
    probe.server.seen.clear()
    door.waits.clear()


@fault("409")
def status_409_is_not_sent_again(probe: Probe) -> None:
    probe.serve(reply(b"", 409))
    probe.fails(kinds.ConflictError, status=409)


@fault("redirect to another host/port", found="302", moved="301", again="307", for_ever="308")  # fmt: skip
def redirect_is_not_followed(probe: Probe, status: str) -> None:
    with FaultServer(PET) as other:
        probe.serve(reply(b"", int(status), Location=f"{other.url}/widgets/w1"))
        error = probe.fails(kinds.RedirectError, status=int(status))
        assert error.headers["location"].startswith(other.url)
        assert other.connections == 0


@fault("307 POST to another host", with_307=307, with_308=308, with_302=302)
def redirect_of_a_post(probe: Probe, status: int) -> None:
    with FaultServer(PET) as other:
        probe.serve(reply(b"", status, Location=other.url))
        probe.fails(kinds.RedirectError, widget("POST", json={"a": 1}), status=status)
        assert other.connections == 0


@fault("redirect + X-Api-Key, Proxy-Authorization")
def redirect_takes_no_credentials_along(probe: Probe) -> None:
    with FaultServer(PET) as other:
        probe.serve(reply(b"", 302, Location=other.url))
        probe.fails(kinds.RedirectError, status=302)
        (sent,) = probe.server.seen
        assert {"x-api-key", "proxy-authorization"} <= set(sent.headers)
        assert other.connections == 0


@fault("redirect loop")
def redirect_loop(probe: Probe) -> None:
    probe.serve(reply(b"", 302, Location="/widgets/w1"))
    probe.fails(kinds.RedirectError, status=302)
