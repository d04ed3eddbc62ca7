"""Swagger 2.0: a document whose parts stand in other places than OpenAPI's.

Its sections move to `components` at once; operations, parameters, responses and schemas
are rewritten by rules when the walk comes to them, in whichever file they stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ...diagnostics import Diagnostics
from ...source import Document
from ..canonical import Draft, Rule, Tree
from ..grammar import Kind
from ..openapi_3_1 import complete
from ..rename import renamed_security
from .bodies import request_body
from .defaults import Defaults, read_defaults
from .heirs import told_values
from .operations import operation, path_item
from .parameters import header, parameter
from .responses import response
from .schemas import schema
from .sections import SECTIONS, read_sections
from .security import security_scheme
from .servers import servers
from .shapes import warn_of_newer

_LOWERED = frozenset(
    {
        *("swagger", "host", "basePath", "schemes", "consumes", "produces"),
        *SECTIONS,
    }
)
_NEWER = ("components", "servers", "webhooks")
_REARRANGED = frozenset(
    {
        *(Kind.PATH_ITEM, Kind.OPERATION, Kind.PARAMETER),
        *(Kind.REQUEST_BODY, Kind.RESPONSE, Kind.HEADER),
    }
)


def draft(document: Document, diagnostics: Diagnostics) -> Draft:
    """The document in OpenAPI's sections, with the rules for the parts in them."""
    written = complete(document, diagnostics)
    top = document.location
    warn_of_newer(written, _NEWER, top, diagnostics)
    sections = read_sections(written, top, document.name)
    defaults = read_defaults(written, sections.renames, top, diagnostics)
    tree: Tree = {"openapi": "3.1.1", "info": written["info"]}
    found = servers(defaults.address)
    where = top / ("host" if defaults.address.host else "basePath")
    origins = {"": top, **sections.origins}
    if found and "servers" not in written:
        tree["servers"] = found
        origins.update({f"/servers/{index}": where for index in range(len(found))})
    tree.update({key: v for key, v in written.items() if key not in _LOWERED})
    if "security" in tree:
        tree["security"] = renamed_security(tree["security"], sections.renames)
    if sections.components:
        tree["components"] = sections.components
    return Draft(
        tree,
        origins,
        _rules(defaults, told_values(written.get("definitions"), sections.moves)),
        closed_refs=True,
        written=written,
        moves=sections.moves,
        rearranged=_REARRANGED,
    )


def _rules(defaults: Defaults, values: Mapping[str, Tree]) -> Mapping[Kind, Rule]:
    return {
        Kind.PATH_ITEM: path_item,
        Kind.OPERATION: partial(operation, defaults=defaults),
        Kind.PARAMETER: parameter,
        Kind.REQUEST_BODY: partial(request_body, consumes=defaults.consumes),
        Kind.RESPONSE: partial(response, produces=defaults.produces),
        Kind.HEADER: header,
        Kind.SCHEMA: partial(schema, values=values),
        Kind.SECURITY_SCHEME: security_scheme,
    }
