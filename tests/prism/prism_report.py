"""The figures of a document, for people to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from prism_talk import Talk

HEAD = (
    "document",
    "operations",
    "called",
    "violations",
    "excused",
    "unsent",
    "breaks noticed",
    "decoded",
    "undecodable: ours",
    "the example's",
    "Prism's own 5xx",
)


def row(name: str, talks: list[Talk]) -> tuple[str, ...]:
    """One line of the table; all but the first column are counts of operations."""
    made = [each for each in talks if each.noticed is not None]
    return (
        name,
        str(len(talks)),
        str(sum(bool(each.statuses) for each in talks)),
        str(sum(bool(each.violations) for each in talks)),
        str(sum(bool(each.excused) for each in talks)),
        str(sum(bool(each.unsent) for each in talks)),
        f"{sum(bool(each.noticed) for each in made)} of {len(made)}",
        str(sum(each.decoded for each in talks)),
        str(sum(bool(each.unread) and each.accepted for each in talks)),
        str(sum(bool(each.unread) and not each.accepted for each in talks)),
        str(sum(bool(each.own) for each in talks)),
    )


def table(rows: list[tuple[str, ...]]) -> str:
    """Rows under their heads, in Markdown."""
    lines = [HEAD, ("---",) * len(HEAD), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def details(talks: list[Talk]) -> Iterator[str]:
    """A line for everything that is not as it should be, and why what is excused is."""
    for each in talks:
        for violation in dict.fromkeys(each.violations):
            yield f"violation: {each.name}: {violation.location}: {violation.message}"
        for problem in each.unsent:
            yield f"not sent: {each.name}: {problem}"
        if each.unread and each.accepted:
            yield f"not decoded: {each.unread}"
        if each.noticed is False:
            yield f"a break that Prism does not notice: {each.name}"
    reasons = Counter(r for each in talks for _, r in dict.fromkeys(each.excused))
    yield from (f"excused {count} times: {reason}" for reason, count in reasons.items())
    causes = Counter(
        _cause(each) for each in talks if each.unread and not each.accepted
    )
    for cause, count in causes.most_common():
        yield f"{count} examples that the document's schema refuses: {cause}"


def _cause(each: Talk) -> str:
    """What was expected and what came, without the operation and the place."""
    return each.unread.rpartition(": ")[2]
