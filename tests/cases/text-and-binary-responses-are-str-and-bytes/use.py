from typing import assert_type

from client import Client, errors
from recorder import Recorder

log = Client(transport=Recorder("grün".encode(), kind="text/plain")).log.log()
assert_type(log, str)
assert log == "grün"
photo = Client(transport=Recorder(b"\x89PNG", kind="image/png")).photo.photo()
assert_type(photo, bytes)
assert photo == b"\x89PNG"
kind = "application/octet-stream"
assert Client(transport=Recorder(b"\x00", kind=kind)).file.file() == b"\x00"
numbers = Client(transport=Recorder(b"[1]", kind="application/vnd.shop+json"))
assert numbers.vendor.vendor() == [1]
try:
    Client(transport=Recorder(b"<h1>", kind="text/html")).vendor.vendor()
except errors.DecodeError:
    pass
else:
    raise AssertionError("HTML is not JSON")
