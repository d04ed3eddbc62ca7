from client import Client, StatusError
from recorder import Recorder

transport = Recorder()
Client(transport=transport).pets.delete("rex")
assert transport.last.method == "DELETE" and transport.last.target == "/pets/rex"

try:
    Client(transport=Recorder({"any": "thing"}, status=404)).pets.delete("rex")
except StatusError as error:
    assert error.status == 404
else:
    raise AssertionError("404 is an error")
