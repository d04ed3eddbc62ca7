from typing import assert_type

from client import Client
from client.api.charges import list_charges
from client.models import Bank, Card
from recorder import Turns

transport = Turns(
    {"data": [{"id": "1", "card": "x"}, {"id": "2", "iban": "y"}], "has_more": True},
    {"data": [{"id": "3", "card": "z"}], "has_more": False},
)
client = Client(base_url="https://api.example.com", transport=transport)
found = list(client.items(list_charges(limit=2)))
assert_type(found, list[Card | Bank])
assert [each.id for each in found] == ["1", "2", "3"]
assert transport.targets == ["/charges?limit=2", "/charges?limit=2&starting_after=2"]
