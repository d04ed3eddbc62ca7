from client import Client
from client.models import Node, Owner
from recorder import Recorder

tree: dict[str, object] = {
    "name": "a",
    "children": [{"name": "b", "children": []}],
    "byName": {"c": {"name": "c"}},
    "owner": {"home": {"name": "d"}},
}
client = Client(base_url="https://api.example.com", transport=Recorder(tree))
found = client.tree.read()
assert found == Node(
    name="a",
    children=[Node(name="b", children=[])],
    by_name={"c": Node(name="c")},
    owner=Owner(home=Node(name="d")),
)
assert found.to_dict() == tree
