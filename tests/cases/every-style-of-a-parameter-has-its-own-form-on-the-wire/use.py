from client import Client
from client.models import FindArea, FindFilter, FindWhere
from recorder import Recorder

transport = Recorder()
maps = Client(transport=transport).maps
maps.find(
    [1, 2],
    FindArea(w=3, h=4),
    ["a/b", "c"],
    filter=FindFilter(color="red"),
    tags=["x", "y"],
    words=["a", "b"],
    sizes=[5, 6],
    many=[7, 8],
    where=FindWhere(a=1),
    raw="a/b?c",
)
path, _, query = transport.last.target.partition("?")
assert path == "/maps/.1,2/;w=3;h=4/a%2Fb,c"
assert query.split("&") == [
    "filter%5Bcolor%5D=red",
    "tags=x%7Cy",
    "words=a%20b",
    "sizes=5,6",
    "many=7",
    "many=8",
    "where=%7B%22a%22%3A1%7D",
    "raw=a/b?c",
]
maps.find([1], FindArea(w=1), ["a"], tags=[], many=[])
assert transport.last.target == "/maps/.1/;w=1/a"
