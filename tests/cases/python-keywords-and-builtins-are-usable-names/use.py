from typing import assert_type

from client import Client
from client.models import Thing
from recorder import Recorder

transport = Recorder([{"list": ["a"], "class": "x", "to_dict": "y"}])
client = Client(base_url="https://api.example.com", transport=transport)
things = client.import_.list("c", from_="f", self_="s", list_=["1"], str_="t")
assert_type(things, list[Thing])
assert transport.last.target == "/things/c?from=f&self=s&list=1&str=t"
assert things == [Thing(list_=["a"], class_="x", to_dict_="y")]
assert things[0].to_dict() == {"list": ["a"], "class": "x", "to_dict": "y"}
