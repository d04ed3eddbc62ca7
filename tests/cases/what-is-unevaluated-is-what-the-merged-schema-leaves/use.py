from client.models import Base, EitherBase, Labelled

labelled = Labelled.from_dict({"id": "a", "size": 1, "colour": "red"})
assert labelled.id == "a" and labelled.additional_properties == {"colour": "red"}
assert labelled.to_dict() == {"id": "a", "size": 1, "colour": "red"}
assert EitherBase.from_dict({"id": "a", "b": "c"}).additional_properties == {"b": "c"}
assert Base(id="a").to_dict() == {"id": "a"}
