from client.models import Base, Dog

dog = Dog(id="1", name="Rex", friend=Base(id="2"), rival=None)
assert dog.to_dict() == {"id": "1", "name": "Rex", "friend": {"id": "2"}}
assert Dog.from_dict(dog.to_dict()) == dog
