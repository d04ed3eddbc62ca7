"""Every folder of tests/cases is one behaviour, and its name is the sentence.

A case has a specification (`spec.yaml`, `spec.json`, `spec.md`, or a folder `spec`),
perhaps an `apimint.toml`, and any of

- `expected/…`: files that equal the generated ones byte for byte;
- `diagnostics.txt`: the messages. Without it there are none; where one of them is an
  error, the exit code is 2 and nothing is written;
- `use.py`: assertions about the package, which it imports as `client`.

`pytest tests/test_cases.py --update-cases` rewrites the first two.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from case_files import (
    CASES,
    NAMES,
    Run,
    expected_files,
    expected_messages,
    listing,
    run_case,
    update,
)
from case_package import (
    generated,
    hidden_signs,
    hints,
    identifiers,
    importable,
    modules,
    use,
)


@pytest.fixture(params=NAMES)
def run(request: pytest.FixtureRequest, case_root: Path) -> Run:
    found = run_case(case_root, request.param)
    if request.config.getoption("--update-cases"):
        update(found)
    return found


def test_case(run: Run) -> None:
    assert run.messages == expected_messages(run.case)
    if ": error: " in run.messages:
        _failed(run)
        return
    assert run.exit_code == 0
    _nothing_was_dropped(run)
    for shown in expected_files(run.case):
        made = (run.package / shown).read_text("utf-8")
        assert made == (run.case / "expected" / shown).read_text("utf-8")
    _source_is_safe(run)
    with importable(run) as package:
        hints(modules(package))
        if (run.case / "use.py").exists():
            use(run)


def _failed(run: Run) -> None:
    assert run.exit_code == 2
    assert listing(run.folder) == run.before
    assert not run.output
    assert "Traceback" not in run.messages


def _nothing_was_dropped(run: Run) -> None:
    """The ledger balances, and nothing is skipped that the configuration does not skip."""
    ledger = r"(\d+) operations? found, (\d+) generated, (\d+) skipped"
    counts = re.search(ledger, run.output)
    assert counts
    found, made, skipped = map(int, counts.groups())
    assert found == made + skipped
    config = run.case / "apimint.toml"
    assert not skipped or "skip" in config.read_text("utf-8")


def _source_is_safe(run: Run) -> None:
    for path in generated(run):
        text = path.read_text("utf-8")
        assert not hidden_signs(text), path
        assert "type: ignore" not in text and "noqa" not in text
        for name in identifiers(text):
            assert unicodedata.normalize("NFKC", name) == name, path


def test_the_name_of_each_case_is_a_sentence_in_kebab_case() -> None:
    assert len(NAMES) >= 40
    for name in NAMES:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+){2,}", name), name


def test_each_case_shows_something() -> None:
    for name in NAMES:
        case = CASES / name
        shows = [case / "expected", case / "diagnostics.txt", case / "use.py"]
        assert any(path.exists() for path in shows), name


def test_each_row_of_the_readme_names_its_case() -> None:
    """The table of what each construct becomes; a sign between backticks is escaped."""
    text = (CASES.parent.parent / "README.md").read_text("utf-8")
    table = text.partition("| In the document |")[2].partition("\n\n")[0]
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in table.splitlines()[2:]]
    assert len(rows) >= 40
    for row in rows:
        assert len(row) == 3 and row[2].strip() in NAMES, row
