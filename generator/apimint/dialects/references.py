"""`$ref`s: local ones are checked and kept, others are bundled into `components`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .. import source
from ..diagnostics import Location
from ..source import Document, Node
from .bundle import Bundle, lift, written
from .canonical import Target, Trail
from .grammar import Form, Kind, slot_of


@dataclass(frozen=True, slots=True)
class Reference:
    """A `$ref`'s text, the kind that its place demands, the file that it stands in and
    the `$ref`s that led there."""

    text: Node
    kind: Kind
    home: Document
    trail: Trail


def resolve(bundle: Bundle, reference: Reference, location: Location) -> str | None:
    """The local `$ref` that replaces this one; None after reporting why there is none."""
    target = found(bundle, reference, location)
    if target is None:
        return None
    return localized(bundle, reference, target, location)


def found(bundle: Bundle, reference: Reference, location: Location) -> Target | None:
    """What a `$ref` leads to; None after reporting why there is nothing."""
    if not isinstance(reference.text, str):
        _report(bundle, "wrong-shape", "`$ref` must be a text", location, reference)
        return None
    try:
        target = bundle.find(reference.home, reference.text)
    except source.ReferenceFailure as failure:
        _report_failure(bundle, failure, location, reference)
        return None
    bundle.remember(target.document)
    return target


def localized(
    bundle: Bundle, reference: Reference, target: Target, location: Location
) -> str | None:
    """The local `$ref` to what a `$ref` leads to; None after reporting that it is of
    another kind.
    """
    text, kind = reference.text, reference.kind
    if target.document is bundle.root:
        draft, place = bundle.draft, bundle.draft.moved(target.pointer)
        tokens = source.pointer.split(place)
        slot = slot_of(draft.tree, tokens, draft.closed_refs, draft.rearranged)
        if slot is not None and slot.form is Form.ONE and slot.kind is kind:
            is_final = str(text).startswith("#/") and place == target.pointer
            return str(text) if is_final else written(tokens)
        if slot is not None:
            message = f"`{text}` does not lead to a {kind} but to a {slot.kind}"
            _report(bundle, "reference-kind", message, location, reference)
            return None
    return lift(bundle, kind, target, (*reference.trail, location))


def mapping_reference(
    bundle: Bundle, reference: Reference, location: Location
) -> str | None:
    """The local `$ref` for a value of a discriminator's mapping: a reference, or the
    name of a component."""
    text = reference.text
    if isinstance(text, str) and re.fullmatch(r"[A-Za-z0-9._-]+", text):
        place = f"/components/schemas/{text}"
        try:
            source.pointer.get(bundle.tree(reference.home), place)
        except KeyError:
            return resolve(bundle, reference, location)
        return resolve(bundle, replace(reference, text=f"#{place}"), location)
    return resolve(bundle, reference, location)


def _report_failure(
    bundle: Bundle,
    failure: source.ReferenceFailure,
    location: Location,
    reference: Reference,
) -> None:
    """Report a file that cannot be opened, and what is wrong inside it."""
    code, hint = "unresolved-reference", failure.hint
    _report(bundle, code, failure.message, location, reference, hint)
    for cause in () if bundle.diagnostics.lenient else failure.causes:
        if cause.position is not None:
            bundle.diagnostics.add(cause)


def _report(
    bundle: Bundle,
    code: str,
    message: str,
    location: Location,
    reference: Reference,
    hint: str = "",
) -> None:
    kind = reference.kind
    is_unused = (
        code == "unresolved-reference"
        and reference.home is bundle.root
        and bundle.is_unreached(location.pointer)
    )
    if kind is Kind.EXAMPLE or is_unused:
        bundle.diagnostics.warning(code, message, location, hint=hint)
    else:
        trail = reference.trail
        bundle.diagnostics.error(code, message, location, hint=hint, trail=trail)
