from client import Client, errors
from recorder import Recorder

transport = Recorder()
Client(user_token="u", app_key="a", transport=transport).ping.ping()
assert transport.last.headers["authorization"] == "Bearer u"
assert transport.last.headers["x-app"] == "a"
Client(admin_token="z", transport=transport).ping.ping()
assert transport.last.headers["authorization"] == "Bearer z"
Client(session="s", transport=transport).ping.ping()
assert transport.last.headers["cookie"] == "sid=s"
try:
    Client(app_key="a", transport=transport).ping.ping()
except errors.RequestError as error:
    assert "give `user_token`, or `admin_token`, or `session` to" in str(error)
else:
    raise AssertionError("credentials are missing")
