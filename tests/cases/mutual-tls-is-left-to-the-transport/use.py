from client import Client
from recorder import Recorder

transport = Recorder()
Client(api_key="k", transport=transport).ping.ping()
assert transport.last.headers["x-key"] == "k"
