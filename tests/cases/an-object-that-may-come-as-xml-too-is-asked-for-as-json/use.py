from typing import assert_type

from client import Client
from client.models import Pet
from recorder import Recorder

wire = Recorder({"name": "Rex"})
found = Client(transport=wire).pets.get_pet("1")
assert_type(found, Pet)
assert wire.last.headers["accept"] == "application/json"
