from inspect import signature

from client.api.pets import add_pet, list_pets

assert not signature(list_pets).parameters
assert [*signature(add_pet).parameters] == ["body"]
