from client.models import Old

assert Old.from_dict({"gone": [1]}).gone == [1]
