from client.models import Job, JobMode, JobRetries, JobState, Step

answer = {
    "state": "PAUSED",
    "retries": 7,
    "mode": False,
    "history": ["queued", "lost"],
    "counts": {"lost": "odd"},
}
job = Job.from_dict(answer)
assert isinstance(job.state, JobState) and not job.state.is_known
assert job.state == "PAUSED" and job.state.value == "PAUSED"
assert isinstance(job.retries, JobRetries) and job.retries == 7
assert isinstance(job.mode, JobMode) and job.mode.value is False
assert job.history is not None and job.history[0] is Step.QUEUED
assert job.to_dict() == answer
assert Job.from_json(job.to_json()) == job
