from client import Client
from recorder import Recorder

transport = Recorder()
Client(transport=transport).ping.ping()
assert transport.last.url == "https://eu.example.com:8443/v1/ping"
client = Client(base_url="https://us.example.com/v2/", transport=transport)
client.ping.ping()
assert transport.last.url == "https://us.example.com/v2/ping"
client.files.files()
assert transport.last.url == "https://files.example.com/files"
