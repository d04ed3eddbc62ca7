from client.models import Cat, Dog, Home, Pet

data = {
    "pets": [
        {"kind": "cat", "lives": 9},
        {"kind": "Dog", "tricks": ["sit"]},
        {"kind": "eel", "name": "Al"},
    ]
}
home = Home.from_dict(data)
assert home.pets == [
    Cat(kind="cat", lives=9),
    Dog(kind="Dog", tricks=["sit"]),
    Pet(kind="eel", name="Al"),
]
assert home.to_dict() == data
