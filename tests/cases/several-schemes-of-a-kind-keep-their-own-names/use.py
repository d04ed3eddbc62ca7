from client import Client
from recorder import Recorder

transport = Recorder()
Client(user_token="u", app_key="a", transport=transport).ping.ping()
assert transport.last.headers["authorization"] == "Bearer u"
assert transport.last.headers["x-app"] == "a"
Client(admin_token="z", transport=transport).ping.ping()
assert transport.last.headers["authorization"] == "Bearer z"
Client(session="s", transport=transport).ping.ping()
assert transport.last.headers["cookie"] == "sid=s"
