from client import Client, Form
from client.models import Event, Form_, Items_, JsonLines_
from client.webhooks import decode_body_
from recorder import Recorder


def answering(content: bytes, media_type: str) -> Client:
    return Client(transport=Recorder(content, kind=media_type))


EVENTS = b'data: {"a": "x"}\n\n'
with answering(EVENTS, "text/event-stream").items_.items_list_all() as events:
    assert [*events] == [Event(a="x")]
with answering(b'{"a": "y"}\n', "application/jsonl").items_.stream_method_(
    Form(Form_(tags=["a", "b"]))
) as rows:
    assert [*rows] == [Items_(a="y")]
found = answering(b'{"a": "z"}', "application/json").items_.list_all()
assert found == JsonLines_(a="z")

assert decode_body_(b'{"a": "x"}') == Event(a="x")
