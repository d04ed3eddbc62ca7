"""The configuration: every policy with its default, from pyproject.toml or apimint.toml."""

from __future__ import annotations

import difflib
import keyword
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeAlias, cast

from .characters import is_name
from .diagnostics import Diagnostic, InputError, Location, Position, Severity
from .paging_config import PagingRule, paging_rule
from .specs import shown

_FILES = ("apimint.toml", "pyproject.toml")

Place: TypeAlias = tuple[Location, Position | None]
"""Where an entry of the configuration stands: tomllib gives no places."""


@dataclass(frozen=True, slots=True)
class Client:
    """One package to generate.

    `spec` lists files, folders and globs that describe one API together. `output` is
    the folder of the package; `package` is its import name where `output` is the folder
    that holds it. `strip_prefix` is dropped from the names of schemas, `names`
    overrides single names, `skip` leaves operations out, each for the reason given,
    `paging` says of operations how they page. With `only_models` the package has the
    types alone. `ref_root` is a further folder below which references to files may
    lead. `environment` names, for arguments of the client's constructor, the variables
    that stand in for them; `places` are those entries' in the configuration.
    """

    spec: tuple[str, ...]
    output: str
    package: str = ""
    strip_prefix: str = ""
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    skip: Mapping[str, str] = field(default_factory=dict[str, str])
    paging: Mapping[str, PagingRule] = field(default_factory=dict[str, PagingRule])
    lenient: bool = False
    only_models: bool = False
    ref_root: str = ""
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    root: Path = Path()
    places: Mapping[str, Place] = field(default_factory=dict[str, Place])

    @property
    def target(self) -> Path:
        """The folder of the package."""
        return self.root / self.output / self.package

    @property
    def import_name(self) -> str:
        """The last part of the folder, by which Python will import the package.

        Raises:
            ValueError: Python cannot import by this name.
        """
        name = self.target.resolve().name
        if _is_name(name):
            return name
        raise ValueError(f"{name!r} is the package's folder, but no name to import by")


@dataclass(frozen=True, slots=True)
class Config:
    """`file` is where it was read from, for messages."""

    clients: tuple[Client, ...]
    file: Path


def _is_name(text: str) -> bool:
    return is_name(text) and not keyword.iskeyword(text)


def find_config(start: Path) -> Path | None:
    """The nearest configuration, from `start` upwards: an apimint.toml, or a
    pyproject.toml that has a `tool.apimint` table.
    """
    for folder in (start, *start.parents):
        for name in _FILES:
            path = folder / name
            if path.is_file() and (
                name == _FILES[0]
                or "[tool.apimint" in path.read_text("utf-8", "replace")
            ):
                return path
    return None


def read_config(path: Path) -> Config:
    """Read a configuration file.

    Raises:
        InputError: it is not TOML, or says something that means nothing.
    """
    try:
        text = path.read_text("utf-8")
        data = tomllib.loads(text)
    except OSError as error:
        raise _failure(path, "", f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise _failure(path, "", "is not UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(path, str(error)) from error
    table = data
    if path.name == "pyproject.toml":
        table = data.get("tool", {}).get("apimint", {})
    _known_keys(path, text, table, {"client"})
    tables = table.get("client", [])
    if not isinstance(cast("object", tables), list):
        raise _failure(path, text, "'client' is a list of tables", key="client")
    clients = (
        _client(path, _lines_of(text, index), each) for index, each in enumerate(tables)
    )
    return Config(tuple(clients), path)


def _lines_of(text: str, index: int) -> str:
    """The text with none but the lines of one client's table left in it."""
    lines = text.splitlines()
    heads = [n for n, line in enumerate(lines) if re.match(r"\s*\[\[.*client", line)]
    if index >= len(heads):
        return text
    start, end = heads[index], [*heads, len(lines)][index + 1]
    return "\n" * start + "\n".join(lines[start:end])


def _client(path: Path, text: str, table: Any) -> Client:
    allowed = {each.name for each in fields(Client)} - {"root", "places"}
    _known_keys(path, text, table, allowed)
    values = dict(table)
    for key, expected in _EXPECTED.items():
        if key in values and not _fits(values[key], expected):
            raise _failure(path, text, f"{key!r} is {expected}", key=key)
    for key, what in (("spec", "a file, or a list of them"), ("output", "a folder")):
        if not values.get(key):
            message = f"a client needs {key!r}: {what}"
            key = key if key in values else "client"
            raise _failure(path, text, message, key=key)
    for key, name in values.get("names", {}).items():
        if not _is_name(name):
            message = f"{name!r} is no name that Python could use"
            raise _failure(path, text, message, key=key)
    values["paging"] = _paging(path, text, values.get("paging", {}))
    values["places"] = _environment(path, text, values.get("environment", {}))
    spec = values["spec"]
    values["spec"] = (spec,) if isinstance(spec, str) else tuple(spec)
    client = Client(**values, root=path.parent)
    try:
        _ = client.import_name
    except ValueError as error:
        key = "package" if client.package else "output"
        raise _failure(path, text, str(error), key=key) from error
    return client


def _paging(
    path: Path, text: str, table: Mapping[str, object]
) -> dict[str, PagingRule]:
    """The rules of the table `paging`. Raises InputError for what means nothing."""
    own, location = _from_table(text, "paging"), Location(shown(path))
    rules: dict[str, PagingRule] = {}
    for key, given in table.items():
        try:
            rules[key] = paging_rule(key, given, (location, _position(own, key)))
        except ValueError as error:
            raise _failure(path, own, str(error), key=key) from error
    return rules


def _environment(
    path: Path, text: str, variables: Mapping[str, str]
) -> dict[str, Place]:
    """The places of a table of variables. Raises InputError for what cannot be one."""
    own = _from_table(text, "environment")
    for key, name in variables.items():
        if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name):
            message = f"{name!r} is no name of an environment variable"
            raise _failure(path, own, message, key=key)
    location = Location(shown(path))
    return {key: (location, _position(own, key)) for key in variables}


def check_environment(client: Client, arguments: Sequence[str]) -> None:
    """The environment stands in for arguments that the client's constructor has.

    Raises:
        InputError: it has no such argument.
    """
    for key in client.environment:
        if key not in arguments:
            location, position = client.places[key]
            message = f"the client's constructor has no argument {key!r}"
            hint = f"it has {', '.join(arguments)}" if arguments else ""
            raise InputError(
                Diagnostic(
                    *(Severity.ERROR, "invalid-config", message, location, hint),
                    position=position,
                )
            )


_EXPECTED = {
    "spec": "a text or a list of texts",
    "output": "a text",
    "package": "a text",
    "strip_prefix": "a text",
    "ref_root": "a text",
    "names": "a table of texts",
    "skip": "a table of texts",
    "paging": "a table",
    "environment": "a table of texts",
    "lenient": "true or false",
    "only_models": "true or false",
}


def _fits(value: object, expected: str) -> bool:
    match expected:
        case "a text":
            return isinstance(value, str)
        case "true or false":
            return isinstance(value, bool)
        case "a table":
            return isinstance(value, dict)
        case "a table of texts":
            return isinstance(value, dict) and _are_texts(
                cast("dict[str, object]", value).values()
            )
        case _:
            listed = isinstance(value, list)
            texts = cast("list[object]", value) if listed else [value]
            return _are_texts(texts)


def _are_texts(values: Iterable[object]) -> bool:
    return all(isinstance(each, str) for each in values)


def _known_keys(path: Path, text: str, table: object, allowed: set[str]) -> None:
    if not isinstance(table, dict):
        raise _failure(path, text, "a table is expected here", key="client")
    for key in cast("dict[str, object]", table):
        if key not in allowed:
            near = difflib.get_close_matches(key, sorted(allowed), n=1)
            hint = f"did you mean {near[0]!r}?" if near else ""
            message = f"there is no option {key!r}"
            raise _failure(path, text, message, key=key, hint=hint)


def _not_toml(path: Path, message: str) -> InputError:
    found = re.search(r"\(at line (\d+), column (\d+)\)", message)
    position = Position(int(found[1]), int(found[2])) if found else None
    said = message.partition(" (at")[0]
    location = Location(shown(path))
    return InputError(
        Diagnostic(Severity.ERROR, "invalid-toml", said, location, position=position)
    )


def _failure(
    path: Path, text: str, message: str, *, key: str = "", hint: str = ""
) -> InputError:
    """An error at the first line that speaks of `key`."""
    position = _position(text, key) if key else None
    location = Location(shown(path))
    return InputError(
        Diagnostic(
            Severity.ERROR, "invalid-config", message, location, hint, position=position
        )
    )


def _position(text: str, key: str) -> Position | None:
    """The first line that speaks of a key: as one of its own, else anywhere."""
    name = re.escape(key)
    at = re.search(rf"^[ \t]*\"?({name})\b", text, re.M)
    at = at or re.search(rf"^[^#\n]*?({name})(?!\w)", text, re.M)
    if not at:
        return None
    before = text[: at.start(1)]
    return Position(before.count("\n") + 1, len(before) - before.rfind("\n"))


def _from_table(text: str, name: str) -> str:
    """The text with nothing left in it before the table of that name."""
    at = re.search(rf"^[^#\n]*?\b{name}\b", text, re.M)
    start = at.end() if at else 0
    return re.sub(r"[^\n]", " ", text[:start]) + text[start:]
