"""Messages as a person and as a program see them."""

from __future__ import annotations

from pathlib import Path

import pytest
from apimint.diagnostics import Diagnostic, InputError, Location, Position, Severity
from apimint.messages import as_json, render
from apimint.source import Sources

PETS = """\
openapi: 3.1.0
paths:
  /pets:
    get:
      responses:
        200: {$ref: '#/components/responses/Pte'}
"""


def open_text(folder: Path, text: str, name: str = "pets.yaml") -> Sources:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    sources = Sources()
    sources.open(path, name)
    return sources


def error(location: Location, message: str = "wrong", **more: object) -> Diagnostic:
    return Diagnostic(Severity.ERROR, "a-code", message, location, **more)  # type: ignore[arg-type]


def test_a_message_shows_place_line_caret_pointer_trail_and_hint(
    tmp_path: Path,
) -> None:
    sources = open_text(tmp_path, PETS)
    root = Location("pets.yaml")
    diagnostic = Diagnostic(
        Severity.ERROR,
        "dangling-ref",
        "'$ref' points to nothing: '#/components/responses/Pte'",
        root / "paths" / "/pets" / "get" / "responses" / "200",
        hint="did you mean 'Pet'?",
        trail=(root / "paths" / "/pets",),
    )
    assert render(diagnostic, sources) == (
        "pets.yaml:6:9: error: '$ref' points to nothing: "
        "'#/components/responses/Pte' [dangling-ref]\n"
        "   6 |         200: {$ref: '#/components/responses/Pte'}\n"
        "     |         ^\n"
        "  at #/paths/~1pets/get/responses/200\n"
        "  via pets.yaml:3:3 #/paths/~1pets\n"
        "  hint: did you mean 'Pet'?"
    )


def test_a_message_as_json_has_the_keys_of_the_report(tmp_path: Path) -> None:
    sources = open_text(tmp_path, PETS)
    place = Location("pets.yaml", "/paths/~1pets/get")
    assert as_json(error(place, hint="h"), sources) == {
        "severity": "error",
        "code": "a-code",
        "message": "wrong",
        "file": "pets.yaml",
        "line": 4,
        "column": 5,
        "pointer": "/paths/~1pets/get",
        "hint": "h",
    }


def test_a_message_about_a_file_has_no_line(tmp_path: Path) -> None:
    diagnostic = error(Location("gone.yaml"))
    assert render(diagnostic, Sources()) == "gone.yaml: error: wrong [a-code]"
    assert as_json(diagnostic, Sources())["line"] is None


def test_a_place_that_does_not_exist_is_shown_at_its_nearest_ancestor(
    tmp_path: Path,
) -> None:
    sources = open_text(tmp_path, PETS)
    text = render(error(Location("pets.yaml", "/paths/~1pets/put/0")), sources)
    assert text.startswith("pets.yaml:3:3: error")
    assert text.endswith("at #/paths/~1pets/put/0")


@pytest.mark.parametrize("evil", ["\u202e", "\u200b", "\x85", "\u2028", "\ufeff"])
def test_nothing_invisible_reaches_the_terminal(tmp_path: Path, evil: str) -> None:
    sources = open_text(tmp_path, f'a: "{evil}x"\n')
    place = Location(f"pets{evil}.yaml")
    diagnostic = error(place, f"bad {evil}", hint=evil, trail=(place / evil,))
    text = render(diagnostic, sources)
    text += render(error(Location("pets.yaml", "/a")), sources)
    assert evil not in text
    assert all(line.isprintable() for line in text.split("\n"))


def test_escapes_of_a_terminal_are_shown_as_text(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        open_text(tmp_path, 'a: "\x1b[31m"\n')
    # The sources of the failed run know the line too.
    sources = Sources()
    with pytest.raises(InputError) as caught:
        sources.open(tmp_path / "pets.yaml", "pets.yaml")
    text = render(caught.value.diagnostics[0], sources)
    assert "\x1b" not in text
    assert '   1 | a: "\\x1b[31m"\n     |     ^' in text


def test_a_tab_is_one_column_wide(tmp_path: Path) -> None:
    sources = open_text(tmp_path, '{\t"a":\t1,\t"b": 2}', "a.json")
    lines = render(error(Location("a.json", "/b")), sources).split("\n")
    assert lines[1:3] == ['   1 | { "a": 1, "b": 2}', "     |           ^"]


def test_the_caret_stands_below_its_character_after_wide_ones(tmp_path: Path) -> None:
    sources = open_text(tmp_path, "{日本: 1, b: 2}\n")
    lines = render(error(Location("pets.yaml", "/b")), sources).split("\n")
    assert lines[2] == "     | " + " " * len("{xxxx: 1, ") + "^"


@pytest.mark.parametrize("at", [0, 20, 500, 979])
def test_at_most_80_characters_of_a_line_are_shown(tmp_path: Path, at: int) -> None:
    keys = [f"k{i:03}: {'v' * 12}" for i in range(50)]
    sources = open_text(tmp_path, "{" + ", ".join(keys) + "}\n")
    index = min(at // 20, 49)
    lines = render(error(Location("pets.yaml", f"/k{index:03}")), sources).split("\n")
    shown, caret = lines[1][7:], lines[2][7:]
    assert len(shown.strip("…")) <= 80
    assert shown[len(caret) - 1 :].startswith(f"k{index:03}")


def test_escaping_does_not_lengthen_what_is_shown(tmp_path: Path) -> None:
    sources = open_text(tmp_path, "# " + "\u200b" * 300 + "\na: 1\n")
    where = error(Location("pets.yaml"), position=Position(1, 150))
    shown, caret = render(where, sources).split("\n")[1:3]
    assert len(shown) <= 7 + 82
    assert len(caret) <= 7 + 42


def test_a_long_quotation_and_a_long_pointer_are_cut(tmp_path: Path) -> None:
    place = Location("x.yaml", "/" + "p" * 5000)
    text = render(error(place, f"bad key '{'k' * 5000}'"), Sources())
    assert len(text) < 300
    assert "…" in text


def test_messages_of_a_page_count_lines_in_the_whole_file(tmp_path: Path) -> None:
    page = "# T\n\n## OpenAPI\n\n````yaml get /a\na: 1\nb:\n  c: 2\n````\n"
    sources = open_text(tmp_path, page, "page.md")
    text = render(error(Location("page.md", "/b/c")), sources)
    assert text.startswith("page.md:8:3: error")
    assert "   8 |   c: 2\n" in text
