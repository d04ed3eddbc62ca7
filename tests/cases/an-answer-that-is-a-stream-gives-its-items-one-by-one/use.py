from typing import assert_type

from client import Client, Event
from client._runtime import AsyncStream, Stream
from client.api.feed import AsyncFeed, rows
from client.models import Chunk, Row
from recorder import Recorder


def answering(content: bytes, media_type: str) -> Client:
    return Client(transport=Recorder(content, kind=media_type))


EVENTS = "text/event-stream"
CHUNKS = b'data: {"text": "a"}\n\nevent: late\ndata: {"text": "b"}\n\ndata: [DONE]\n\n'

with answering(CHUNKS, EVENTS).feed.chunks() as chunks:
    assert_type(chunks, Stream[Chunk])
    assert [*chunks] == [Chunk(text="a"), Chunk(text="b")]
with answering(CHUNKS, EVENTS).feed.changes() as changes:
    assert_type(changes, Stream[Event[Chunk]])
    assert [(each.event, each.data.text) for each in changes][1] == ("late", "b")
with answering(b"data: plain\n\n", EVENTS).feed.news() as news:
    assert_type(news, Stream[Event[str]])
    assert [each.data for each in news] == ["plain"]
with answering(b'{"id": 1}\n{"id": 2}\n', "application/jsonl").feed.rows() as found:
    assert_type(found, Stream[Row])
    assert [*found] == [Row(id=1), Row(id=2)]
with answering(b'\x1e{"id": 1}\n', "application/json-seq").feed.rows() as found:
    assert [*found] == [Row(id=1)]
whole = answering(b'{"id": 1}\n', "application/jsonl").send(rows())
assert whole == (Row(id=1),)


async def types(feed: AsyncFeed) -> None:
    assert_type(await feed.chunks(), AsyncStream[Chunk])
