from client.models import FindCountry, FindSince

assert [each.value for each in FindCountry] == ["no", "se", "on", "off", "yes"]
assert [each.value for each in FindSince] == ["2024-01-31", "12:30:00"]
