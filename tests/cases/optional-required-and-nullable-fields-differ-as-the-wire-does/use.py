from datetime import date
from typing import assert_type

from client import UNSET
from client.models import Pet

pet = Pet(name="Rex", owner=None)
assert pet.to_dict() == {"name": "Rex", "owner": None}
assert Pet(name="Rex", owner=None, nickname=None).to_dict()["nickname"] is None
assert pet.nickname is UNSET and not pet.nickname
assert_type(pet.age, int | None)
assert_type(pet.born_on, date | None)

read = Pet.from_dict({"name": "Rex", "owner": None, "age": None, "nickname": None})
if read.nickname is not UNSET:
    assert_type(read.nickname, str | None)
assert read.age is None and read.nickname is None
assert read.to_dict() == {"name": "Rex", "owner": None, "nickname": None}
