from client.models import Unused

assert Unused(x="y").to_dict() == {"x": "y"}
