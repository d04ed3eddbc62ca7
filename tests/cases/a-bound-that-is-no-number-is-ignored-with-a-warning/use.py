import inspect

from client.models import Room

source = inspect.getsource(Room)
assert '"""At most 12."""' in source
assert '"""Example: "blue"."""' in source
assert '"""More than 0, less than 9."""' in source
