from uuid import UUID

from client import Client
from recorder import Recorder

transport = Recorder()
id = UUID(int=1)
client = Client(transport=transport)
client.pets.find(x_request_id=id, x_ids=[1, 2], session="a=b; c")
headers = transport.last.headers
assert headers["x-request-id"] == str(id)
assert headers["x-ids"] == "1,2"
assert headers["cookie"] == "session=a=b%3B%20c"
assert "if-modified-since" not in headers
