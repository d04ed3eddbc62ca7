"""What a credential asks for and takes, without any network."""

from __future__ import annotations

import json
from typing import Any

import pytest
from runtime_calls import get
from runtime_copy import ROOT
from vendored._runtime import (
    ApiKey,
    Basic,
    Bearer,
    ClientCredentials,
    Headers,
    RequestError,
    Response,
    SyncClient,
)
from vendored._runtime.auth import Missing, chosen
from vendored._runtime.environment import from_environment
from vendored._runtime.oauth2 import OAuth2, endpoint
from vendored._runtime.prepare import Draft
from vendored._runtime.url import base, filled

assert ROOT  # makes `vendored` importable


def draft(url: str = "https://api.example.com/v1") -> Draft:
    return SyncClient(url, {})._settings.draft(get("/x"))


def answer(**members: Any) -> Response:
    content = json.dumps({"access_token": "t", **members}).encode()
    return Response(200, "", Headers(), content)


@pytest.mark.parametrize(
    ("expires_in", "seconds"),
    [
        *((3600, 3540.0), ("3600", 3540.0), (30, 27.0), (1, 0.9), (600.5, 540.0)),
        *((0, None), (None, None), ("soon", None), (-5, None), (True, None)),
    ],
)
def test_a_token_is_used_until_shortly_before_its_end(
    expires_in: Any, seconds: float | None
) -> None:
    own = OAuth2("/t", ClientCredentials("id", "secret"))
    assert own.renewal(draft(), 100.0) is not None
    own.renewed(answer(expires_in=expires_in), 100.0)
    assert own.renewal(draft(), 100.0) is None
    assert own.place() == ("header", "Authorization", "Bearer t")
    if seconds is None:
        assert own.is_fresh(1e12)
    else:
        assert own.is_fresh(100 + seconds - 0.01)
        assert not own.is_fresh(100 + seconds + 0.01)
        assert own.renewal(draft(), 100 + seconds + 0.01) is not None


def test_only_the_token_that_was_refused_is_given_up() -> None:
    own = OAuth2("/t", ClientCredentials("id", "secret"))
    own.renewed(answer(access_token="old"), 0.0)
    old = own.place()
    own.renewed(answer(access_token="new"), 0.0)
    own.refused(old)
    assert own.is_fresh(0.0)
    own.refused(own.place())
    assert not own.is_fresh(0.0)


@pytest.mark.parametrize(
    ("address", "server", "whole"),
    [
        ("https://a.example/t?x=1", "http://b.example", "https://a.example/t?x=1"),
        ("/t", "https://a.example/v1", "https://a.example/t"),
        ("t", "https://a.example/v1/x", "https://a.example/v1/t"),
        ("//b.example/t", "https://a.example", "https://b.example/t"),
        ("/t", "http://a.example", "http://a.example/t"),
        ("http://a.example:81/t", "http://A.example", "http://a.example:81/t"),
        ("http://127.0.0.1:1/t", "https://a.example", "http://127.0.0.1:1/t"),
        ("http://[::1]/t", "https://a.example", "http://[::1]/t"),
        ("http://localhost/t", "https://a.example", "http://localhost/t"),
    ],
)
def test_token_urls(address: str, server: str, whole: str) -> None:
    assert endpoint(address, base(server)) == whole


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("http://a.example/t", "https://a.example"),
        ("http://b.example/t", "http://a.example"),
        ("//b.example/t", "http://a.example"),
        ("http://127.0.0.1.example/t", "https://a.example"),
        ("http://localhost.example/t", "https://a.example"),
        *((url, "https://a.example") for url in ("ftp://a.example/t", "http:///t")),
        *(
            (url, "https://a.example")
            for url in ("https://u:p@a.example", "https://a@b")
        ),
        *(
            (url, "https://a.example")
            for url in ("/t#f", "/t t", "/t\n", "/é", "\\\\b/t")
        ),
        *((url, "https://a.example") for url in ("https://a:b/t", "https://[a/t")),
        ("https://{host}/t", "https://a.example"),
    ],
)
def test_no_secret_goes_there(address: str, server: str) -> None:
    own = OAuth2(address, ClientCredentials("id", "s3cr3t"))
    with pytest.raises(RequestError) as caught:
        own.renewal(draft(server), 0.0)
    assert "s3cr3t" not in str(caught.value)


def test_scopes() -> None:
    def body(scopes: Any) -> Any:
        own = OAuth2("/t", ClientCredentials("id", "secret", scopes=scopes))
        request = own.renewal(draft(), 0.0)
        return request and request.body

    assert body(("a", "b:c")) == b"grant_type=client_credentials&scope=a+b%3Ac"
    assert body("a b") == b"grant_type=client_credentials&scope=a+b"
    assert body(()) == b"grant_type=client_credentials"
    with pytest.raises(RequestError, match="scope"):
        body(('a"',))


def test_what_is_missing_is_named_as_the_constructor_names_it() -> None:
    given = {
        "bearer": Bearer.of(token=None),
        "basic": Basic.of(user=None, word=None),
        "half": Basic.of(user="u", word=None),
        "key": ApiKey.of("query", "k", my_key=None),
        "machine": OAuth2.of("/t", token=None, client_id=None, client_secret=None),
        "there": Bearer.of(token="t"),
    }
    wanted = {
        name: one.arguments for name, one in given.items() if isinstance(one, Missing)
    }
    assert wanted == {
        "bearer": "`token`",
        "basic": "`user` with `word`",
        "half": "`word`",
        "key": "`my_key`",
        "machine": "`token` or `client_id` with `client_secret`",
    }
    with pytest.raises(RequestError, match="give `token` with `my_key`, or `word` to"):
        chosen([("bearer", "key", "there"), "half"], given)
    assert chosen(["bearer", "there"], given) == [given["there"]]
    assert chosen(["bearer", ()], given) == []
    assert chosen([(), "there"], given) == [given["there"]]


def test_a_token_comes_before_what_would_fetch_one() -> None:
    pair = {"client_id": "i", "client_secret": "s"}
    own = OAuth2.of("/t", token="t", **pair)
    assert isinstance(own, Bearer) and own.token == "t"
    assert isinstance(OAuth2.of("/t", token=None, **pair), OAuth2)


def test_variables_of_a_server() -> None:
    url = "https://{region}.example.com/{region}/{other}"
    assert filled(url, {"region": ("eu", "eu", "us"), "other": "x"}) == (
        "https://eu.example.com/eu/x"
    )
    assert filled("https://example.com", {"region": ("no", "eu")}) == (
        "https://example.com"
    )
    with pytest.raises(ValueError, match="region is 'ap', but must be one of 'eu'"):
        filled(url, {"region": ("ap", "eu")})
    with pytest.raises(ValueError, match="URL must not have"):
        SyncClient(url, {"region": Bearer("t")})


def test_the_environment_stands_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOP_TOKEN", "t")
    monkeypatch.setenv("SHOP_EMPTY", "")
    monkeypatch.delenv("SHOP_NONE", raising=False)
    assert from_environment("given", "SHOP_TOKEN") == "given"
    assert from_environment("", "SHOP_TOKEN") == ""
    assert from_environment(None, "SHOP_TOKEN") == "t"
    assert from_environment(None, "SHOP_EMPTY") is None
    assert from_environment(None, "SHOP_NONE") is None
