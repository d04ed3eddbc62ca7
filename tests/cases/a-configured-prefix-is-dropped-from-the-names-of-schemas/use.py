from client.models import Gateway, Gatewaykeeper, Job, JobState

assert Job(state=JobState.RUNNING).to_dict() == {"state": "JOB_STATE_RUNNING"}
assert Gateway(name="a").to_dict() == Gatewaykeeper(name="a").to_dict()
