from client.api.pets import list_pets, list_v2_pets, pets_find, pets_find_post

assert list_pets().path == ("/v1/pets",)
assert list_v2_pets().path == ("/v2/pets",)
assert pets_find().method == "GET"
assert pets_find_post().method == "POST"
