from client.models import Home, HomeReceiver, HomeSender, OfficeAddress

home = Home(
    sender=HomeSender(street="Elm"),
    receiver=HomeReceiver(street="Oak"),
)
assert home.to_dict() == {"sender": {"street": "Elm"}, "receiver": {"street": "Oak"}}
assert len({HomeSender, HomeReceiver, OfficeAddress}) == 3
