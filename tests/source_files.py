"""What the tests of the source stage share."""

from __future__ import annotations

from pathlib import Path

import pytest
from apimint.diagnostics import Diagnostic, InputError
from apimint.source import Document, Limits, Node, Sources
from apimint.source.yaml_tree import parse_yaml


def read(
    folder: Path, text: str | bytes, name: str = "a.yaml", limits: Limits | None = None
) -> Document:
    data = text if isinstance(text, bytes) else text.encode()
    (folder / name).write_bytes(data)
    return Sources(limits or Limits()).open(folder / name, name)


def refused(
    folder: Path, text: str | bytes, name: str = "a.yaml", limits: Limits | None = None
) -> Diagnostic:
    with pytest.raises(InputError) as caught:
        read(folder, text, name, limits)
    assert len(caught.value.diagnostics) == 1
    return caught.value.diagnostics[0]


def tree(text: str) -> Node:
    return parse_yaml(text, Limits())
