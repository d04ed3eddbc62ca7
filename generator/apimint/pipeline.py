"""The whole story: bytes → documents → canonical OpenAPI → ir.Api → modules → files.

Nothing here touches the disk but to read; the caller writes what comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from . import dialects, ir, openapi, python
from .config import Client, check_environment
from .diagnostics import Diagnostics
from .output import MANIFEST, manifest_text
from .resources import templates_dir
from .source import Document, Sources
from .specs import find_specs

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Package:
    """A generated package: path within it → bytes; and the model that it came from, of
    which only the types were written where `only_models` is set.
    """

    files: Mapping[str, bytes]
    api: ir.Api
    only_models: bool = False


def generate(
    client: Client, sources: Sources, diagnostics: Diagnostics, progress: Progress
) -> Package:
    """Generate the package of one configured client.

    Raises:
        InputError: the specification cannot be turned into a client.
    """
    progress("reading")
    documents = open_documents(client, sources)
    progress("lowering")
    canonical = dialects.lower(documents, sources, diagnostics)
    diagnostics.raise_errors()
    progress("understanding")
    api = openapi.read(canonical, diagnostics, client.skip, client.paging)
    progress("writing Python")
    if client.environment:
        check_environment(client, python.constructor_arguments(api))
    policy = python.Policy(
        _source_name(documents),
        client.strip_prefix,
        client.names,
        client.only_models,
        client.environment,
    )
    generated = python.generate(api, policy, diagnostics)
    diagnostics.raise_errors()
    files = {path: text.encode() for path, text in generated} | runtime_files()
    inputs = {
        document.file.rpartition("/")[2]: document.sha256 for document in documents
    }
    manifest = manifest_text(f"apimint {version('apimint')}", inputs, files)
    return Package({**files, MANIFEST: manifest.encode()}, api, client.only_models)


def open_documents(client: Client, sources: Sources) -> list[Document]:
    """Open every document of a client, in the order of its configuration."""
    found = find_specs(client.spec, client.root)
    return [each for path, shown in found for each in sources.open_all(path, shown)]


def runtime_files() -> dict[str, bytes]:
    """The files that are the same in every client."""
    root = templates_dir()
    runtime = sorted((root / "_runtime").glob("*.py"))
    paths = [*runtime, root / "py.typed"]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def _source_name(documents: list[Document]) -> str:
    """What the headers name: the file, or how many documents there are and where."""
    if len({document.file for document in documents}) == 1:
        return Path(documents[0].file).name
    return f"{len(documents)} documents in {Path(documents[0].file).parent.name}/"
