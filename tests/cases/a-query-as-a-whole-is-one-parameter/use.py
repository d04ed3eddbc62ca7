from client import Client
from client.models import FindFilter
from recorder import Recorder

transport = Recorder()
client = Client(transport=transport)
client.pets.find(filter=FindFilter(name="a b", tags=["x", "y"]))
assert transport.last.target == "/by-form?name=a+b&tags=x%7Cy"
client.pets.find()
assert transport.last.target == "/by-form"
client.pets.select(query=[1, 2])
assert transport.last.target == "/by-json?%5B1%2C2%5D"
client.pets.pick(path="$.a[1:1]")
assert transport.last.target == "/by-text?%24.a%5B1%3A1%5D"
