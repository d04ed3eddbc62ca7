from typing import Literal, assert_type

from client import errors
from client.models import Event, EventLevel, Kind

event = Event(kind="created", version=2, level=None)
assert_type(event.kind, Literal["created"])
assert_type(event.version, Literal[2])
assert_type(event.level, EventLevel | None)
assert_type(event.flag, Literal[True] | None)
assert event.to_dict() == {"kind": "created", "version": 2, "level": None}
assert Kind.ONLY.value == "only"
try:
    Event.from_dict({"kind": "deleted", "version": 2, "level": "high"})
except errors.DecodeError as error:
    assert "$.kind" in str(error)
else:
    raise AssertionError("a constant has one value")
