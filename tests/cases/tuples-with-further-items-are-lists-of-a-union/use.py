from client.models import Table

table = Table(pair=("a", 1), row=["a", 1, 2], holes=["a", None], open=["a", 1.5])
assert Table.from_dict(table.to_dict()) == table
assert table.to_dict()["row"] == ["a", 1, 2]
