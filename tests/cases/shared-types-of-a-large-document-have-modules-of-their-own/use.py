from client.models import ThingAA, ThingAB, ThingAC, ThingACInner, ThingAD

assert ThingAC.__module__ == ThingACInner.__module__ == "client.models.shared.thing_ac"
assert ThingAD.__module__ == "client.models.shared.thing_ad"
assert ThingAA.__module__ == ThingAB.__module__ == "client.models.shared.thing_aa"
found = ThingAA.from_dict({"next": {"back": {"name": "a"}}})
assert found.next == ThingAB(back=ThingAA(name="a"))
