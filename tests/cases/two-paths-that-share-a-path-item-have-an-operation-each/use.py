from client import Client
from recorder import Recorder

transport = Recorder()
animals = Client(transport=transport).animals
animals.list()
assert transport.last.target == "/cats"
animals.list_dogs()
assert transport.last.target == "/dogs"
