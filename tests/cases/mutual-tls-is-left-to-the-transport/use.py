from inspect import getdoc

from client import Client
from client.client import _Configured
from recorder import Recorder

transport = Recorder()
Client(api_key="k", transport=transport).ping.ping()
assert transport.last.headers["x-key"] == "k"
assert "transport: For mutual TLS (`certificate`)" in (getdoc(_Configured) or "")
