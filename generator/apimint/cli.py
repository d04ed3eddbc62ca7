"""The command line: flags, exit codes, printing.

Exit codes: 0 success; 1 differences found (`check`, `generate --check`, `verify`);
2 an input, a configuration or a command line that is wrong, and nothing written.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from . import dialects, initial, pipeline
from .config import Client, find_config, read_config
from .diagnostics import Diagnostic, Diagnostics, InputError, Location, Severity
from .messages import render
from .output import (
    Changes,
    Comparison,
    compare,
    read_manifest,
    unified_diff,
    verify,
    write,
)
from .report import Result, ledger, report_text, summary
from .source import Sources, dump
from .specs import shown

P = ParamSpec("P")
R = TypeVar("R")

_PER_CODE = 5  # warnings of one kind that are printed in full


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="apimint", message="%(prog)s %(version)s")
def main() -> None:
    """Mints typed Python clients from OpenAPI specifications and documentation pages."""


def _located(function: Callable[P, R]) -> Callable[P, R]:
    """Wrong input ends the command with its messages and exit code 2."""

    @wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except InputError as error:
            _print(error.diagnostics, _quoting(error.diagnostics, Sources()))
            sys.exit(2)
        except BrokenPipeError:
            raise  # click ends quietly when nobody reads on
        except (OSError, ValueError) as error:
            click.echo(f"error: {error}", err=True)
            sys.exit(2)

    return wrapped


def _quoting(diagnostics: Sequence[Diagnostic], sources: Sources) -> Sources:
    """The sources, with the configurations that the messages speak of to quote from."""
    for file in {each.location.file for each in diagnostics if each.position}:
        with suppress(OSError, UnicodeDecodeError):
            sources.quote_from(file, Path(file).read_text("utf-8"))
    return sources


_config_option = click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The configuration; by default the nearest apimint.toml or pyproject.toml.",
)


@main.command()
@click.argument("specs", nargs=-1, metavar="[SPEC]...")
@click.option("-o", "--output", metavar="DIR", help="The package to write.")
@_config_option
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if stale.")
@click.option("--lenient", is_flag=True, help="Degrade what is wrong, with a warning.")
@click.option("--only-models", is_flag=True, help="Write the types alone, no client.")
@click.option("--report", "report", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--ref-root", metavar="DIR", help="$refs may lead to files below it.")
@_located
def generate(
    specs: tuple[str, ...],
    output: str | None,
    config: Path | None,
    check: bool,
    lenient: bool,
    only_models: bool,
    report: Path | None,
    ref_root: str | None,
) -> None:
    """Write the client of SPEC (files, folders, globs) to DIR, or without SPEC every
    client of the configuration.
    """
    if specs and not output:
        raise click.UsageError("a SPEC needs -o DIR, the package to write")
    if output and not specs:
        raise click.UsageError("-o DIR needs a SPEC")
    if specs and output:
        given = Client(
            specs,
            output,
            lenient=lenient,
            only_models=only_models,
            ref_root=ref_root or "",
        )
        _ = given.import_name
        clients: Sequence[Client] = (given,)
    else:
        clients = _configured(config)
    _run(clients, check=check, lenient=lenient, report=report)


@main.command()
@_config_option
@_located
def check(config: Path | None) -> None:
    """Is everything that is configured up to date? Prints the difference, writes
    nothing, and exits 1 when something is stale.
    """
    _run(_configured(config), check=True, lenient=False, report=None)


@main.command()
@click.argument("specs", nargs=-1, required=True, metavar="SPEC...")
@click.option("--ref-root", metavar="DIR", help="$refs may lead to files below it.")
@_located
def lower(specs: tuple[str, ...], ref_root: str | None) -> None:
    """Print the standard OpenAPI document behind any input."""
    sources = Sources(ref_root=Path(ref_root) if ref_root else None)
    diagnostics = Diagnostics()
    try:
        documents = pipeline.open_documents(Client(specs, ""), sources)
        canonical = dialects.lower(documents, sources, diagnostics)
        diagnostics.raise_errors()
    except InputError as error:
        _print(error.diagnostics, sources)
        sys.exit(2)
    _print(diagnostics.items, sources)
    click.echo(dump(canonical.tree), nl=False)


@main.command("verify")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@_located
def verify_command(folder: Path) -> None:
    """Is the package in DIR exactly what was generated? Exits 1 where it is not."""
    manifest = read_manifest(folder)
    if manifest is None:
        raise ValueError(
            f"{folder.as_posix()} has no manifest: not a generated package"
        )
    differences = verify(folder, manifest)
    for each in differences:
        click.echo(f"{each.kind}: {(folder / each.path).as_posix()}")
    click.echo(f"{len(manifest.files)} files, {len(differences)} differences")
    sys.exit(1 if differences else 0)


@main.command()
@_located
def init() -> None:
    """Write a configuration for the specifications found below this folder."""
    path, clients = initial.write_config(Path.cwd())
    for client in clients:
        click.echo(f"{', '.join(client.spec)} -> {client.output}/{client.package}")
    click.echo(f"written: {shown(path)}; now run: apimint generate")


def _configured(config: Path | None) -> Sequence[Client]:
    path = config or find_config(Path.cwd())
    clients = read_config(path).clients if path else ()
    if not clients:
        where = Location(shown(path) if path else "pyproject.toml")
        hint = "name a SPEC and -o DIR, or let `apimint init` write a configuration"
        message = "no [[tool.apimint.client]] is configured"
        raise InputError(Diagnostic(Severity.ERROR, "no-client", message, where, hint))
    return clients


def _run(
    clients: Sequence[Client], *, check: bool, lenient: bool, report: Path | None
) -> None:
    """Generate every client, and only when all have succeeded write or compare them."""
    results = [_generated(client, lenient) for client in clients]
    if report:
        report.write_text(report_text(results), "utf-8")
    made = [(each, each.package) for each in results if each.package]
    if len(made) < len(results):
        click.echo("nothing was written", err=True)
        sys.exit(2)
    pairs = zip(clients, made, strict=True)
    comparisons = [compare(c.target, package.files) for c, (_, package) in pairs]
    for (result, _), comparison in zip(made, comparisons, strict=True):
        _refuse_foreign(result.name, comparison.changes, check)
    stale = [
        _finish(result, package, comparison, check=check)
        for (result, package), comparison in zip(made, comparisons, strict=True)
    ]
    sys.exit(1 if check and any(stale) else 0)


def _generated(client: Client, lenient: bool) -> Result:
    """Generate one client in memory; its messages are printed where it fails."""
    root = client.root / client.ref_root if client.ref_root else None
    sources, diagnostics = Sources(ref_root=root), Diagnostics(
        lenient or client.lenient
    )
    name = shown(client.target)
    try:
        package = pipeline.generate(client, sources, diagnostics, _progress)
    except InputError as error:
        found = tuple(dict.fromkeys((*diagnostics.items, *error.diagnostics)))
        _clear()
        _print(found, _quoting(found, sources))
        return Result(name, None, found, sources)
    return Result(name, package, diagnostics.items, sources)


def _refuse_foreign(name: str, changes: Changes, check: bool) -> None:
    if changes.foreign and not check:
        listed = ", ".join(changes.foreign[:3])
        raise ValueError(f"{name} has files that are not apimint's: {listed}")


def _finish(
    result: Result, package: pipeline.Package, comparison: Comparison, *, check: bool
) -> bool:
    """Write or compare one package, and say what came of it; True where it was stale."""
    _clear()
    _print(result.diagnostics, result.sources)
    changes, name = comparison.changes, result.name
    for path in changes.kept:
        click.echo(f"{name}/{path}: no longer generated, but edited: kept", err=True)
    if check:
        click.echo("".join(unified_diff(comparison, name)), nl=False)
        state = "up to date" if changes.is_current else "stale"
        click.echo(f"{name}: {state}")
        return not changes.is_current
    for path in changes.edited:
        click.echo(f"{name}/{path}: edited by hand; written anew", err=True)
    write(comparison)
    click.echo(f"{name}: {ledger(package)}; {summary(changes)}")
    return False


def _print(diagnostics: Sequence[Diagnostic], sources: Sources) -> None:
    """Messages to the standard error, of each kind of warning only the first few."""
    counts: dict[str, int] = {}
    for each in diagnostics:
        is_error = each.severity is Severity.ERROR
        counts[each.code] = counts.get(each.code, 0) + (0 if is_error else 1)
        if counts[each.code] <= _PER_CODE:
            click.echo(render(each, sources), err=True)
    for code, count in counts.items():
        if count > _PER_CODE:
            more = f"{count - _PER_CODE} more [{code}]; --report FILE has them all"
            click.echo(f"warning: {more}", err=True)


def _progress(stage: str) -> None:
    """What is being done, where somebody watches."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{stage} …", nl=False, err=True)


def _clear() -> None:
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)
