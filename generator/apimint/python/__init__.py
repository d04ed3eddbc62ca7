"""The intermediate model → formatted Python modules. Knows no OpenAPI."""

from __future__ import annotations

from .. import ir
from ..diagnostics import Diagnostics
from .constructor import constructor_arguments
from .format import format_sources
from .package import build
from .policy import Policy
from .render import render

__all__ = ["Policy", "constructor_arguments", "generate"]


def generate(
    api: ir.Api, policy: Policy, diagnostics: Diagnostics
) -> tuple[tuple[str, str], ...]:
    """The generated files of a package: path from its root, and formatted text."""
    modules = build(api, policy, diagnostics)
    texts = format_sources([render(module) for module in modules])
    return tuple((m.path, text) for m, text in zip(modules, texts, strict=True))
