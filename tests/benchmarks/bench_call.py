"""One call through the generated Fireworks client, side by side with others.

    pip install -e '.[test,benchmark]'
    python tests/benchmarks/bench_call.py

The call is the documentation's own: 25 properties go out and 32 come back, over one
kept connection, to a server on the loopback that does next to nothing. `http.client` is
the floor: bytes out, bytes in, JSON read into plain dicts. Each client runs in a process
of its own, and the runs alternate, so that a busy machine slows all of them. Figures are
medians in microseconds for one call; the ratio is of CPU time to that of the floor.
"""

from __future__ import annotations

import asyncio
import http.client
import importlib
import importlib.util
import json
import re
import socketserver
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

CALLS = 400
ROUNDS = 9
ROOT = Path(__file__).parents[2]
PAGE = ROOT / "specs" / "fireworks" / "create-supervised-fine-tuning-job.md"
Calls = Callable[[int], object]
"""Makes so many calls."""
PATH = "/v1/accounts/acme/supervisedFineTuningJobs"
HEADERS = {"Authorization": "Bearer t", "Content-Type": "application/json"}


def example(place: str) -> dict[str, Any]:
    """An example of the page: of `request/body` or `response/200`."""
    from apimint.source import Sources, pointer

    tree = Sources().open(PAGE).tree
    inside = "application~1json/examples/example/value"
    found: Any = pointer.get(tree, f"/paths/{place}/{inside}")
    return dict(found)


class Server(socketserver.ThreadingTCPServer):
    """Answers every request with the same bytes."""

    daemon_threads = True
    answer = b""


class Handler(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True
    server: Server

    def handle(self) -> None:
        while length := self.length():
            self.rfile.read(length)
            self.wfile.write(self.server.answer)

    def length(self) -> int:
        """The length of the next request's body; 0 at the end of the connection."""
        length = 0
        while (line := self.rfile.readline()) not in (b"", b"\r\n"):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return length


def repeated(call: Callable[[], object]) -> Calls:
    def calls(count: int) -> None:
        for _ in range(count):
            call()

    return calls


def raw(url: str, body: dict[str, Any]) -> Calls:
    connection = http.client.HTTPConnection(urlsplit(url).netloc)

    def call() -> Any:
        connection.request("POST", PATH, json.dumps(body), HEADERS)
        return json.loads(connection.getresponse().read())

    return repeated(call)


def ours(url: str, body: dict[str, Any], library: str = "") -> Calls:
    sys.path.insert(0, str(ROOT / "generated"))
    from fireworks import Client
    from fireworks._runtime.httpx_transport import HttpxTransport
    from fireworks.models import SupervisedFineTuningJobInput

    transport = None
    if library:
        transport = HttpxTransport(importlib.import_module(library).Client())
    client = Client(token="t", base_url=url, transport=transport)
    job = SupervisedFineTuningJobInput.from_dict(body)
    return repeated(lambda: client.supervised_fine_tuning_jobs.create("acme", job))


def with_asyncio(url: str, body: dict[str, Any]) -> Calls:
    sys.path.insert(0, str(ROOT / "generated"))
    from fireworks import AsyncClient
    from fireworks.models import SupervisedFineTuningJobInput

    client = AsyncClient(token="t", base_url=url)
    job = SupervisedFineTuningJobInput.from_dict(body)

    async def calls(count: int) -> None:
        for _ in range(count):
            await client.supervised_fine_tuning_jobs.create("acme", job)

    runner = asyncio.Runner()
    return lambda count: runner.run(calls(count))


def official(url: str, body: dict[str, Any]) -> Calls:
    sdk = importlib.import_module("fireworks")  # not ours, which is not on the path
    client = sdk.Fireworks(api_key="t", base_url=url, max_retries=0)
    words: dict[str, Any] = {
        snake(key): value for key, value in body.items() if not isinstance(value, dict)
    }
    words["wandb_config"] = {snake(k): v for k, v in body["wandbConfig"].items()}
    create = client.supervised_fine_tuning_jobs.create
    return repeated(lambda: create(account_id="acme", **words))


def snake(name: str) -> str:
    return re.sub("([A-Z])", r"_\1", name).lower()


CLIENTS: dict[str, Callable[[str, dict[str, Any]], Calls]] = {
    "http.client": raw,
    "ours": ours,
    "ours, asyncio": with_asyncio,
    "ours, httpx2": lambda url, body: ours(url, body, "httpx2"),
    "ours, httpx": lambda url, body: ours(url, body, "httpx"),
    "official SDK": official,
}
NEEDS = {
    "ours, httpx2": "httpx2",
    "ours, httpx": "httpx",
    "official SDK": "fireworks",
}


def child(name: str, url: str) -> None:
    """Print CPU and elapsed nanoseconds of the calls of one client."""
    calls = CLIENTS[name](url, json.loads(sys.stdin.read()))
    calls(CALLS // 10)
    cpu, wall = time.process_time_ns(), time.perf_counter_ns()
    calls(CALLS)
    print(time.process_time_ns() - cpu, time.perf_counter_ns() - wall)


def run(name: str, url: str, body: str) -> tuple[float, float]:
    """Microseconds of CPU, and elapsed ones, of one call."""
    command = [sys.executable, __file__, name, url]
    done = subprocess.run(
        command, input=body, stdout=subprocess.PIPE, check=True, text=True
    )
    cpu, wall = done.stdout.split()
    return int(cpu) / CALLS / 1000, int(wall) / CALLS / 1000


def main() -> None:
    content = json.dumps(example("response/200")).encode()
    head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
    Server.answer = f"{head}{len(content)}\r\n\r\n".encode() + content
    body = json.dumps(example("request/body"))
    names = [n for n in CLIENTS if n not in NEEDS or importlib.util.find_spec(NEEDS[n])]
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    with Server(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_address[1]}"
        for _ in range(ROUNDS):
            for name in names:
                times[name].append(run(name, url, body))
        server.shutdown()
    print(f"{'µs per call':<16} {'CPU':>8} {'elapsed':>8} {'ratio':>6}")
    floor = [cpu for cpu, _ in times["http.client"]]
    for name, found in times.items():
        cpu, wall = (statistics.median(column) for column in zip(*found, strict=True))
        pairs = zip(found, floor, strict=True)
        ratio = statistics.median(mine / base for (mine, _), base in pairs)
        print(f"{name:<16} {cpu:>8.0f} {wall:>8.0f} {ratio:>6.2f}")


if __name__ == "__main__":
    child(*sys.argv[1:]) if sys.argv[1:] else main()
