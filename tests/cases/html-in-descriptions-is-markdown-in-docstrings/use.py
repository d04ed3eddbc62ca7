from client.api.pets import pets_list

doc = pets_list.__doc__ or ""
assert "**all**" in doc and "[the guide](https://example.com/pets)" in doc
assert "Not `<p>` in code, nor a < b and c > d, nor Map<str, int>." in doc
assert "q: One line and `another`." in doc
