from client import Client, Content, Form, JsonAs, Multipart
from client.models import AddPetRequest, Pet, PetOwner
from recorder import Recorder

pet = Pet(name="Rex", owner=PetOwner(city="Oslo"))
wire = Recorder()
pets = Client(transport=wire).pets


def sent() -> tuple[str, bytes]:
    return wire.last.headers.get("content-type", ""), wire.last.body


pets.add_pet(pet)
assert sent() == ("application/json", b'{"name":"Rex","owner":{"city":"Oslo"}}')
pets.add_pet(Form(pet))
assert sent() == (
    "application/x-www-form-urlencoded",
    b"name=Rex&owner%5Bcity%5D=Oslo",
)
pets.add_pet(Multipart(AddPetRequest(name="Rex", photo=b"\x89PNG")))
media_type, body = sent()
assert media_type.startswith("multipart/form-data; boundary=")
assert b"Content-Type: image/png" in body and b"\x89PNG" in body
pets.add_pet(JsonAs(pet, "application/merge-patch+json"))
assert sent()[0] == "application/merge-patch+json"
pets.add_pet(Content("<pet/>", "application/xml"))
assert sent() == ("application/xml", b"<pet/>")
pets.import_pets([Pet(name="Rex"), Pet(name="Tom")])
assert sent() == ("application/jsonl", b'{"name":"Rex"}\n{"name":"Tom"}\n')
pets.set_picture(Content(b"\x89PNG", "image/png"))
assert sent() == ("image/png", b"\x89PNG")
pets.set_picture()
assert sent() == ("", b"")
