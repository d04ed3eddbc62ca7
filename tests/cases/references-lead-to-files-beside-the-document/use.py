from client import Client
from client.models import Owner, Pet
from recorder import Recorder

transport = Recorder({"name": "Rex", "owner": {"pet": {"name": "Tom"}}})
found = Client(transport=transport).pets.find()
assert found == Pet(name="Rex", owner=Owner(pet=Pet(name="Tom")))
