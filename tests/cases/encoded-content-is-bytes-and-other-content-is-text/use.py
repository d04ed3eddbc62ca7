from client.models import Attachment

file = Attachment.from_dict({"photo": "aGk=", "note": "=20", "json": '{"a": 1}'})
assert file.photo == b"hi" and file.note == "=20" and file.json == '{"a": 1}'
assert file.to_dict() == {"photo": "aGk=", "note": "=20", "json": '{"a": 1}'}
