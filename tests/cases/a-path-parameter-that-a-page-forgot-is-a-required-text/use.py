from client import Client
from recorder import Recorder

transport = Recorder()
Client(transport=transport).pets.get(shop_id="a/b", pet_id=7)
assert transport.last.target == "/shops/a%2Fb/pets/7"
