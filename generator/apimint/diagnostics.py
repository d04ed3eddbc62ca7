"""What the stages say about an input: places, severities, messages, and their collector."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a diagnostic matters: an error stops the run, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Location:
    """A place in an input file, by JSON pointer (RFC 6901).

    Line and column are not held here: they are computed from the text only when a
    message needs them.
    """

    file: str
    pointer: str = ""

    def __truediv__(self, key: str | int) -> Location:
        """The place one level deeper: `location / "paths" / "/pets"`."""
        token = str(key).replace("~", "~0").replace("/", "~1")
        return Location(self.file, f"{self.pointer}/{token}")


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a text; both count from 1, columns in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One message about one place.

    `position` is given where the place has no JSON pointer (a text that does not
    parse). `trail` holds the `$ref`s that led here, outermost first.
    """

    severity: Severity
    code: str
    message: str
    location: Location
    hint: str = ""
    position: Position | None = None
    trail: tuple[Location, ...] = ()


class InputError(Exception):
    """The input cannot be turned into a client; `diagnostics` says why."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("; ".join(d.message for d in diagnostics))
        self.diagnostics = diagnostics


@dataclass(slots=True)
class Diagnostics:
    """Collects the messages of a run, in order and without repetition.

    With `lenient`, what a stage reports as an error becomes a warning and the stage's
    fallback is used.
    """

    lenient: bool = False
    _items: dict[Diagnostic, None] = field(default_factory=dict[Diagnostic, None])

    @property
    def items(self) -> tuple[Diagnostic, ...]:
        return tuple(self._items)

    def error(
        self,
        code: str,
        message: str,
        location: Location,
        *,
        hint: str = "",
        trail: tuple[Location, ...] = (),
    ) -> None:
        severity = Severity.WARNING if self.lenient else Severity.ERROR
        self.add(Diagnostic(severity, code, message, location, hint, trail=trail))

    def warning(
        self, code: str, message: str, location: Location, *, hint: str = ""
    ) -> None:
        self.add(Diagnostic(Severity.WARNING, code, message, location, hint))

    def hint(
        self, code: str, message: str, location: Location, *, hint: str = ""
    ) -> None:
        self.add(Diagnostic(Severity.HINT, code, message, location, hint))

    def add(self, diagnostic: Diagnostic) -> None:
        self._items.setdefault(diagnostic)

    def raise_errors(self) -> None:
        """End the run here if any stage so far has reported an error.

        Raises:
            InputError: with every error, in the order found.
        """
        errors = [d for d in self._items if d.severity is Severity.ERROR]
        if errors:
            raise InputError(*errors)
