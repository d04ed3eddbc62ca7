from client.models import Order

# The server checks; what it has let through is read.
order = Order.from_dict(
    {"count": -3, "price": 1000.0, "tags": [], "labels": {"other": "x"}}
)
assert order.count == -3 and order.labels == {"other": "x"}
