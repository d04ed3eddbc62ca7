import json
from pathlib import Path

from client import Client
from client.models import ImportOsExit9, ImportOsExit9XA
from recorder import Recorder

spec = json.loads((Path(__file__).parent / "spec.json").read_text())
[bad] = spec["components"]["schemas"]
answer = {bad: "x", "k": bad, "\u202e": "y", "n": "z"}
transport = Recorder(answer)
client = Client(base_url="https://api.example.com", api_key="k", transport=transport)
found = client.import_os_exit_9.import_os_exit_9(
    "2", "1", query_import_os_exit_9="3", x_a=ImportOsExit9XA(bad.replace("\n", ""))
)
assert found == ImportOsExit9(import_os_exit_9="x", k=bad, field_="y", n="z")
assert found.to_dict() == answer
assert [each.value for each in ImportOsExit9XA] == [
    bad,
    "\u202e\u2066evil\u2069",
    "\x00\x85\u2028",
]
assert transport.last.target.startswith("/pets/'%22%22%22%5C2/1%0A?%22%22%22%0A")
