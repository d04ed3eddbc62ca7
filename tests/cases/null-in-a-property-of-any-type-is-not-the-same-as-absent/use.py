from client import UNSET
from client.models import Flag

sent = {"value": None, "default": None, "links": None}
flag = Flag.from_dict(sent)
assert flag.value is None and flag.default is None and flag.links is None
assert flag.to_dict() == sent
assert Flag(value=None, default=None).to_dict() == {"value": None, "default": None}
assert Flag(value=[None]).to_dict() == {"value": [None]}
assert Flag.from_dict({"value": 1}).default is UNSET
assert Flag.from_dict({"value": 1, "default": {"a": 1}}).default == {"a": 1}
