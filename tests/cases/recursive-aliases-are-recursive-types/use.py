from typing import get_type_hints

from client import Client
from client.models import (
    Arguments,
    Expression,
    JsonMap,
    JsonValue,
    Nest,
    Rule,
    RuleTable,
)
from recorder import Recorder

DATA: dict[str, object] = {
    "name": "r",
    "test": ["and", ["a", None, {"name": "inner", "nest": [[], [[]]]}, ["not", ["b"]]]],
    "data": {"a": [1.5, True, None, {"b": [[["deep"]]]}]},
    "nest": [[], [[[]]]],
    "parts": {"x": ["y", {"z": ["w"]}]},
    "path": ["a", ["b", ["c"]]],
}

# Annotations of the checked types are assigned what is read, and back.
rule = Rule.from_dict(DATA)
test: Expression | None = rule.test
assert isinstance(test, tuple)
arguments: Arguments = test[1]
inner = arguments[2]
assert isinstance(inner, Rule)
nest: Nest | None = inner.nest
assert nest == [[], [[]]]
assert arguments[3] == ("not", ["b"])
parts: JsonMap | None = rule.parts
assert parts == DATA["parts"]
assert rule.to_dict() == DATA
assert "path" in get_type_hints(Rule)

# As the body of a response, where no dataclass is around it.
answer = [1.5, {"a": [None, "b", [[True]]]}]
client = Client(base_url="http://a", transport=Recorder(answer))
value: JsonValue = client.values.read_value()
assert value == answer
client = Client(
    base_url="http://a",
    transport=Recorder({"t": ["a", ["or", [{"name": "n"}, ["x", []]]]]}),
)
table: RuleTable = client.rules.read_rules()
assert table == {"t": ["a", ("or", [Rule(name="n"), ("x", [])])]}

transport = Recorder({"name": "m"})
client = Client(base_url="http://a", transport=transport)
client.rules.write_rule(Rule(name="n", data={"a": [{"b": None}]}, nest=[[[]]]))
assert transport.last.json == {
    "name": "n",
    "data": {"a": [{"b": None}]},
    "nest": [[[]]],
}
