"""Where a secret could be seen: clients, logs, errors, proxies, other people's files."""

from __future__ import annotations

import contextlib
import http.client
import io
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import runtime_doors
from runtime_doors import SECRET
from vendored._runtime import ApiError, RequestError
from vendored._runtime.auth import ApiKey, Basic, Bearer

from .probe import EVERYWHERE, Probe, widget
from .registry import fault
from .secrets_kept import leaks
from .server import FaultServer, head, raw, reply, silence

PET = reply(b'{"id": "w1"}')


@fault("secret in repr(client)")
def repr_and_vars_of_a_client(probe: Probe) -> None:
    probe.serve(PET)
    client: Any = probe.open().client
    probe.gives()
    shown = [client, vars(client), vars(client._settings), client._settings]
    texts = [f"{one!r} {one!s}" for one in (*shown, *EVERYWHERE.values())]
    assert SECRET not in " ".join(texts)


@fault(
    "secret in repr(client)",
    bearer=Bearer(SECRET),
    basic=Basic(SECRET, SECRET),
    key=ApiKey("header", "X", SECRET),
)
def repr_of_a_credential(probe: Probe, credential: Any) -> None:
    probe.serve(PET)
    assert SECRET not in f"{credential!r} {credential!s} {credential.__class__!r}"
    request = probe.open().client._settings.draft(widget()).request()
    assert SECRET not in f"{request!r} {widget()!r}".replace(f"'{SECRET}'", "", 1)


@fault("secret in DEBUG log")
def debug_logs_of_every_library(probe: Probe) -> None:
    """That no probe's secret is logged is looked at whenever one ends; here, that
    something is logged at all, and what http.client prints."""
    probe.serve(
        lambda exchange: (PET if exchange.request.method == "GET" else reply(b"", 500))(
            exchange
        )
    )
    printed = io.StringIO()
    with (
        contextlib.redirect_stdout(printed),
        patch.object(http.client.HTTPConnection, "debuglevel", 2),
    ):
        probe.gives()
        probe.server.seen.clear()
        probe.fails(ApiError, widget("POST"), status=500)
    assert SECRET not in printed.getvalue()
    logged = "\n".join(probe._log.lines)
    assert probe.kind.endswith("stdlib") or "/widgets/w1" in logged
    probe.note("not in what is logged")


@fault("secret in DEBUG log")
def debug_mode_of_asyncio(probe: Probe) -> None:
    probe.serve(PET)
    door = probe.open()
    if door.runner is not None:
        door.runner.get_loop().set_debug(True)
        door.runner.get_loop().slow_callback_duration = 0.0
    assert probe.gives().id == "w1"


_ERRORS: dict[str, Any] = {
    "status": reply(b"{}", 404),
    "redirect": reply(b"", 302, Location="/x"),
    "wrong_document": reply(b"{}"),
    "no_http": raw(b"SSH-2.0-x\r\n"),
    "broken_off": raw(head(Content_Length="90")),
    "silence": silence,
    "too_large": reply(b'"' + b"a" * 99_999),
}


@fault("secret via exception", **_ERRORS)
def nothing_of_the_request_hangs_on_the_error(probe: Probe, commit: Any) -> None:
    """Neither in its texts nor anywhere behind it, its cause or its context."""
    probe.serve(commit)
    door = probe.open(timeout=0.1, retries=0, limit=50_000)
    call = widget("POST", json={"password": SECRET})
    error = probe.raises(ApiError, lambda: door.send(call))
    assert not leaks(error, SECRET)
    probe.note("nothing hangs on it")


@fault("secret via exception", header="header", query="query", cookie="cookie")
def credential_that_cannot_be_sent(probe: Probe, carrier: Any) -> None:
    probe.serve(PET)
    bad = ApiKey(carrier, "X-Key", f"{SECRET}\r\n\ud800")
    door = probe.open(credentials={**EVERYWHERE, "Header": bad})
    error = probe.raises(RequestError, lambda: door.send(widget()))
    assert SECRET not in f"{error} {error!r}"
    assert not probe.server.seen


@fault("secret via exception")
def function_for_a_token_that_fails(probe: Probe) -> None:
    def token() -> str:
        raise KeyError("TOKEN")

    probe.serve(PET)
    door = probe.open(credentials={**EVERYWHERE, "BearerAuth": Bearer(token)})
    error = probe.raises(RequestError, lambda: door.send(widget()))
    assert isinstance(error.__cause__, KeyError)


@contextlib.contextmanager
def _environment(**variables: str) -> Iterator[None]:
    kept = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    with patch.dict(os.environ, {**kept, **variables}, clear=True):
        yield


@fault("HTTP_PROXY in the environment")
def proxy_of_the_environment(probe: Probe) -> None:
    """The standard library's transport looks at none. A client of httpx that was made to
    trust the environment does, as its adapter says."""
    with FaultServer(PET) as proxy:
        probe.serve(PET)
        with _environment(HTTP_PROXY=proxy.url, ALL_PROXY=proxy.url):
            probe.gives()
        by_proxy = len(proxy.seen)
    assert by_proxy == (0 if probe.kind.endswith("stdlib") else 1)
    probe.note("through the proxy" if by_proxy else "not through the proxy")


@fault("HTTP_PROXY in the environment")
def proxy_that_is_not_trusted(probe: Probe) -> None:
    with FaultServer(PET) as proxy:
        probe.serve(PET)
        with _environment(HTTP_PROXY=proxy.url, http_proxy=proxy.url):
            probe.gives(transport=_untrusting(probe.kind))
        assert proxy.connections == 0


def _untrusting(kind: str) -> Any:
    """The transport of this kind, on a client that does not look at the environment."""
    doors: Any = runtime_doors
    colour, _, library = kind.partition("-")
    if library == "stdlib":
        return None
    module: Any = getattr(doors, library)
    if colour == "async":
        client = module.AsyncClient(verify=doors.TLS, trust_env=False)
        return doors.AsyncHttpxTransport(client)
    return doors.HttpxTransport(module.Client(verify=doors.TLS, trust_env=False))


@fault("netrc", with_credentials=True, without=False)
def netrc_is_not_asked(probe: Probe, ours: bool) -> None:
    from vendored._runtime import Call, Text

    with TemporaryDirectory() as home:
        netrc = Path(home, ".netrc")
        netrc.write_text("machine 127.0.0.1 login other password theirs\n")
        netrc.chmod(0o600)
        probe.serve(PET)
        with _environment(HOME=home, NETRC=str(netrc)):
            probe.gives(widget() if ours else Call("GET", ("/",), returns=Text))
    sent = probe.server.seen[0].headers.get("authorization")
    assert sent == (f"Bearer {SECRET}" if ours else None)


@fault("redirect + X-Api-Key, Proxy-Authorization")
def credentials_of_tls_are_not_sent_without(probe: Probe) -> None:
    """To an operation's own server that has no TLS, when the client's has it."""
    probe.serve(PET)
    door = probe.open(url="https://127.0.0.1:1", retries=0)
    call = widget(base_url=probe.server.url)
    assert "TLS" in str(probe.raises(RequestError, lambda: door.send(call)))
    assert probe.server.connections == 0
