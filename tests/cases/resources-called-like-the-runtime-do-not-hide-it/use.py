from client import Client
from client.models import Pet
from recorder import Recorder

client = Client(transport=Recorder([{"name": "Rex"}]))
pets = [Pet(name="Rex")]
assert client.json.json() == pets
assert client.call.call() == pets
assert client.basic.basic() == pets
assert client.pet.method_() == pets
assert client.transport_.list() == pets
assert client.hooks_.list_hooks() == pets and client.hooks == ()
assert client.download_.download() == pets
assert client.cached_property_.annotations() == pets
