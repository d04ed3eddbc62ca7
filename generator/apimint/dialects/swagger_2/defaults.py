"""What a document says once for all its operations."""

from __future__ import annotations

from dataclasses import dataclass

from ...diagnostics import Diagnostics, Location
from ..canonical import Tree
from ..rename import Renames
from .servers import Address, read_address
from .shapes import texts


@dataclass(frozen=True, slots=True)
class Defaults:
    """`consumes` and `produces` are media types; an operation's own replace them.
    `renames` are the names of components that OpenAPI does not allow."""

    consumes: tuple[str, ...]
    produces: tuple[str, ...]
    address: Address
    renames: Renames


def read_defaults(
    tree: Tree, renames: Renames, top: Location, diagnostics: Diagnostics
) -> Defaults:
    return Defaults(
        consumes=texts(tree, "consumes", top, diagnostics),
        produces=texts(tree, "produces", top, diagnostics),
        address=read_address(tree, top, diagnostics),
        renames=renames,
    )
