from client import Client
from client.models import Pet
from recorder import Recorder

transport = Recorder({"nm": "Rex"})
client = Client(base_url="https://api.example.com", transport=transport)
assert client.pets.get("1", version=2) == Pet(name="Rex")
assert transport.last.target == "/pets/1?v=2"
client = Client(base_url="https://api.example.com", transport=Recorder())
client.pets.remove("1")
