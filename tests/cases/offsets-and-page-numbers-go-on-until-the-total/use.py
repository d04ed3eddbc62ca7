from client import Client
from client.api.users import by_number, by_offset
from client.models import User
from recorder import Turns

one, two = [{"name": "a"}, {"name": "b"}], [{"name": "c"}]


def names(*answers: object, numbered: bool) -> tuple[str, list[str]]:
    transport = Turns(*answers)
    client = Client(base_url="https://api.example.com", transport=transport)
    call = by_number() if numbered else by_offset()
    found: list[User] = list(client.items(call))
    return "".join(user.name for user in found), transport.targets


assert names(
    {"users": one, "meta": {"total": 3}},
    {"users": two, "meta": {"total": 3}},
    numbered=False,
) == ("abc", ["/users", "/users?offset=2"])
assert names(
    {"users": one, "total_count": 3}, {"users": two, "total_count": 3}, numbered=True
) == ("abc", ["/numbered/users", "/numbered/users?page=1"])
assert names(
    {"users": one, "total_pages": 2}, {"users": two, "total_pages": 2}, numbered=True
) == ("abc", ["/numbered/users", "/numbered/users?page=1"])
assert names({"users": one}, {"users": []}, numbered=False)[0] == "ab"
