from client import Client
from client._runtime import File
from client.models import Order, Point
from recorder import Recorder

transport = Recorder()
client = Client(transport=transport)
order = Order(
    ids=[1, 2],
    words=["a", "b"],
    place=Point(x=1, y=2),
    deep=Point(x=3),
    link="/a?b=c",
    code="d",
    note="e",
    thumb=b"\xff",
)
client.forms.post_form(order)
assert transport.last.body == (
    b"ids=1,2&words=a+b&x=1&y=2&deep%5Bx%5D=3&link=/a?b=c&code=%22d%22&note=e"
    b"&thumb=%2Fw%3D%3D"
)
order.file = File(b"PNG", "a.png", headers={"X-Rate": "7"})
client.forms.post_parts(order)
names = [
    (part.split(b'name="')[1].split(b'"')[0], part.split(b"\r\n\r\n")[1])
    for part in transport.last.body.split(b"\r\n--")[:-1]
]
assert names == [
    *[(b"ids", b"1,2"), (b"words", b"a b"), (b"x", b"1"), (b"y", b"2")],
    *[(b"deep[x]", b"3"), (b"link", b"/a?b=c"), (b"code", b'"d"'), (b"note", b"e")],
    *[(b"file", b"PNG"), (b"thumb", b"/w==")],
]
assert b"X-Rate: 7\r\n" in transport.last.body
