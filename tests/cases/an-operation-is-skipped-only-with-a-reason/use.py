from client.api import pets

assert pets.list_pets().method == "GET"
assert not hasattr(pets, "delete_all")
