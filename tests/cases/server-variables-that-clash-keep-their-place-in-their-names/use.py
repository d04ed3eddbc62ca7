from client import Client
from recorder import Recorder

transport = Recorder()
Client(
    username="u",
    password="p",
    server_username="acme",
    server_class="second",
    server_timeout="long",
    transport=transport,
).ping.ping()
assert transport.last.url == "https://acme.example.com/second/long/ping"
assert transport.last.headers["authorization"] == "Basic dTpw"
