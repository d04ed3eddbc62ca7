from client import Client
from recorder import Recorder

transport = Recorder()
client = Client(region="us", transport=transport)
client.ping.ping()
assert transport.last.url == "https://us.example.com/ping"
client.files.files()
assert transport.last.url == "https://files.us.example.com/files"
client.files.more()
assert transport.last.url == "https://all.example.org/files"
moved = Client(base_url="https://test.example.com", region="us", transport=transport)
moved.files.same()
assert transport.last.url == "https://test.example.com/files"
moved.files.nowhere()
assert transport.last.url == "https://test.example.com/files"
moved.files.files()
assert transport.last.url == "https://files.us.example.com/files"
