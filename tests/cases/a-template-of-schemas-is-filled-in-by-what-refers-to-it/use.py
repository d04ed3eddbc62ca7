from client.models import (
    Filter,
    NumberArray,
    Owner,
    PaginatedOwners,
    PaginatedPets,
    Pet,
)

page = PaginatedPets.from_dict(
    {"items": [{"name": "a"}], "edges": [{"next": {"node": {"name": "b"}}}]}
)
pets: list[Pet] = page.items
assert pets == [Pet(name="a")]
assert page.edges and page.edges[0].next and page.edges[0].next.node == Pet(name="b")
owners = PaginatedOwners(items=[Owner(name="o")], count=1)
assert owners.to_dict() == {"items": [{"name": "o"}], "count": 1}
numbers: NumberArray = [1.5]
nested: list[Filter] | None = Filter(filters=[Filter(filters=[])]).filters
assert nested == [Filter(filters=[])] and numbers == [1.5]
