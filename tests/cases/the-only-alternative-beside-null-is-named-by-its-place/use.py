from client.models import Pet, PetOwner, PetSize

pet = Pet(owner=PetOwner(name="Ann"), size=PetSize.SMALL, home=None)
assert pet.to_dict() == {"owner": {"name": "Ann"}, "size": "small", "home": None}
assert Pet.from_dict(pet.to_dict()) == pet
