import os

from client import Client, errors
from recorder import Recorder

transport = Recorder()
Client(token="given", transport=transport).ping.ping()
assert transport.last.url == "https://eu.example.com/ping"
os.environ |= {"SHOP_TOKEN": "t", "SHOP_REGION": "us"}
client = Client(transport=transport)
os.environ["SHOP_TOKEN"] = "later"
client.ping.ping()
assert transport.last.url == "https://us.example.com/ping"
assert transport.last.headers["authorization"] == "Bearer t"
Client(token="given", region="eu", transport=transport).ping.ping()
assert transport.last.url == "https://eu.example.com/ping"
assert transport.last.headers["authorization"] == "Bearer given"
os.environ |= {"SHOP_TOKEN": "", "SHOP_URL": "https://other.example.com"}
try:
    Client(transport=transport).ping.ping()
except errors.RequestError as error:
    assert "give `token` or `client_id` with `client_secret`" in str(error)
else:
    raise AssertionError("an empty variable is none")
Client(token="given", transport=transport).ping.ping()
assert transport.last.url == "https://other.example.com/ping"
for name in ("SHOP_TOKEN", "SHOP_REGION", "SHOP_URL"):
    del os.environ[name]
