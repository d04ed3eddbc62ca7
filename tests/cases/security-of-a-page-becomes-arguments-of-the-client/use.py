from client import Client
from recorder import Recorder

transport = Recorder()
Client(token="t", transport=transport).pings.list()
assert transport.last.headers["authorization"] == "Bearer t"
assert "x-key" not in transport.last.headers

Client(key="k", sign="s", token="t", transport=transport).pings.list()
assert transport.last.headers["x-key"] == "k"
assert transport.last.headers["x-sign"] == "s"
assert "authorization" not in transport.last.headers
