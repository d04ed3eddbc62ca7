import warnings

from client import Client
from recorder import Recorder

client = Client(transport=Recorder())
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    client.pets.list()
    client.pets.create()
[found] = caught
assert found.category is DeprecationWarning
assert str(found.message) == "list_pets is deprecated"
assert found.filename == __file__
