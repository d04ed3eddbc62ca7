from client.models import All

wires = {
    "at": "2024-01-31T12:30:00.250Z",
    "day": "2024-01-31",
    "time": "12:30:00",
    "took": "PT1H30M",
    "id": "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    "data": "aGVsbG8=",
    "photo": "aGVsbG8=",
    "price": "12.50",
    "big": 9007199254740993,
    "ratio": 0.1,
    "mail": "a@example.com",
}
found = All.from_dict(wires)
assert found.data == b"hello" and found.photo == b"hello"
assert found.took is not None and found.took.total_seconds() == 5400
assert str(found.price) == "12.50"
again = All.from_dict(found.to_dict())
assert again == found
assert found.to_dict() == wires | {"at": found.to_dict()["at"]}
