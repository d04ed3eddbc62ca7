from client import Client
from client._runtime import File
from recorder import Recorder

transport = Recorder()
client = Client(transport=transport)
picture = File(b"2", media_type="image/gif", headers={"Content-Location": "/b"})
client.sheets.post_page(["<p>", b"1", picture])
kind = transport.last.headers["content-type"]
related, _, boundary = kind.partition("; boundary=")
assert related == 'multipart/related; type="text/HTML"'
heads = [
    (b"text/html", b"<p>"),
    (b"image/png", b"1"),
    (b"image/gif\r\nContent-Location: /b", b"2"),
]
edge = b"--" + boundary.encode()
assert (
    transport.last.body
    == b"".join(
        edge + b"\r\nContent-Type: " + head + b"\r\n\r\n" + content + b"\r\n"
        for head, content in heads
    )
    + edge
    + b"--\r\n"
)
client.sheets.post_pictures([b"1", b"2"])
assert transport.last.body.count(b"Content-Type: image/jpeg\r\n\r\n") == 2
