"""Real documents' clients against Prism: `python tests/prism/prism_run.py [NAME…]`.

Needs APIMINT_PRISM (the `prism` executable of the npm package @stoplight/prism-cli) and
APIMINT_SHARED (the corpus). The names are those of DOCUMENTS; without any, all are run.
Prints a table and whatever is not as it should be; exits 1 where a request is refused.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

TESTS = Path(__file__).parents[1]
SPECS = TESTS.parent / "specs"
if __name__ == "__main__":
    sys.path[:0] = [str(TESTS), str(TESTS.parent / "generator")]

from corpus_examples import describe  # noqa: E402
from prism_circles import opened  # noqa: E402
from prism_package import GENERATOR, generate  # noqa: E402
from prism_report import details, row, table  # noqa: E402
from prism_server import mocking  # noqa: E402
from prism_talk import Talk, talk  # noqa: E402


def _fireworks(corpus: Path) -> list[Path]:
    own = sorted((SPECS / "fireworks").glob("*.md"))
    return [*own, *sorted((corpus / "pages").glob("fireworks-*.md"))]


DOCUMENTS: dict[str, Callable[[Path], list[Path]]] = {
    "fireworks": _fireworks,
    "stripe": lambda corpus: [corpus / "specs" / "stripe-spec3.json"],
    "github": lambda corpus: [corpus / "specs" / "github-api.json"],
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a document's client and Prism said to each other; references cut for Prism."""

    name: str
    talks: list[Talk]
    cut: int


def run(name: str, prism: str, corpus: Path, folder: Path) -> Outcome:
    """Generate a client into an empty folder, start Prism, call every operation."""
    specs = DOCUMENTS[name](corpus)
    package = generate(specs, folder, f"prism_{name}")
    document, cut = _for_prism(specs, folder)
    with mocking(prism, document) as url:
        return Outcome(name, talk(package, _canonical(specs, document), url), cut)


def _for_prism(specs: list[Path], folder: Path) -> tuple[Path, int]:
    """The document that Prism reads: JSON as it is, anything else as lowered."""
    [suffix] = {spec.suffix for spec in specs}
    if suffix == ".json":
        tree, cut = opened(json.loads(specs[0].read_bytes()))
        document = folder / "document.json"
        document.write_text(json.dumps(tree), "utf-8")
        return document, cut
    command = [sys.executable, "-m", "apimint", "lower", *map(str, specs)]
    environment = {"PYTHONPATH": str(GENERATOR)}
    document = folder / "document.yaml"
    with document.open("wb") as output:
        subprocess.run(command, check=True, stdout=output, env=environment)
    return document, 0


def _canonical(specs: list[Path], document: Path) -> Any:
    """The same as OpenAPI 3.1, for the values and for judging answers."""
    return describe(specs[0] if len(specs) == 1 else document).tree


def main(names: list[str]) -> int:
    """Run the documents of these names, or all; the exit code."""
    prism, corpus = os.environ["APIMINT_PRISM"], Path(os.environ["APIMINT_SHARED"])
    rows: list[tuple[str, ...]] = []
    refused = False
    for name in names or list(DOCUMENTS):
        with TemporaryDirectory(prefix=f"prism-{name}-") as folder:
            outcome = run(name, prism, corpus / "corpus", Path(folder))
        rows.append(row(name, outcome.talks))
        print(f"{name}: {outcome.cut} references of circles cut for Prism", flush=True)
        print(*details(outcome.talks), sep="\n", flush=True)
        refused = refused or any(
            each.violations or each.unsent for each in outcome.talks
        )
    print(table(rows))
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
