"""A first configuration, for the specifications that a folder holds."""

from __future__ import annotations

from pathlib import Path

from .config import Client, find_config, read_config
from .diagnostics import Diagnostics, InputError
from .dialects.detect import detect
from .python.words import snake, words
from .source import Sources
from .specs import SUFFIXES

_SKIPPED = {"node_modules", "site-packages", "build", "dist", "tests"}


def write_config(folder: Path) -> tuple[Path, tuple[Client, ...]]:
    """Write a client for each specification below `folder` to its pyproject.toml, or to
    an apimint.toml where it has none.

    Raises:
        ValueError: something is configured already, or nothing was found.
    """
    pyproject = folder / "pyproject.toml"
    existing = find_config(folder)
    if existing and existing.parent == folder and read_config(existing).clients:
        raise ValueError(f"{existing.name} configures clients already")
    clients = tuple(_client(folder, path) for path in _found(folder))
    if not clients:
        raise ValueError("no specification was found below this folder")
    if pyproject.is_file():
        text = pyproject.read_text("utf-8").rstrip("\n")
        tables = "".join(_table("tool.apimint.client", each) for each in clients)
        pyproject.write_text(f"{text}\n{tables}" if text else tables[1:], "utf-8")
        return pyproject, clients
    target = folder / "apimint.toml"
    tables = "".join(_table("client", each) for each in clients)
    target.write_text(tables[1:], "utf-8")
    return target, clients


def _found(folder: Path) -> list[Path]:
    """The files that are specifications, in the order of their paths."""
    candidates = [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix in SUFFIXES
        and path.is_file()
        and not _is_hidden(path.relative_to(folder))
    ]
    return [path for path in candidates if _is_specification(path)]


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") or part in _SKIPPED for part in path.parts)


def _is_specification(path: Path) -> bool:
    try:
        document = Sources().open(path)
        return detect(document, Diagnostics()) is not None
    except InputError:
        return False


def _client(folder: Path, path: Path) -> Client:
    stem = path.stem if path.stem not in ("openapi", "swagger") else path.parent.name
    package = snake(words(stem)) or "client"
    package = package if package.isidentifier() else f"client_{package}"
    spec = path.relative_to(folder).as_posix()
    return Client((spec,), "clients", package)


def _table(name: str, client: Client) -> str:
    spec = client.spec[0].replace("\\", "\\\\").replace('"', '\\"')
    return (
        f'\n[[{name}]]\nspec = "{spec}"\n'
        f'output = "{client.output}"\npackage = "{client.package}"\n'
    )
