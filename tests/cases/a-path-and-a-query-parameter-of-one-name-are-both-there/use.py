from client import Client
from recorder import Recorder

transport = Recorder()
client = Client(base_url="https://api.example.com", transport=transport)
client.pets.get("p", query_id=1, header_id="h", cookie_id="c")
assert transport.last.target == "/pets/p?id=1"
assert transport.last.headers["id"] == "h"
assert transport.last.headers["cookie"] == "id=c"
