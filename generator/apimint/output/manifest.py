"""The manifest of a generated package: what made it, and a hash of every file of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MANIFEST = ".apimint.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """`files` and `inputs` go from names to SHA-256 hashes of their bytes."""

    generator: str
    inputs: Mapping[str, str]
    files: Mapping[str, str]


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def manifest_text(
    generator: str, inputs: Mapping[str, str], files: Mapping[str, bytes]
) -> str:
    """The manifest's own text, sorted, a line for each file."""
    content = {
        "generator": generator,
        "inputs": dict(sorted(inputs.items())),
        "files": {path: sha256(data) for path, data in sorted(files.items())},
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of the package in `folder`; None where there is none to be read."""
    try:
        found = json.loads((folder / MANIFEST).read_text("utf-8"))
        return Manifest(
            str(found["generator"]),
            {str(name): str(hash_) for name, hash_ in found["inputs"].items()},
            {str(name): str(hash_) for name, hash_ in found["files"].items()},
        )
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return None
