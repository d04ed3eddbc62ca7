"""Files, JSON, places, references between files, and pointers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from apimint.diagnostics import InputError, Location, Position
from apimint.source import Limits, Node, ReferenceFailure, Sources, pointer
from source_files import read, refused


@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
def test_the_limit_of_nodes_is_exact(tmp_path: Path, name: str) -> None:
    text = '{"a": [1, 2], "b": 3}'
    assert read(tmp_path, text, name, Limits(max_nodes=5)).tree == json.loads(text)
    assert refused(tmp_path, text, name, Limits(max_nodes=4)).code == "too-many-nodes"


JSON_REFUSALS = [
    ('{"a": 1,\n "a": 2}', "duplicate-key", (2, 2)),
    ('{"a": 1, "\\u0061": 2}', "duplicate-key", (1, 10)),
    ('{"s": "]NaN[",\n "a": NaN}', "json-constant", (2, 7)),
    ("[-Infinity]", "json-constant", (1, 2)),
    (f'{{"a": {"9" * 5000}}}', "number-too-long", (1, 7)),
    ('["\\ud800"]', "lone-surrogate", (1, 2)),
    ("[" * 100_000, "too-deep", (1, 201)),
    ('"' + "\\" * 999, "json-syntax", (1, 1)),
    ('{"a": 1,}', "json-syntax", (1, 9)),
    ('{\n// c\n"a": 1}', "json-syntax", (2, 1)),
    ('{"a": 1', "json-syntax", (1, 8)),
    ("{'a': 1}", "json-syntax", (1, 2)),
    ("<html>", "json-syntax", (1, 1)),
]


@pytest.mark.parametrize(("text", "code", "place"), JSON_REFUSALS)
def test_json_is_refused_at_its_place(
    tmp_path: Path, text: str, code: str, place: tuple[int, int]
) -> None:
    diagnostic = refused(tmp_path, text, "a.json")
    assert (diagnostic.code, diagnostic.position) == (code, Position(*place))


def test_json_keeps_what_it_says(tmp_path: Path) -> None:
    text = '{"a": ["\\ud83d\\ude00", "[{", 1e2, 01]}'.replace("01", "-0")
    assert read(tmp_path, text, "a.json").tree == {"a": ["😀", "[{", 100.0, 0]}


FILE_REFUSALS = [
    (b"", "empty-document", 1),
    (b" \n\n", "empty-document", 1),
    (b"\xef\xbb\xbf", "empty-document", 1),
    ("a: caf\xe9\n".encode("latin-1"), "not-utf8", 1),
    ("a: 1\nb: \xe9\n".encode("latin-1"), "not-utf8", 2),
    ("a: 1\n".encode("utf-16"), "not-utf8", 1),
    ("a: 1\n".encode("utf-16-le"), "not-utf8", 1),
    (b"\x1f\x8b\x08\x00", "not-utf8", 1),
]


@pytest.mark.parametrize(("data", "code", "line"), FILE_REFUSALS)
def test_a_file_must_be_utf8_text(
    tmp_path: Path, data: bytes, code: str, line: int
) -> None:
    diagnostic = refused(tmp_path, data)
    assert diagnostic.position is not None
    assert (diagnostic.code, diagnostic.position.line) == (code, line)


def test_a_file_must_be_regular_and_not_too_large(tmp_path: Path) -> None:
    assert (
        refused(tmp_path, "a: 1", limits=Limits(max_bytes=3)).code == "file-too-large"
    )
    (tmp_path / "loop").symlink_to("loop")
    for path, code in [
        (tmp_path, "file-is-directory"),
        (tmp_path / "none.yaml", "file-missing"),
        (Path("/dev/zero"), "file-not-regular"),
        (Path("a\0b"), "file-missing"),
        (tmp_path / ("n" * 5000), "file-unreadable"),
        (tmp_path / "a.yaml" / "b", "file-unreadable"),
        (tmp_path / "loop", "file-missing"),
    ]:
        with pytest.raises(InputError) as caught:
            Sources().open(path)
        assert caught.value.diagnostics[0].code == code


def test_bom_and_crlf_are_accepted(tmp_path: Path) -> None:
    document = read(tmp_path, b"\xef\xbb\xbfa:\r\n  b: |\r\n    x\r\n    y\r\n")
    assert document.tree == {"a": {"b": "x\ny\n"}}
    assert document.position("/a/b") == Position(2, 3)


@pytest.mark.parametrize("name", ["a.yaml", "a.yml", "a", "a.txt", "a.md"])
def test_the_content_decides_between_json_and_yaml(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, ' {"a": "\\/"}', name).tree == {"a": "/"}
    assert read(tmp_path, "{a: 1, b: 'x'}", name).tree == {"a": 1, "b": "x"}
    assert read(tmp_path, "a:\n  - 1\n", name).tree == {"a": [1]}


def test_json_positions(tmp_path: Path) -> None:
    text = '{"a/b": [1,\n  {"c": "}", "\\u0064": []}],\r\n "e": 2}'
    document = read(tmp_path, text, "a.json")
    found = {at: document.position(at) for at in ("/a~1b/1", "/a~1b/1/d", "/e")}
    assert found["/a~1b/1"] == Position(2, 3)
    assert found["/a~1b/1/d"] == Position(2, 14)
    assert found["/e"] == Position(3, 2)


def test_sources_know_places_by_the_shown_name(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a:\n  b: 1\n")
    sources = Sources()
    document = sources.open(tmp_path / "a.yaml", "spec")
    assert sources.open(tmp_path / "." / "a.yaml") is document
    assert sources.position(Location("spec", "/a/b")) == Position(2, 3)
    assert sources.excerpt(Location("spec", "/a/b")) == "  b: 1"
    assert sources.position(Location("other", "/a/b")) is None


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "secret.yaml").write_text("secret: 1\n")
    root = tmp_path / "root"
    (root / "sub").mkdir(parents=True)
    (root / "main.yaml").write_text("main: 1\n")
    (root / "sub" / "a b.yaml").write_text("sub: 1\n")
    (root / "bad.yaml").write_text("a: [\n")
    (root / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    (root / "inner.yaml").symlink_to(root / "sub" / "a b.yaml")
    return root


def test_references_lead_to_files_below_the_first_document(site: Path) -> None:
    sources = Sources()
    main = sources.open(site / "main.yaml", "specs/main.yaml")
    assert sources.open_reference(main, "#/x~1y/%7Bid%7D") == (main, "/x~1y/{id}")
    assert sources.open_reference(main, "#name") == (main, "name")
    sub, at = sources.open_reference(main, "sub/a%20b.yaml#/sub")
    assert (sub.tree, sub.file, at) == ({"sub": 1}, "specs/sub/a b.yaml", "/sub")
    assert sources.open_reference(sub, "../main.yaml") == (main, "")
    assert sources.open_reference(main, "./inner.yaml")[0] is sub


REFUSED_REFERENCES = [
    *["http://x/a.yaml", "HTTPS://x", "file:///etc/passwd", "//x/a", "C:\\a", "ftp:a"],
    *["../secret.yaml", "%2e%2e/secret.yaml", "link.yaml", "/etc/passwd", "sub/../.."],
    *["none.yaml", "sub", ".", "a\0b", "bad.yaml#/a", "%68ttp://x/a"],
]


@pytest.mark.parametrize("reference", REFUSED_REFERENCES)
def test_references_lead_nowhere_else(site: Path, reference: str) -> None:
    sources = Sources()
    main = sources.open(site / "main.yaml")
    for _ in range(2):
        with pytest.raises(ReferenceFailure) as caught:
            sources.open_reference(main, reference)
        assert "secret" not in caught.value.message.replace(reference, "")
    assert bool(caught.value.causes) == (
        reference in ("none.yaml", "sub", ".", "bad.yaml#/a")
    )


def test_ref_root_widens_where_references_lead(site: Path) -> None:
    sources = Sources(ref_root=site.parent)
    main = sources.open(site / "main.yaml")
    assert sources.open_reference(main, "../secret.yaml")[0].tree == {"secret": 1}
    assert sources.open_reference(main, "link.yaml")[0].tree == {"secret": 1}


def test_pointers() -> None:
    value: Node = {"a/b": {"~": [10, {"": 1}]}}
    assert pointer.split("/a~1b/~0/1/") == ["a/b", "~", "1", ""]
    assert pointer.join(["a/b", "~", 1, ""]) == "/a~1b/~0/1/"
    assert pointer.get(value, "/a~1b/~0/1/") == 1
    assert pointer.get(value, "") is value
    for wrong in (
        "/a",
        "/a~1b/~0/2",
        "/a~1b/~0/01",
        "/a~1b/~0/-1",
        "/a~1b/~0/\u0660",
        "a",
    ):
        with pytest.raises(KeyError):
            pointer.get(value, wrong)
