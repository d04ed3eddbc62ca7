from client import Client
from client.models import TokenRequest
from recorder import Recorder

transport = Recorder()
client = Client(transport=transport)
client.token.token(TokenRequest(grant_type="a b&c", scope=["x", "y"], remember=True))
assert transport.last.body == b"grant_type=a+b%26c&scope=x&scope=y&remember=true"
kind = transport.last.headers["content-type"]
assert kind == "application/x-www-form-urlencoded"
client.upload.upload(b"\x00\xff")
assert transport.last.body == b"\x00\xff"
assert transport.last.headers["content-type"] == "application/octet-stream"
client.note.note("grün")
assert transport.last.body == "grün".encode()
