from client import Client
from client.api.pets import add
from client.models import AddRequest
from recorder import Recorder

transport = Recorder()
Client(transport=transport).pets.add(AddRequest(kind="dog"))
assert transport.last.target == "/pets"
assert transport.last.json == {"kind": "dog"}
assert "x-trace" not in transport.last.headers
assert "dry_run: Default: true." in (add.__doc__ or "")
