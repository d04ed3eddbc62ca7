from typing import assert_type

from client import Client
from client.models import Result, Ticket
from recorder import Recorder

done = Client(transport=Recorder({"value": 1})).jobs.run()
assert_type(done, Result | Ticket | None)
assert done == Result(value=1)
assert Client(transport=Recorder({"id": "t"}, 202)).jobs.run() == Ticket(id="t")
assert Client(transport=Recorder()).jobs.run() is None
