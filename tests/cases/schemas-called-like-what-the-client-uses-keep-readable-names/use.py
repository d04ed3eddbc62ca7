from client import Client
from client.models import Any_, Client_, File_, List, Model_, None_
from recorder import Recorder

answer = {"model": {"any": {"none": {"x": 1}}}}
transport = Recorder(answer)
client = Client(base_url="https://api.example.com", transport=transport)
found = client.client_.get()
assert found == Client_(model=Model_(any=Any_(none=None_(x=1))))
assert found.to_dict() == answer
client.send_.get()
assert transport.last.target == "/send"
assert List(y=1).to_dict() == {"y": 1}
# A class in lower case would be hidden by the parameter.
client = Client(base_url="https://api.example.com", transport=Recorder({"size": 7}))
assert client.files.get("a") == File_(size=7)
