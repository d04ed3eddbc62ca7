from client._runtime.codec import decode
from client.models import Cat, Dog, Fish, Pet

assert decode(Pet, {"name": "a"}) == Cat(name="a")
assert decode(Pet, {"name": "a", "tricks": 2}) == Dog(name="a", tricks=2)
assert decode(Pet, {"water": "sea"}) == Fish(water="sea")
