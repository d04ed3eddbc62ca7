from datetime import UTC, datetime
from typing import assert_type

from client import errors
from client.models import Order, OrderItemWithEan, OrderItemWithIsbn

order = Order.from_dict({"amount": "2", "item": {"ean": "1"}, "size": 3})
assert_type(order.amount, int | str | None)
assert order == Order(amount="2", item=OrderItemWithEan(ean="1"), size=3)
assert Order.from_dict({"item": {"isbn": "1"}}).item == OrderItemWithIsbn(isbn="1")
assert Order.from_dict({"item": ["a"]}).item == ["a"]
when = Order.from_dict({"when": "2024-01-31T00:00:00Z"}).when
assert when == datetime(2024, 1, 31, tzinfo=UTC)
assert Order(when=None).to_dict() == {"when": None}
try:
    Order.from_dict({"item": 5})
except errors.DecodeError as error:
    assert "$.item" in str(error)
else:
    raise AssertionError("no alternative fits")
