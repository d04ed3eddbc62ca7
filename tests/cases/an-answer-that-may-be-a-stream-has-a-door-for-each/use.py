from typing import assert_type

from client import Client
from client._runtime import DecodeError, Stream
from client.api.chat import complete
from client.models import Chunk, Completion, Prompt
from recorder import Recorder

EVENTS = b'data: {"delta": "a"}\n\ndata: {"delta": "b"}\n\n'

one = Recorder({"text": "ab"})
whole = Client(transport=one).chat.complete(Prompt(text="?"))
assert_type(whole, Completion)
assert whole.text == "ab"
assert one.last.headers["accept"] == "application/json"

many = Recorder(EVENTS, kind="text/event-stream")
client = Client(transport=many)
with client.stream(complete(Prompt(text="?", stream=True))) as chunks:
    assert_type(chunks, Stream[Chunk])
    assert [each.delta for each in chunks] == ["a", "b"]
assert many.last.headers["accept"] == "text/event-stream"

try:
    client.chat.complete(Prompt(text="?", stream=True))
except DecodeError as error:
    assert "text/event-stream" in str(error)
else:
    raise AssertionError("a stream is no Completion")
