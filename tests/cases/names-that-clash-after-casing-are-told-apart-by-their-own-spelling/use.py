from client.models import Foo_bar, FooBar, Level

wires = {"fooBar": "a", "foo_bar": 1, "foo-bar": True}
assert FooBar.from_dict(wires).to_dict() == wires
assert FooBar(foo_bar=1, fooBar="a").to_dict() == {"foo_bar": 1, "fooBar": "a"}
assert Foo_bar(a="b").to_dict() == {"a": "b"}
assert [Level.LOW, Level.low, Level.Low] == ["LOW", "low", "Low"]
