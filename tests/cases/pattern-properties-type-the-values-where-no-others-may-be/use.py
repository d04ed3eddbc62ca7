from datetime import date

from client._runtime.codec import decode
from client.models import Closed, Open

assert decode(Closed, {"n-a": 1, "t-b": "2026-01-02"}) == {
    "n-a": 1,
    "t-b": date(2026, 1, 2),
}
assert decode(Open, {"x-a": 1, "y": []}) == {"x-a": 1, "y": []}
