from dataclasses import fields
from typing import assert_type

from client import Client
from client.models import Order, OrderInput, State
from recorder import Recorder

assert [each.name for each in fields(OrderInput)] == ["pet"]
assert [each.name for each in fields(Order)] == ["id", "pet", "state"]

transport = Recorder({"id": "1", "pet": "Rex", "state": "OPEN"})
order = Client(transport=transport).orders.create(OrderInput(pet="Rex"))
assert_type(order, Order)
assert transport.last.json == {"pet": "Rex"}
assert order.state is State.OPEN
