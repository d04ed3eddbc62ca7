from client import errors
from client.models import Closed, Free, Label, Labels

wires = {"app": "shop", "de": {"text": "Laden"}}
labels = Labels.from_dict(wires)
assert labels == Labels(app="shop", additional_properties={"de": Label(text="Laden")})
assert labels.to_dict() == wires
try:
    Labels.from_dict({"app": "shop", "de": {"text": 1}})
except errors.DecodeError as error:
    assert "$.de.text" in str(error)
else:
    raise AssertionError("further properties are labels")

assert Free.from_dict({"a": "x", "b": 1}).to_dict() == {"a": "x", "b": 1}
assert Closed.from_dict({"b": 1}).extra == {"b": 1}
