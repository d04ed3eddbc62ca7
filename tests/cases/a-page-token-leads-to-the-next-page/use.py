from typing import assert_type

from client import Client
from client.api.jobs import list_jobs
from client.models import Job, ListJobsResponse
from recorder import Turns

first = {"jobs": [{"name": "a"}], "nextPageToken": "t/2"}
transport = Turns(first, {}, {"nextPageToken": "t"}, {"jobs": [{"name": "b"}]}, first)
client = Client(base_url="https://api.example.com", transport=transport)

pages = list(client.pages(list_jobs("me", page_size=1)))
assert_type(pages, list[ListJobsResponse])
assert pages == [
    ListJobsResponse(jobs=[Job(name="a")], next_page_token="t/2"),
    ListJobsResponse(),
]
path = "/v1/accounts/me/jobs"
assert transport.targets == [
    f"{path}?pageSize=1",
    f"{path}?pageSize=1&pageToken=t%2F2",
]
for job in client.items(list_jobs("me")):
    assert_type(job, Job)
    assert job.name == "b"
assert_type(client.jobs.list_jobs("me"), ListJobsResponse)
