"""What every test may use: the marker for slow ones, and the option that rewrites cases."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-cases",
        action="store_true",
        help="rewrite the diagnostics.txt and the expected files of tests/cases",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: runs a type checker over many packages")


@pytest.fixture(scope="session")
def case_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder below which every case has one of its own."""
    return tmp_path_factory.mktemp("cases")
