from typing import assert_type

from client._runtime import Unset
from client.models import Owner, Pet, PetState

pet = Pet.from_dict({"name": None, "state": None, "owner": None})
assert_type(pet.name, str | None)
assert_type(pet.state, PetState | None | Unset)
assert_type(pet.owner, Owner | None | Unset)
assert pet.to_dict() == {"name": None, "state": None, "owner": None}
