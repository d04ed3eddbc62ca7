"""A generated package and its operations: which argument goes to which place."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, get_type_hints

GENERATOR = Path(__file__).parents[2] / "generator"
_BODIES = ("json", "form", "multipart", "content")
_PLACES = {"query": "query", "headers": "header", "cookies": "cookie"}


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation function, its method and path template (`/pets/{}`).

    `places` says where an argument goes: a place and a name on the wire (for the path,
    which of its values it is), or the kind of body and "".
    """

    name: str
    build: Callable[..., Any]
    method: str
    template: str
    places: Mapping[str, tuple[str, str]]
    media_type: str

    @property
    def hints(self) -> dict[str, Any]:
        """The types of the arguments, by name."""
        found = get_type_hints(self.build)
        return {name: found[name] for name in inspect.signature(self.build).parameters}


def generate(specs: list[Path], folder: Path, package: str) -> ModuleType:
    """Write the client of the documents with the command line, and import it."""
    command = [sys.executable, "-m", "apimint", "generate", *map(str, specs)]
    command += ["-o", str(folder / package)]
    environment = {"PYTHONPATH": str(GENERATOR), "PATH": ""}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    return importlib.import_module(package)


def operations(package: ModuleType) -> Iterator[Operation]:
    """The operations of a package, in the order of its modules."""
    [root] = package.__path__
    for file in sorted((Path(root) / "api").glob("*.py")):
        if file.stem != "__init__":
            module = importlib.import_module(f"{package.__name__}.api.{file.stem}")
            for node in ast.parse(file.read_text("utf-8")).body:
                if isinstance(node, ast.FunctionDef):
                    call = _call(node)
                    if call is not None:
                        yield _operation(module, node, call)


def _call(function: ast.FunctionDef) -> ast.Call | None:
    for node in ast.walk(function):
        match node:
            case ast.Call(func=ast.Name("Call"), args=[_, *_]):
                return node
            case _:
                continue
    return None


def _operation(
    module: ModuleType, function: ast.FunctionDef, call: ast.Call
) -> Operation:
    arguments = {a.arg for a in (*function.args.args, *function.args.kwonlyargs)}
    method, path = call.args
    assert isinstance(path, ast.Tuple)
    template = "".join(
        "{}" if index % 2 else str(ast.literal_eval(part))
        for index, part in enumerate(path.elts)
    )
    places: dict[str, tuple[str, str]] = {}
    for index, part in enumerate(path.elts[1::2]):
        places |= dict.fromkeys(_used(part, arguments), ("path", str(index)))
    media_type = ""
    for keyword in call.keywords:
        name, value = keyword.arg or "", keyword.value
        if name in _PLACES and isinstance(value, ast.Dict):
            for key, item in zip(value.keys, value.values, strict=True):
                place = (_PLACES[name], ast.literal_eval(key or ast.Constant("")))
                places |= dict.fromkeys(_used(item, arguments), place)
        elif name in _BODIES:
            places |= dict.fromkeys(_used(value, arguments), (name, ""))
        elif name == "media_type":
            media_type = ast.literal_eval(value)
    return Operation(
        name=f"{module.__name__.rpartition('.')[2]}.{function.name}",
        build=getattr(module, function.name),
        method=ast.literal_eval(method),
        template=template,
        places=places,
        media_type=media_type,
    )


def _used(value: ast.expr, arguments: set[str]) -> list[str]:
    names = [node.id for node in ast.walk(value) if isinstance(node, ast.Name)]
    return [name for name in dict.fromkeys(names) if name in arguments]


def shape(path: str) -> str:
    """A path template without the names of its values."""
    return re.sub(r"\{[^{}]*\}", "{}", path)
