"""Dialects of API description → one canonical OpenAPI document."""

from __future__ import annotations

from collections.abc import Sequence

from ..diagnostics import Diagnostics, InputError
from ..source import Document, Sources
from .blocks import descriptions
from .canonical import Canonical
from .detect import detect
from .merge import merge
from .walk import walk

__all__ = ["Canonical", "lower"]


def lower(
    documents: Sequence[Document], sources: Sources, diagnostics: Diagnostics
) -> Canonical:
    """Lower one or several documents, which describe one API, to its canonical form.

    What is wrong with them is reported to `diagnostics`; what is wrong is left out of
    the result, so that later stages can look for more.

    Raises:
        InputError: when nothing can be lowered (no document, or an unknown dialect).
    """
    described = descriptions(documents, diagnostics)
    found = [(document, detect(document, diagnostics)) for document in described]
    canonicals = [
        walk(dialect(document, diagnostics), document, sources, diagnostics)
        for document, dialect in found
        if dialect is not None
    ]
    if len(canonicals) != len(described) or not canonicals:
        raise InputError(*diagnostics.items)
    return merge(canonicals, diagnostics)
