from client import Client
from recorder import Recorder

transport = Recorder()
Client(transport=transport).pets.find(authorization="Token t")
assert transport.last.headers["authorization"] == "Token t"
