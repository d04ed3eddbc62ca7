from client import Client, StatusError
from client.models import Missing, Problem
from recorder import Recorder


def error(answer: object, status: int, kind: str = "") -> StatusError:
    try:
        Client(transport=Recorder(answer, status, kind)).pets.find()
    except StatusError as found:
        return found
    raise AssertionError("this status is an error")


assert error({"name": "Rex"}, 404).body == Missing(name="Rex")
assert error(b"no", 418, "text/plain").body == "no"
assert error({"title": "Down"}, 503).body == Problem(title="Down")
assert error(b"<h1>", 502, "text/html").status == 502
