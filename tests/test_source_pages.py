"""Documentation pages: which block is read, and what the page says around it."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest
from apimint.diagnostics import InputError, Position
from apimint.source import Page
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
    assert document.text == PAGE
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


def test_further_blocks_below_openapi_headings_are_named(tmp_path: Path) -> None:
    block = "## OpenAPI\n\n```yaml\na: 1\n```\n\n"
    page = read(tmp_path, f"# A\n\n{block}# B\n\n{block}", "a.md").page
    assert page and (page.title, page.line, page.further) == ("A", 5, (13,))


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
    ],
)
def test_no_page_takes_long(tmp_path: Path, text: str) -> None:
    began = time.perf_counter()
    for name in ("a.md", "a.json", "a.yaml"):
        with suppress(InputError):
            read(tmp_path, text + "```sh\n[", name)
    assert time.perf_counter() - began < 3
