from client import Client
from client.api.pets import (
    list_owners,
    list_pets,
    list_toys,
    list_visits,
    search_pets,
)
from client.models import Pet, SearchPetsRequest
from recorder import Recorder, Turns


def through(*answers: object) -> tuple[Client, Turns]:
    transport = Turns(*answers)
    return Client(base_url="https://api.example.com", transport=transport), transport


rex, mia = {"name": "Rex"}, {"name": "Mia"}
both = [Pet(name="Rex"), Pet(name="Mia")]

client, sent = through(
    {"pets": [rex], "next": {"start": "s"}, "more": True},
    {"pets": [mia], "next": {"start": "t"}, "more": False},
)
assert list(client.items(search_pets(SearchPetsRequest(name="x")))) == both
assert [each.json for each in sent.requests] == [
    {"name": "x"},
    {"name": "x", "start": "s"},
]

client, sent = through(*({"data": {"pets": pets}} for pets in ([rex], [mia], [])))
assert list(client.items(list_pets())) == both
assert sent.targets == ["/pets", "/pets?page=1", "/pets?page=2"]

client, sent = through({"owners": [{"who": rex}]}, {"owners": []})
assert [owner.who for owner in client.items(list_owners())] == both[:1]
assert sent.targets == ["/owners", "/owners?since=Rex"]

client, sent = through({"visits": ["a", "b"], "count": {"of.all": 2}})
assert list(client.items(list_visits())) == ["a", "b"]

client, sent = through(Recorder(["a"], headers={"Link": "<?2>;rel=next"}), ["b"])
assert list(client.items(list_toys())) == ["a", "b"]
