from client import Client
from recorder import Recorder

transport = Recorder()
client = Client(transport=transport)
client.pets.find(where={"a": 1}, like={"b": 2, "c": 3}, x_options=["ü"])
target = "/pets?where=%7B%22a%22%3A1%7D&like=b%3D2%26c%3D3"
assert transport.last.target == target
assert transport.last.headers["x-options"] == '["\\u00fc"]'
client.pets.find(note="a b", tree="<a/>", limit="")
assert transport.last.target == "/pets?note=a%20b&tree=%3Ca%2F%3E&limit="
