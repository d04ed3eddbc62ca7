from datetime import UTC, datetime
from typing import assert_type

from client import errors
from client.models import CreateStreamOnDataRequest, Pet, PetGoneRequestWithReason
from client.webhooks import decode_new_pet, decode_on_data, decode_pet_gone

pet = decode_new_pet(b'{"name": "Rex", "id": 1}')
assert_type(pet, Pet)
assert pet == Pet(name="Rex", id=1)
gone = decode_pet_gone('{"reason": "sold"}')
assert_type(gone, Pet | PetGoneRequestWithReason)
assert gone == PetGoneRequestWithReason(reason="sold")
data = decode_on_data('{"at": "2026-01-02T03:04:05Z"}')
assert data == CreateStreamOnDataRequest(at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
try:
    decode_new_pet("{}")
except errors.DecodeError as error:
    assert "$.name" in str(error)
else:
    raise AssertionError("a pet has a name")
