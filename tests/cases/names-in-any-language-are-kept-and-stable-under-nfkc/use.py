from client import Client
from client.models import Farbe, Größe
from recorder import Recorder

answer = {"länge": 1, "名前": "a", "\ufb01eld": "b", "field": 2, "\u00aab": "c"}
transport = Recorder(answer)
client = Client(base_url="https://api.example.com", transport=transport)
größe = client.größen.größe_lesen("ü")
assert transport.last.target == "/gr%C3%B6%C3%9Fen/%C3%BC"
assert größe.länge == 1 and größe.名前 == "a"
assert größe.to_dict() == answer
assert größe == Größe.from_json(größe.to_json())
assert Farbe("grün") is Farbe.GRÜN
assert [each.value for each in Farbe][-2:] == ["\ufb01", "fi"]
