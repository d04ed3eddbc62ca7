"""Importing the generated Fireworks client, side by side with the official SDK.

    pip install -e '.[benchmark]'
    python tests/benchmarks/bench_import.py

Both packages are called `fireworks`, so each is imported in an interpreter of its own.
Ours imports everything there is: both clients, the operations and the models, and makes
a client; the official one is only imported. The runs alternate, so that a busy machine
slows both. Figures are CPU time after the start of the interpreter, in milliseconds.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

PAIRS = 21
TARGET = 0.2
GENERATED = Path(__file__).parents[2] / "generated"

OURS = """
from fireworks import AsyncClient, Client
import fireworks.api.supervised_fine_tuning_jobs
import fireworks.models.supervised_fine_tuning_jobs
Client(token="t").supervised_fine_tuning_jobs.create
"""
OFFICIAL = "import fireworks"
MEASURED = """
import sys
from time import process_time_ns
sys.path[:0] = {path!r}
start = process_time_ns()
{work}
print(process_time_ns() - start)
print(sys.modules["fireworks"].__file__)
"""


def environment(cache: str) -> dict[str, str]:
    """Ours, but for what Python reads; all bytecode goes to a folder of its own."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    return inherited | {"PYTHONPYCACHEPREFIX": cache}


def run(cache: str, work: str, *path: str) -> tuple[float, str]:
    """Milliseconds of CPU that `work` took, and where `fireworks` came from."""
    source = MEASURED.format(work=work, path=list(path))
    done = subprocess.run(
        [sys.executable, "-c", source],
        cwd=Path(sys.executable).parent,
        env=environment(cache),
        capture_output=True,
        check=True,
        text=True,
    )
    time, file = done.stdout.splitlines()[-2:]
    return int(time) / 1e6, file


def spread(name: str, times: list[float]) -> None:
    low, _, high = statistics.quantiles(times, n=4)
    print(f"{name:<10} {statistics.median(times):8.1f} {low:8.1f} {high:8.1f}")


def measure(cache: str) -> tuple[list[float], list[float]]:
    ours: list[float] = []
    official: list[float] = []
    for number in range(PAIRS + 1):
        mine, file = run(cache, OURS, str(GENERATED))
        assert Path(file).is_relative_to(GENERATED), file
        theirs, other = run(cache, OFFICIAL)
        assert not Path(other).is_relative_to(GENERATED), other
        if number:  # the first pair writes the bytecode
            ours.append(mine)
            official.append(theirs)
    return ours, official


def main() -> None:
    with TemporaryDirectory() as cache:
        ours, official = measure(cache)
    print(f"{'CPU, ms':<10} {'median':>8} {'25 %':>8} {'75 %':>8}")
    spread("ours", ours)
    spread("official", official)
    ratio = statistics.median(a / b for a, b in zip(ours, official, strict=True))
    print(f"{'ratio':<10} {ratio:8.3f} (target: below {TARGET})")


if __name__ == "__main__":
    main()
