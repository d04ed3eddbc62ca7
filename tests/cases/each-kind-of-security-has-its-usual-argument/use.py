from base64 import b64encode

from client import Client, errors
from recorder import Recorder

transport = Recorder()
client = Client(token="t", username="u", password="p", api_key="k", transport=transport)
basic = "Basic " + b64encode(b"u:p").decode()
client.plain.plain()
assert transport.last.headers["authorization"] == "Bearer t"
client.basic.basic()
assert transport.last.headers["authorization"] == basic
client.key.key()
assert transport.last.target == "/key?api-key=k"
assert "authorization" not in transport.last.headers
client.both.both()
assert transport.last.target == "/both?api-key=k"
assert transport.last.headers["authorization"] == "Bearer t"
client.open.open()
assert transport.last.target == "/open"
assert "authorization" not in transport.last.headers

keyed = Client(api_key=lambda: "fresh", transport=transport)
keyed.either.either()
assert transport.last.target == "/either?api-key=fresh"
keyed.maybe.maybe()
assert "authorization" not in transport.last.headers
try:
    keyed.plain.plain()
except errors.RequestError as error:
    assert "give `token` to the client's constructor" in str(error)
else:
    raise AssertionError("the token is missing")
assert "t" not in repr(Client(token="t", transport=transport)).split()
