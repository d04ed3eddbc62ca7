"""Local references of the canonical document (OpenAPI 3.1 section 4.8.23)."""

from __future__ import annotations

import difflib
from urllib.parse import unquote

from ..source.pointer import split
from .context import Context, below, locate, node

_LONGEST_TRAIL = 10


def target(ctx: Context, pointer: str) -> str:
    """Follow the reference at `pointer`, and those it leads to, to what they mean.

    Returns the pointer itself where there is no `$ref`, and an empty text, after an
    error has been reported, where the chain ends in nothing or in a circle.
    """
    seen: dict[str, None] = {}
    while pointer not in ctx.targets:
        found = node(ctx, pointer)
        if not isinstance(found, dict) or "$ref" not in found:
            ctx.targets[pointer] = pointer
        elif pointer in seen:
            _report_circle(ctx, list(seen))
            ctx.targets[pointer] = ""
        else:
            seen[pointer] = None
            reached = one_step(ctx, pointer, found["$ref"])
            if not reached:
                ctx.targets[pointer] = ""
            pointer = reached or pointer
    end = ctx.targets[pointer]
    ctx.targets.update(dict.fromkeys(seen, end))
    return end


def _report_circle(ctx: Context, seen: list[str]) -> None:
    trail = tuple(locate(ctx, each) for each in seen[1:_LONGEST_TRAIL])
    place = locate(ctx, below(seen[0], "$ref"))
    message = "this reference leads back to itself"
    ctx.diagnostics.error("reference-circle", message, place, trail=trail)


def one_step(ctx: Context, pointer: str, reference: object) -> str:
    """The pointer that the `$ref` at `pointer` names; empty, reported, if none."""
    if not isinstance(reference, str) or not reference.startswith("#"):
        report(ctx, pointer, f"not a reference that can be followed: {reference!r}")
        return ""
    found = unquote(reference[1:])
    if found and node(ctx, found) is None and not is_null(ctx, found):
        report(
            ctx,
            pointer,
            f"'$ref' points to nothing: {reference!r}",
            hint=suggestion(ctx, found),
        )
        return ""
    return found


def is_null(ctx: Context, pointer: str) -> bool:
    """Is there an explicit null at this pointer (and not merely nothing)?"""
    head, _, _ = pointer.rpartition("/")
    parent = node(ctx, head)
    return isinstance(parent, dict) and split(pointer)[-1] in parent


def report(ctx: Context, pointer: str, message: str, hint: str = "") -> None:
    place = locate(ctx, below(pointer, "$ref"))
    ctx.diagnostics.error("dangling-ref", message, place, hint=hint)


def suggestion(ctx: Context, pointer: str) -> str:
    """The nearest name that does exist beside what was asked for."""
    head, _, _ = pointer.rpartition("/")
    beside = node(ctx, head)
    if not isinstance(beside, dict):
        return ""
    near = difflib.get_close_matches(split(pointer)[-1], list(beside), n=1)
    return f"did you mean {near[0]!r}?" if near else ""
