from typing import assert_type

from client import Client
from client.models import Pet
from recorder import Recorder

transport = Recorder([{"name": "Rex"}])
pets = Client(transport=transport).pets.put(Pet(name="Tom"))
assert_type(pets, list[Pet])
assert pets == [Pet(name="Rex")]
assert transport.last.json == {"name": "Tom"}
assert transport.last.headers["content-type"] == "application/json"
assert_type(Client(transport=Recorder(b"\x00")).photo.photo(), bytes)
