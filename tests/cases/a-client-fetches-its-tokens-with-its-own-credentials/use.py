import json
from typing import Any

from client import Client, ClientCredentials, errors
from recorder import Recorder


class Api(Recorder):
    """Gives a token to whoever asks for one."""

    def send(self, request: Any) -> Any:
        answer = super().send(request)
        if request.url.endswith("/token"):
            answer.status = 200
            answer.body = b'{"access_token": "t1", "token_type": "Bearer"}'
        return answer


transport = Api()
with Client(client_id="a b", client_secret="s:", transport=transport) as client:
    client.ping.ping()
    client.ping.ping()
token, first, second = transport.requests
assert (token.method, token.url) == ("POST", "https://api.example.com/oauth/token")
assert token.body == b"grant_type=client_credentials"
assert token.headers["authorization"] == "Basic YStiOnMlM0E="  # a+b:s%3A
assert token.headers["content-type"] == "application/x-www-form-urlencoded"
assert first.url == second.url == "https://api.example.com/v1/ping"
assert first.headers["authorization"] == "Bearer t1"
assert json.dumps(second.headers) == json.dumps(first.headers)

own = ClientCredentials(
    "id", "secret", scopes=("read", "write"), in_body=True, parameters={"audience": "x"}
)
Client(token=own, transport=transport).ping.ping()
assert transport.requests[3].body == (
    b"grant_type=client_credentials&audience=x&scope=read+write"
    b"&client_id=id&client_secret=secret"
)
assert "authorization" not in transport.requests[3].headers
assert "secret" not in repr(own)

Client(token="mine", client_id="id", transport=transport).ping.ping()
assert transport.last.headers["authorization"] == "Bearer mine"
for given, wanted in (
    (None, "give `token` or `client_id` with `client_secret` to"),
    ("id", "give `client_secret` to"),
):
    try:
        Client(client_id=given, transport=transport).ping.ping()
    except errors.RequestError as error:
        assert wanted in str(error), error
    else:
        raise AssertionError(given)
