from client import Client, errors
from recorder import Recorder

transport = Recorder()
Client(script="t", transport=transport).ping.ping()
assert transport.last.headers["authorization"] == "Bearer t"
client = Client(open_client_id="a", open_client_secret="b", transport=transport)
try:
    client.ping.ping()
except errors.RequestError as error:
    assert "without TLS" in str(error)
else:
    raise AssertionError("a secret went through the open")
assert len(transport.requests) == 1
