from typing import assert_type

from client import errors
from client.models import Box

wires = {
    "grid": [[1.5, 2], []],
    "names": {"a": "b"},
    "deep": {"k": [{"x": "y"}]},
    "point": [1, 2.5, "m"],
    "maybe": ["a", None],
    "object": {"any": [1]},
}
box = Box.from_dict(wires)
assert_type(box.grid, list[list[float]] | None)
assert_type(box.deep, dict[str, list[dict[str, str]]] | None)
assert_type(box.point, tuple[float, float, str] | None)
assert_type(box.maybe, list[str | None] | None)
assert box.point == (1, 2.5, "m")
assert box.to_dict() == wires
try:
    Box.from_dict({"deep": {"k": [{"x": 1}]}})
except errors.DecodeError as error:
    assert "$.deep.k[0].x" in str(error)
else:
    raise AssertionError("the values of names are texts")
