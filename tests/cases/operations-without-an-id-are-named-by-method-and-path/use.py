from client.api import jobs
from client.api.jobs import Jobs

assert jobs.get_job("a", "b").path == ("/accounts/", "a", "/jobs/", "b")
assert jobs.cancel_job("a", "b").path == ("/accounts/", "a", "/jobs/", "b", ":cancel")
names = [name for name in vars(Jobs) if not name.startswith("_")]
assert names == [
    "list",
    "create",
    "get",
    "update",
    "replace",
    "delete",
    "head",
    "cancel",
    "batch_get",
]
