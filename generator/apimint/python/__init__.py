"""The intermediate model → formatted Python modules. Knows no OpenAPI."""

from __future__ import annotations

from .. import ir
from ..diagnostics import Diagnostics
from .format import format_source
from .package import build
from .policy import Policy
from .render import render

__all__ = ["Policy", "generate"]


def generate(
    api: ir.Api, policy: Policy, diagnostics: Diagnostics
) -> tuple[tuple[str, str], ...]:
    """The generated files of a package: path from its root, and formatted text."""
    modules = build(api, policy, diagnostics)
    return tuple((module.path, format_source(render(module))) for module in modules)
