from typing import assert_type

from client import Client
from client.api.lists import continued, last_id, nested, page_is_a_cursor
from recorder import Turns


def through(*answers: object) -> tuple[Client, Turns]:
    transport = Turns(*answers)
    return Client(base_url="https://api.example.com", transport=transport), transport


client, sent = through(
    {"channels": ["a"], "response_metadata": {"next_cursor": "x="}}, {"channels": ["b"]}
)
assert_type(list(client.items(nested())), list[str])
assert sent.targets == ["/nested", "/nested?cursor=x%3D"]

client, sent = through(
    {"data": [1], "last_id": "i1", "has_more": True},
    {"data": [2], "last_id": "i2", "has_more": False},
)
assert list(client.items(last_id())) == [1, 2]
assert sent.targets == ["/last-id", "/last-id?after=i1"]

client, sent = through({"metadata": {"continue": "c"}}, {"items": [0.5]})
assert list(client.items(continued())) == [0.5]
assert sent.targets == ["/continue", "/continue?continue=c"]

client, sent = through({"data": [1], "next_page": "p"}, {"data": ["2"]})
assert list(client.items(page_is_a_cursor())) == [1, "2"]
assert sent.targets == ["/page", "/page?page=p"]
