from client import Client
from client.models import Sign, Type2faCode
from recorder import Recorder

transport = Recorder()
client = Client(base_url="https://api.example.com", transport=transport)
client.resource_2_fa.call_2fa_start("x", filter="f", plus="p", minus="m")
assert transport.last.target == "/2fa/x?%24filter=f&%2B=p&-=m"

code = Type2faCode(field_2nd="a", id="b", plus=1, minus=2, field_="c", a_b="d")
wires = {"2nd": "a", "@id": "b", "+": 1, "-": 2, "": "c", "a b": "d"}
assert code.to_dict() == wires
assert Type2faCode.from_dict(wires) == code
assert Sign("<=") is Sign.LESS_EQUALS and Sign("") is Sign.EMPTY
