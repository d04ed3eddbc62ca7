from client import Client
from client.models import FindRequest
from recorder import Recorder

transport = Recorder()
client = Client(transport=transport)
body = FindRequest(sizes=[1, 2])
client.pets.find([3, 4], body, words=["a b", "c"], many=["d", "e"], x_tags=["f", "g"])
assert transport.last.target == "/pets/3%7C4?words=a%20b%09c&many=d&many=e"
assert transport.last.headers["x-tags"] == "f g"
assert transport.last.body == b"sizes=1,2"
