from importlib import import_module
from inspect import getmembers, isfunction
from pkgutil import iter_modules

from client import api

names = [f"{api.__name__}.{each.name}" for each in iter_modules(api.__path__)]
pairs = [pair for name in names for pair in getmembers(import_module(name), isfunction)]
found = {name: f for name, f in pairs if f.__module__ in names}
assert len(found) == 11
assert not [n for n, f in found.items() if "Paged" in str(f.__annotations__["return"])]
