from datetime import UTC, datetime
from typing import assert_type

from client import Client, errors
from client.api.pets import add_pet, list_pets
from client.models import LocationIdsHeaders, RateHeaders
from recorder import Recorder

RESET = "2026-01-02T03:04:05Z"
wire = Recorder(["Rex"], headers={"x-rate-limit": "7", "X-RATE-RESET": RESET})
found = Client(transport=wire).send_raw(list_pets()).headers.read(RateHeaders)
assert_type(found, RateHeaders)
assert found == RateHeaders(
    x_rate_limit=7, x_rate_reset=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
)
added = Recorder(status=201, headers={"Location": "/pets/1", "X-Ids": "1, 2"})
location = Client(transport=added).send_raw(add_pet()).headers.read(LocationIdsHeaders)
assert location == LocationIdsHeaders(location="/pets/1", x_ids=[1, 2])
many = Client(transport=Recorder([], headers={"X-Rate-Limit": "many"}))
try:
    many.send_raw(list_pets()).headers.read(RateHeaders)
except errors.DecodeError as error:
    assert "X-Rate-Limit" in str(error)
else:
    raise AssertionError("a text is no number of calls")
