"""A limit that most texts of a document have is said once."""

from __future__ import annotations

import json
from pathlib import Path

from apimint.cli import main
from click.testing import CliRunner


def generated(folder: Path, limits: list[int]) -> tuple[str, str]:
    """The index of a client's types, and the class with a property for each limit."""
    texts = {
        f"p{index}": {"type": "string", "maxLength": limit}
        for index, limit in enumerate(limits)
    }
    thing = {"type": "object", "properties": texts}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Limits", "version": "1"},
        "paths": {},
        "components": {"schemas": {"Thing": thing}},
    }
    (folder / "api.json").write_text(json.dumps(document), "utf-8")
    arguments = ["generate", str(folder / "api.json"), "-o", str(folder / "client")]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    models = folder / "client" / "models"
    index = (models / "__init__.py").read_text("utf-8")
    [module] = [
        p for p in models.rglob("*.py") if "class Thing" in p.read_text("utf-8")
    ]
    return index, module.read_text("utf-8")


def test_a_long_limit_of_most_texts_is_said_once(tmp_path: Path) -> None:
    index, thing = generated(tmp_path, [5000] * 100 + [63])
    assert "Most texts have at most 5000 characters; others say how many." in index
    assert "5000" not in thing
    assert thing.count('"""At most 63 characters."""') == 1


def test_a_short_limit_is_said_each_time(tmp_path: Path) -> None:
    index, thing = generated(tmp_path, [255] * 100)
    assert "Most texts" not in index
    assert thing.count('"""At most 255 characters."""') == 100


def test_a_limit_of_half_of_the_texts_is_said_each_time(tmp_path: Path) -> None:
    index, thing = generated(tmp_path, [5000] * 100 + [63] * 100)
    assert "Most texts" not in index
    assert thing.count('"""At most 5000 characters."""') == 100
