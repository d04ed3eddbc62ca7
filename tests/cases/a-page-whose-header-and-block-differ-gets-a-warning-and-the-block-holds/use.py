from client import Client
from recorder import Recorder

transport = Recorder()
Client(transport=transport).pets.list()
assert (transport.last.method, transport.last.target) == ("GET", "/pets")
