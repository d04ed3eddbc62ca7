from inspect import getdoc

from client import Client
from client.api.pets import list_pets
from client.models import ListPetsSize
from recorder import Recorder

transport = Recorder([])
pets = Client(transport=transport).pets
assert pets.list(born=2020, size=ListPetsSize.SMALL) == []
assert transport.last.target == "/pets?born=2020&size=small"
pets.list(born="spring")
assert transport.last.target == "/pets?born=spring"

doc = getdoc(list_pets) or ""
assert doc.startswith("List pets.\n\nThe newest pets come first.\n")
assert "Only those **on sale** are shown." in doc
assert "born: A year or a season." in doc
