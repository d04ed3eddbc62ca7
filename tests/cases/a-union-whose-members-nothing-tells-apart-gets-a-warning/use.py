from client._runtime.codec import decode
from client.models import (
    Colours,
    Labels,
    ListedApart,
    ListsApart,
    NestedApart,
    Pack,
)

# What has no warning is decoded as what it is, whatever the order.
found: ListedApart = decode(ListedApart, {"kind": "d"})
assert isinstance(found, Colours)
found = decode(ListedApart, {"kind": "b"})
assert isinstance(found, Labels)
nested: NestedApart = decode(NestedApart, {"of": {"v": 2}})
assert isinstance(nested, Pack)
several: ListsApart = decode(ListsApart, [{"of": {"v": 2}}])
assert isinstance(several[0], Pack)
