from client import UNSET
from client.models import Droplet, Round, Size, Window

sent = {
    "window": None,
    "size": None,
    "note": None,
    "kernel": None,
    "remark": None,
    "windows": [{"start": "now"}, None],
    "shape": None,
}
droplet = Droplet.from_dict(sent)
assert droplet.window is None
assert droplet.windows == [Window(start="now"), None]
assert droplet.to_dict() == sent

shaped = Droplet.from_dict(sent | {"shape": {"kind": "round"}})
assert type(shaped.shape) is Round

full = Droplet(window=Window(start="now"), size=Size.SMALL, note="a")
assert full.kernel is UNSET and full.remark is UNSET
assert full.to_dict() == {"window": {"start": "now"}, "size": "small", "note": "a"}
