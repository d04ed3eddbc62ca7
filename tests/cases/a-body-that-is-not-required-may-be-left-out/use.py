from client import Client
from client.models import FeedRequest
from recorder import Recorder

transport = Recorder()
pets = Client(transport=transport).pets
pets.feed(1, portion=2)
assert transport.last.body == b"" and "content-type" not in transport.last.headers
assert transport.last.target == "/pets/1?portion=2"
pets.feed(1, FeedRequest(), portion=2, fast=False)
assert transport.last.body == b"{}"
assert transport.last.target == "/pets/1?portion=2&fast=false"
