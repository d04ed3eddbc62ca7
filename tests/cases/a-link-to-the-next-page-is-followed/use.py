from client import ApiError, Client
from client.api.repos import (
    by_hal,
    by_header,
    by_links,
    by_next,
    by_odata,
    by_untyped_links,
)
from client.models import Repo
from recorder import Recorder, Turns

BASE = "https://api.example.com/v1"
one, two = [{"name": "a"}], [{"name": "b"}]
both = [Repo(name="a"), Repo(name="b")]
next_page = {"Link": '<https://api.example.com/x?page=2>; rel="next"'}

transport = Turns(Recorder(one, headers=next_page), two)
assert list(Client(base_url=BASE, transport=transport).items(by_header())) == both
assert transport.targets == ["/v1/header/repos", "/x?page=2"]

there = {"next": "?page=2"}
for call, first, last in (
    (by_links(), {"data": one, "links": there}, {"data": two}),
    (by_untyped_links(), {"data": one, "links": {"pages": there}}, {"data": two}),
    (by_next(), {"results": one, **there}, {"results": two, "next": None}),
    (by_odata(), {"value": one, "@odata.nextLink": "?page=2"}, {"value": two}),
    (by_hal(), {"data": one, "_links": {"next": {"href": "?page=2"}}}, {"data": two}),
):
    transport = Turns(first, last)
    assert list(Client(base_url=BASE, transport=transport).items(call)) == both
    assert transport.targets[1] == transport.targets[0] + "?page=2"

transport = Turns({"value": one, "@odata.nextLink": "https://evil.example/"})
try:
    list(Client(base_url=BASE, transport=transport).items(by_odata()))
except ApiError as error:
    assert "a next page at https://api.example.com" in str(error)
else:
    raise AssertionError("the link was followed to another server")
