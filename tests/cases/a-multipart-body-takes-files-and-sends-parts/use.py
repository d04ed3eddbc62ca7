from client import Client
from client._runtime import File
from client.models import (
    CreateCustomerRequest,
    CreateFileRequest,
    CreateFileRequestPurpose,
    Profile,
)
from recorder import Recorder

transport = Recorder()
client = Client(transport=transport)
client.files.create(
    CreateFileRequest(
        file=File(b"a,b", filename="a.csv"),
        purpose=CreateFileRequestPurpose.TRAIN,
        tags=["x", "y"],
        profile=Profile(city="Bern"),
    )
)
sent = transport.last
kind, _, boundary = sent.headers["content-type"].partition("; boundary=")
assert kind == "multipart/form-data"
body = sent.body
assert b'filename="a.csv"' in body and b"text/csv" in body
assert body.count(b'name="tags"') == 2
assert b'{"city":"Bern"}' in body
client.customers.create(CreateCustomerRequest(name="A", address=Profile(city="Bern")))
assert transport.last.body == b"name=A&address%5Bcity%5D=Bern"
client.customers.create()
