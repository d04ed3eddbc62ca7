from client import Client, models
from client.models import BoxInput, Plain, Thing, ThingInput
from recorder import Recorder

thing = ThingInput(name="cup", secret="s")
box = BoxInput(list_=[thing], map={"a": thing}, either=Plain(x=1), plain=Plain(x=2))
read = {"id": "1", "name": "cup"}
transport = Recorder({"list": [read], "map": {"a": read}, "either": read})
client = Client(base_url="https://api.example.com", transport=transport)
found = client.boxes.put(box)
sent = {"name": "cup", "secret": "s"}
assert transport.last.json == {
    "list": [sent],
    "map": {"a": sent},
    "either": {"x": 1},
    "plain": {"x": 2},
}
assert found.either == Thing(id="1", name="cup")
assert not hasattr(models, "PlainInput") and not hasattr(models, "ReadAloneInput")
