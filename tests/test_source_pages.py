"""Documentation pages: which block is read, and what the page says around it."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest
from apimint.diagnostics import InputError, Location, Position
from apimint.source import Document, Limits, Page, Sources
from source_files import read, refused

PAGE = """\
---
url: https://docs.example/create-pet
---

# Source: https://docs.example/create-pet.md

# Create pet

> Adds a pet
> to the shop.

It stays there.

### Notes

```yaml
other: block
## OpenAPI is not a heading here
```

## OpenAPI

````yaml openapi.yaml post /v1/pets
paths:
  path: /v1/pets
  example: |
    ```
    code
    ```

````

> To find navigation
"""


def test_a_page_gives_its_block_and_what_surrounds_it(tmp_path: Path) -> None:
    document = read(tmp_path, PAGE, "a.md")
    assert document.page == Page(
        title="Create pet",
        description=PAGE[PAGE.index("Adds") : PAGE.index("\n\n## OpenAPI\n\n")].replace(
            "> to", "to"
        ),
        info="openapi.yaml post /v1/pets",
        language="yaml",
        line=23,
    )
    assert document.tree == {
        "paths": {"path": "/v1/pets", "example": "```\ncode\n```\n"}
    }
    assert (document.text, document.name) == (PAGE, "a")
    assert document.position("/paths/path") == Position(25, 3)
    assert document.position("") == Position(24, 1)


@pytest.mark.parametrize("name", ["a.md", "a.mdx", "a.markdown", "a.txt", "a.MD"])
def test_a_page_is_known_by_its_suffix(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, PAGE, name).page


FENCES = [
    ("```yaml\na: 1\n```", "yaml", ""),
    ("~~~~ yml  get /x \na: 1\n~~~~~", "yml", "get /x"),
    ("   ```YAML get\n   a: 1\n   ```", "yaml", "get"),
    ('```json get /x\n{"a": 1}\n```', "json", "get /x"),
    ("```sh\n```yaml\n```\n\n```yaml x\na: 1\n```", "yaml", "x"),
    ("```yaml `x`\n\n~~~yaml y\na: 1\n~~~", "yaml", "y"),
    ("    ```yaml no\n\n```yaml z\na: 1\n```", "yaml", "z"),
    ("```yaml\na: 1\n```  \nb\n```\n", "yaml", ""),
]


@pytest.mark.parametrize(("text", "language", "info"), FENCES)
def test_fences_are_those_of_commonmark(
    tmp_path: Path, text: str, language: str, info: str
) -> None:
    for end in ("\n", "\r\n"):
        document = read(tmp_path, text.replace("\n", end), "a.md")
        assert document.tree == {"a": 1}
        assert document.page and document.page.language == language
        assert document.page.info == info


def test_the_first_block_is_read_where_no_heading_says_openapi(tmp_path: Path) -> None:
    text = "# T\n\ntext\n\n## Body\n\n```yaml\na: 1\n```\n\n```json\n{}\n```\n"
    document = read(tmp_path, text, "a.md")
    assert document.tree == {"a": 1}
    assert document.page == Page("T", "text", "", "yaml", 7)


def read_all(folder: Path, text: str, **limits: int) -> tuple[Document, ...]:
    (folder / "site.txt").write_text(text)
    return Sources(Limits(**limits)).open_all(folder / "site.txt", "site.txt")


BLOCK = "## OpenAPI\n\n```yaml\na: {b: 1}\n```\n\n"


def test_each_page_of_a_text_is_a_document_with_its_place_in_it(tmp_path: Path) -> None:
    text = f"# A\nSource: https://x.example/a\n\n> a\n\n{BLOCK}# B\n\n> b\n\n{BLOCK}c\n\n{BLOCK}"
    first, second, third = documents = read_all(tmp_path, text)
    pages = [document.page for document in documents if document.page]
    assert [(p.title, p.description, p.line) for p in pages] == [
        ("A", "a", 8),
        ("B", "b", 18),
        ("B", "c", 26),
    ]
    assert {(d.file, d.sha256, d.text) for d in documents} == {
        ("site.txt", first.sha256, text)
    }
    assert [document.name for document in documents] == ["A", "B", "B"]
    assert second.tree == {"a": {"b": 1}}
    assert third.location == Location("site.txt", "/2")
    assert third.position("/a/b") == Position(27, 5)


def test_a_location_finds_its_page(tmp_path: Path) -> None:
    (tmp_path / "site.txt").write_text(f"# A\n\n{BLOCK}# B\n\n{BLOCK}" * 6)
    sources = Sources()
    documents = sources.open_all(tmp_path / "site.txt", "s")
    assert sources.open(tmp_path / "site.txt") is documents[0]
    assert len(documents) == 12
    for index, document in enumerate(documents):
        place = Location("s", f"/{index}/a/b")
        assert document.page
        assert sources.position(place) == Position(document.page.line + 1, 5)
        assert sources.excerpt(place) == "a: {b: 1}"
    assert sources.position(Location("s", "/99/a")) == Position(6, 1)


SAMPLES = [
    ("```yaml\nc: 1\n```\n", (10,)),
    ("## OpenAPI\n```yaml\nc: 1\n```\n", None),
    ("## OpenAPI\n```json\n[1]\n```\n", (11,)),
    ("## OpenAPI\n```json post /c\n[1]\n```\n", None),
    ("```yaml post /c\nc: 1\n```\n", (10,)),
    ('```json\n{"a": 1}\n```\n', None),
    ("```yaml\n# note\n---\n\na: 1\n```\n", None),
    ("## Other\n```yaml\na: 1\n```\n", ()),
    ("```yaml\n```\n", (10,)),
    ("```json\n[1]\n```\n", (10,)),
]


@pytest.mark.parametrize(("more", "further"), SAMPLES)
def test_a_sample_is_no_document_but_named(
    tmp_path: Path, more: str, further: tuple[int, ...] | None
) -> None:
    documents = read_all(tmp_path, f"# A\n\n{BLOCK}\n{more}")
    assert len(documents) == (2 if further is None else 1)
    assert documents[0].page and documents[0].page.further == (further or ())
    assert documents[0].base == ("/0" if further is None else "")


def test_pages_without_keys_or_titles(tmp_path: Path) -> None:
    lists = "## OpenAPI\n```json\n[1]\n```\n```json\n[1]\n```\n"
    assert len(read_all(tmp_path, lists)) == 1
    named = read_all(tmp_path, lists + BLOCK)
    assert [document.name for document in named] == ["site", "site"]


def test_without_openapi_headings_blocks_that_begin_alike_are_documents(
    tmp_path: Path,
) -> None:
    text = "# A\n\n```yaml\na: 1\n```\n\n```sh\na: 1\n```\n\n```yaml x /y\nb: 1\n```\n"
    (only,) = read_all(tmp_path, text)
    assert only.page and only.page.further == ()
    assert len(read_all(tmp_path, f"{text}```yaml\na: 1\n```\n")) == 2


def test_the_limits_are_those_of_all_pages_together(tmp_path: Path) -> None:
    pages = f"# A\n\n{BLOCK}".replace("1", "[1]") * 4
    assert len(read_all(tmp_path, pages, max_nodes=16)) == 4
    with pytest.raises(InputError) as caught:
        read_all(tmp_path, pages, max_nodes=15)
    (told,) = caught.value.diagnostics
    assert told.code == "too-many-nodes" and "15 values" in told.message
    assert told.position == Position(30, 9)


@pytest.mark.parametrize(
    ("text", "title", "description"),
    [
        ("# null\n\n## OpenAPI\n\n", "", ""),
        ("\n## OpenAPI\n\n", "", ""),
        ("# A\n> x\n\n# B #\n\n>y\n> > z\n\n## OpenAPI spec\n### v\n", "B", "y\n> z"),
        ("# A\n\ntext\n\n", "A", "text"),
        ("#A\n# B\n####### C\n", "B", "####### C"),
        ("## OpenAPI\n\n# A\n\n", "A", ""),
    ],
)
def test_title_and_description(
    tmp_path: Path, text: str, title: str, description: str
) -> None:
    page = read(tmp_path, text + "```yaml\na: 1\n```\n", "a.md").page
    assert page and (page.title, page.description) == (title, description)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("# T\n\nprose\n", "no-block", (1, 1)),
        ("POST\n/\nv1\n", "no-block", (1, 1)),
        ("# T\n\n```yaml\na: 1\n", "unclosed-fence", (3, 1)),
        ("# T\n\n```yaml\na: 1\na: 2\n```\n", "duplicate-key", (5, 1)),
        ("# T\n\n```yaml\na: [\n```\n", "yaml-syntax", (5, 1)),
        ("# T\n\n```yaml\n```\n", "empty-document", (4, 1)),
        ("# T\n\n```json\n{a: 1}\n```\n", "json-syntax", (4, 2)),
        ('# T\n\n```json\n{"a": NaN}\n```\n', "json-constant", (4, 7)),
        ("# a comment\na: 1\nb: [\n", "yaml-syntax", (4, 1)),
    ],
)
def test_a_page_is_refused_at_its_place(
    tmp_path: Path, text: str, code: str, place: tuple[int, int]
) -> None:
    diagnostic = refused(tmp_path, text, "a.md")
    assert (diagnostic.code, diagnostic.position) == (code, Position(*place))


def test_both_places_of_a_duplicate_key_count_in_the_whole_file(tmp_path: Path) -> None:
    message = refused(tmp_path, "# T\n```yaml\na: 1\na: 2\n```\n", "a.md").message
    assert message.endswith("(first in line 3, column 1)")


@pytest.mark.parametrize(
    "text",
    [
        "# " + " " * 300_000 + "x\n",
        "#" * 300_000,
        "`" * 300_000 + "\n" + "`" * 299_999 + "\n",
        "# a\n```yaml\n```\n" * 30_000,
        "\\\n" * 150_000,
        "'" * 300_000,
        '"\\' * 150_000,
        "\n" * 300_000,
        "# \n" * 100_000,
        "# T\n" + "## OpenAPI\n```yaml x\na: 1\n```\n" * 3_000,
    ],
)
def test_no_page_takes_long(tmp_path: Path, text: str) -> None:
    began = time.perf_counter()
    for name in ("a.md", "a.json", "a.yaml"):
        with suppress(InputError):
            read(tmp_path, text + "```sh\n[", name)
    assert time.perf_counter() - began < 3
