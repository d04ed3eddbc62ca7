from typing import Any

from client import Client
from recorder import Recorder

transport = Recorder()
Client(transport=transport).ping.ping()
assert transport.last.url == "https://demo.example.com:8443/api/v2/ping"
Client(tenant="acme", port="443", protocol="http", transport=transport).ping.ping()
assert transport.last.url == "http://acme.example.com:443/api/v2/ping"
Client(
    base_url="https://{tenant}.example.org", tenant="me", transport=transport
).ping.ping()
assert transport.last.url == "https://me.example.org/ping"

hostile = (
    "a/b",
    "a?b",
    "a#b",
    "a@b",
    "a\\b",
    "a b",
    "a\n",
    "a%2f",
    "",
    "é",
    "{port}",
    "a:1",
)
for tenant in hostile:
    try:
        Client(tenant=tenant)
    except ValueError as error:
        assert "Port" in str(error) or "tenant has characters" in str(error), tenant
    else:
        raise AssertionError(tenant)
other: Any = "80"
try:
    Client(port=other)
except ValueError as error:
    assert str(error) == "port is '80', but must be one of '8443', '443'"
else:
    raise AssertionError("a port that is not there")
