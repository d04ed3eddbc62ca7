"""Samples of a document through the codec of its generated package: decode, encode, compare."""

from __future__ import annotations

import importlib
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from apimint import ir
from apimint.diagnostics import Diagnostics, InputError
from apimint.python import Policy
from apimint.python.aliases import forward, untangled
from apimint.python.layout import lay_out
from apimint.python.names import decide_names
from apimint.python.needed import without_unread
from apimint.python.package import build
from apimint.python.render import render
from apimint.python.types import Typing, annotation
from corpus_examples import Description, Judge, Sample, describe, samples

PACKAGE = "corpus_client"
_RUNTIME = f"{PACKAGE}._runtime"
_TEMPLATES = Path(__file__).parents[1] / "templates"


@dataclass(frozen=True, slots=True)
class Failure:
    """A sample that did not come back as it was; `kind` groups failures alike."""

    document: str
    sample: Sample
    kind: str
    detail: str


@dataclass(slots=True)
class Result:
    """Over documents: samples seen and accepted, failures, the documents that have no
    client, and messages by severity and code.
    """

    seen: int = 0
    accepted: int = 0
    failures: list[Failure] = field(default_factory=list[Failure])
    refused: list[str] = field(default_factory=list[str])
    messages: Counter[str] = field(default_factory=Counter[str])


def try_document(path: Path, folder: Path, result: Result) -> None:
    """Send every accepted sample of a document through the codec; `folder` is empty."""
    try:
        found = describe(path)
    except InputError:
        result.refused.append(path.name)
        return
    typing = _write(found, folder)
    judge = Judge(found.tree)
    names = _read_only_names(found.api)
    with _importable(folder):
        for sample in samples(found):
            result.seen += 1
            if judge.accepts(sample):
                result.accepted += 1
                said = _try(sample, typing, names if sample.sent else frozenset())
                if said:
                    result.failures.append(Failure(path.name, sample, *said))
    for each in found.diagnostics.items:
        result.messages[f"{each.severity} {each.code}"] += 1


def _read_only_names(api: ir.Api) -> frozenset[str]:
    """The properties that some schema says callers cannot write."""
    objects = [each for each in api.definitions if isinstance(each, ir.Object)]
    return frozenset(f.wire for each in objects for f in each.fields if f.read_only)


def _write(found: Description, folder: Path) -> Typing:
    """Write the package's models, not formatted: nobody reads them."""
    policy = Policy(found.path.name)
    package = folder / PACKAGE
    package.mkdir()
    runtime = folder.parent / "runtime"
    if not runtime.exists():
        shutil.copytree(_TEMPLATES / "_runtime", runtime / "_runtime")
    (package / "__init__.py").write_text(f"__path__.append({str(runtime)!r})\n")
    for module in build(found.api, policy, found.diagnostics):
        if module.path.startswith("models/"):
            file = package / module.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(render(module), "utf-8")
    api = untangled(without_unread(found.api), Diagnostics())
    names = decide_names(api, policy, Diagnostics())
    definitions = {each.id: each for each in api.definitions}
    known = forward(definitions.values())
    return Typing(names, lay_out(api, names), definitions, known)


@contextmanager
def _importable(folder: Path) -> Iterator[None]:
    """The package can be imported; the runtime, the same in each, stays loaded."""
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        package = importlib.import_module(PACKAGE)
        if _RUNTIME in sys.modules:
            vars(package)["_runtime"] = sys.modules[_RUNTIME]
        yield
    finally:
        sys.path.remove(str(folder))
        for name in [n for n in sys.modules if n.partition(".")[0] == PACKAGE]:
            if not name.startswith(_RUNTIME):
                del sys.modules[name]


def _hint(type_: ir.Type, typing: Typing) -> Any:
    """The annotation of a type, evaluated."""
    found = annotation(typing, type_)
    space: dict[str, Any] = {}
    for each in found.imports:
        relative = PACKAGE + each.module if each.module.startswith(".") else each.module
        space[each.name] = getattr(importlib.import_module(relative), each.name)
    return eval(found.source, space)


def _try(
    sample: Sample, typing: Typing, may_drop: frozenset[str]
) -> tuple[str, str] | None:
    """The kind and the detail of the failure; None where the value came back."""
    codec = importlib.import_module(_RUNTIME + ".codec")
    errors = importlib.import_module(_RUNTIME + ".errors")
    try:
        value = codec.decode(_hint(sample.type, typing), sample.value)
    except errors.DecodeError as error:
        got = re.sub(r"[^a-z ]", "", error.got.partition(" ")[0])
        return f"not read: expected {error.expected}, got {got}", str(error)
    except errors.ApiError as error:
        return "no decoder", str(error)
    try:
        written = codec.encode(value)
    except errors.EncodeError as error:
        return "not written", str(error)
    return difference(sample.value, written, may_drop)


def difference(
    before: Any, after: Any, may_drop: frozenset[str], path: str = "$"
) -> tuple[str, str] | None:
    """What two JSON values differ in, but for the order of properties.

    Numbers are compared by value (1 is 1.0), and date-times as instants, to the
    microsecond: `+00:00` may come back as `Z`. Properties named in `may_drop`, which
    callers cannot write, may be missing.
    """
    if isinstance(before, dict) and isinstance(after, dict):
        return _between_objects(before, after, may_drop, path)
    if isinstance(before, list) and isinstance(after, list):
        if len(before) != len(after):
            return "another length", path
        pairs = enumerate(zip(before, after, strict=True))
        found = (difference(b, a, may_drop, f"{path}[{i}]") for i, (b, a) in pairs)
        return next((each for each in found if each), None)
    numbers = (int, float)
    is_boolean = isinstance(before, bool) or isinstance(after, bool)
    if not is_boolean and isinstance(before, numbers) and isinstance(after, numbers):
        same = before == after
    else:
        same = type(before) is type(after) and before == after
    if same or _same_instant(before, after):
        return None
    kinds = f"{type(before).__name__} became {type(after).__name__}"
    return f"another value: {kinds}", f"{path}: {before!r} became {after!r}"


def _between_objects(
    before: dict[str, Any], after: dict[str, Any], may_drop: frozenset[str], path: str
) -> tuple[str, str] | None:
    for name in after.keys() - before.keys():
        return "a property added", f"{path}.{name}: {after[name]!r}"
    for name, value in before.items():
        if name in after:
            found = difference(value, after[name], may_drop, f"{path}.{name}")
            if found:
                return found
        elif name not in may_drop:
            what = "null" if value is None else "property"
            return f"a {what} lost", f"{path}.{name}: {value!r}"
    return None


def _same_instant(before: Any, after: Any) -> bool:
    if not isinstance(before, str) or not isinstance(after, str):
        return False
    try:
        first, second = map(datetime.fromisoformat, (before.upper(), after.upper()))
    except ValueError:
        return False
    return (first.tzinfo is None) == (second.tzinfo is None) and first == second


def table(result: Result) -> str:
    """A line of figures, the failures by kind, the messages by code, and the documents
    that have no client.
    """
    failed = len(result.failures)
    head = f"{result.accepted} examples accepted of {result.seen}"
    lines = [f"{head}, {result.accepted - failed} round-tripped, {failed} failed"]
    kinds = Counter(each.kind for each in result.failures)
    lines += [f"{count:6} {kind}" for kind, count in kinds.most_common()]
    lines += [f"{n:6} {code}" for code, n in sorted(result.messages.items())]
    lines += [f"refused: {name}" for name in result.refused]
    return "\n".join(lines)
