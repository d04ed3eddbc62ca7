from client import Client
from recorder import Recorder

transport = Recorder()
client = Client(transport=transport)
client.pets.find(1, x_trace=2, limit=3, page="4", cookie_limit=True)
assert transport.last.target == "/pets/1?limit=3&page=4"
assert transport.last.headers["x-trace"] == "2"
assert transport.last.headers["cookie"] == "limit=true"
