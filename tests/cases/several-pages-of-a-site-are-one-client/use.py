from client import Client
from client.models import Pet, Toy
from recorder import Recorder

transport = Recorder({"name": "Rex", "toys": [{"color": "red"}]})
pets = Client(transport=transport).pets
rex = Pet(name="Rex", toys=[Toy(color="red")])
assert pets.get("rex") == rex and pets.draw() == rex
assert transport.last.target == "/pets:draw"
