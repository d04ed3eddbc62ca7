"""Documentation pages with a pre-digested OpenAPI block: one operation a page.

The block is `paths` (one operation: path, method, servers, request, response) and
`components`. Two levels of it are rewritten, bodies and parameters; everything below is
an untouched OpenAPI schema, 3.0's or 3.1's.
"""

from __future__ import annotations

from ...diagnostics import Diagnostics, Location
from ...source import Document, Node
from ..canonical import Draft, Site, Tree
from ..grammar import Kind
from ..older_schemas import exclusive, nullable
from .content import Shapes, request_body, responses
from .parameters import parameters
from .piece import Piece, Reader, group, leaf, row
from .security import Schemes, requirements

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_WEBHOOK = "webhook"


def draft(document: Document, diagnostics: Diagnostics) -> Draft:
    """The page as an OpenAPI document of one operation."""
    reader = Reader(diagnostics)
    top = document.location
    tree = reader.as_map(document.tree, top)
    piece = _document(reader, document, tree, top)
    assert isinstance(piece.node, dict)
    return Draft(piece.node, dict(piece.origins), {Kind.SCHEMA: schema})


def schema(node: Tree, site: Site) -> Tree:
    """Both versions' spellings occur inside a page. An empty union restricts nothing."""
    for key in ("oneOf", "anyOf"):
        if node.get(key) == []:
            node = {name: value for name, value in node.items() if name != key}
    return nullable(exclusive(node), site)


def _document(reader: Reader, document: Document, tree: Tree, top: Location) -> Piece:
    _check_keys(reader, tree, top)
    paths, at = reader.part(tree, "paths", top), top / "paths"
    method, path = _method(reader, paths, at), _path(reader, paths, at)
    _check_header(reader, document, method, path, at)
    shapes, schemes = Shapes(_schemas(reader, tree, top)), Schemes()
    operation = _operation(reader, shapes, schemes, document, paths, path, at)
    title = _title(document) or f"{method.upper()} {path}"
    info = {"title": leaf(title, top), "version": leaf("unknown", top)}
    parts = {"openapi": leaf("3.1.1", top), "info": group(info, top)}
    if paths.get("servers"):
        parts["servers"] = _servers(reader, paths["servers"], at / "servers")
    known = bool(method and path)
    item = group({path: group({method: operation}, at)} if known else {}, at)
    is_webhook = paths.get("type") == _WEBHOOK
    parts["paths"] = group({}, at) if is_webhook else item
    if is_webhook:
        parts["webhooks"] = item
    parts["components"] = _components(reader, shapes, schemes, top / "components")
    return group(parts, top)


def _check_keys(reader: Reader, tree: Tree, top: Location) -> None:
    for key in tree:
        if key not in ("paths", "components") and not key.startswith("x-"):
            message = f"`{key}` is no part of a page's block"
            reader.invalid(message, top / key, "it has `paths` and `components`")


def _operation(
    reader: Reader,
    shapes: Shapes,
    schemes: Schemes,
    document: Document,
    paths: Tree,
    path: str,
    at: Location,
) -> Piece:
    request, place = reader.part(paths, "request", at), at / "request"
    response = reader.part(paths, "response", at)
    parts = _texts(document, at)
    if paths.get("deprecated") is True:
        parts["deprecated"] = leaf(True, at / "deprecated")
    optional = {
        "parameters": parameters(reader, shapes, request, path, place),
        "requestBody": request_body(reader, shapes, request, place),
        "responses": responses(reader, shapes, response, at / "response"),
    }
    parts.update((key, piece) for key, piece in optional.items() if piece is not None)
    parts["security"] = requirements(reader, schemes, request, place)
    if "codeSamples" in request:
        parts["x-codeSamples"] = leaf(request["codeSamples"], place / "codeSamples")
    return group(parts, at)


def _texts(document: Document, at: Location) -> dict[str, Piece]:
    texts = {"summary": _title(document)}
    texts["description"] = document.page.description if document.page else ""
    return {key: leaf(text, at) for key, text in texts.items() if text}


def _title(document: Document) -> str:
    """The page's heading; sites write `null` for an operation without a summary."""
    title = document.page.title if document.page else ""
    return "" if title == "null" else title


def _components(
    reader: Reader, shapes: Shapes, schemes: Schemes, at: Location
) -> Piece:
    own = {
        name: leaf(node, at / "schemas" / name)
        for name, node in shapes.components.items()
    }
    parts = {"schemas": group({**own, **shapes.inlined(reader)}, at / "schemas")}
    if schemes.pieces:
        parts["securitySchemes"] = group(schemes.pieces, at)
    return group(parts, at)


def _schemas(reader: Reader, tree: Tree, top: Location) -> Tree:
    at = top / "components"
    components = reader.as_map(tree.get("components"), at)
    return reader.as_map(components.get("schemas"), at / "schemas")


def _servers(reader: Reader, node: Node, at: Location) -> Piece:
    servers = reader.as_list(node, at)
    return row([_server(reader, s, at / i) for i, s in enumerate(servers)], at)


def _server(reader: Reader, node: Node, at: Location) -> Piece:
    """A page adds a `type` to the server's variables."""
    server = reader.as_map(node, at)
    parts = {key: leaf(value, at / key) for key, value in server.items()}
    if "variables" in server:
        place = at / "variables"
        variables = reader.as_map(server["variables"], place)
        pieces = {n: _variable(reader, v, place / n) for n, v in variables.items()}
        parts["variables"] = group(pieces, place)
    return group(parts, at)


def _variable(reader: Reader, node: Node, at: Location) -> Piece:
    variable = reader.as_map(node, at)
    parts = {k: leaf(v, at / k) for k, v in variable.items() if k != "type"}
    choices = variable.get("enum")
    first = choices[0] if isinstance(choices, list) and choices else ""
    parts.setdefault("default", leaf(first, at))
    return group(parts, at)


def _method(reader: Reader, paths: Tree, at: Location) -> str:
    """The method in lower case; empty after reporting."""
    text = _required_text(reader, paths, "method", at).lower()
    if not text or text in _METHODS:
        return text
    message = f"`{text[:40]}` is not an HTTP method"
    reader.invalid(message, at / "method", f"one of {', '.join(_METHODS)}")
    return ""


def _path(reader: Reader, paths: Tree, at: Location) -> str:
    """The path (of a webhook: its name); empty after reporting."""
    text = _required_text(reader, paths, "path", at)
    if not text or text.startswith("/") or paths.get("type") == _WEBHOOK:
        return text
    message = f"the path {text[:40]!r} does not begin with a slash"
    reader.invalid(message, at / "path")
    return ""


def _required_text(reader: Reader, paths: Tree, key: str, at: Location) -> str:
    if key not in paths:
        reader.invalid(f"`{key}` is missing", at)
        return ""
    if not isinstance(paths[key], str) or not paths[key]:
        reader.invalid(f"`{key}` must be a text", at / key)
        return ""
    return reader.as_text(paths[key], at / key)


def told_operation(document: Document) -> tuple[str, str] | None:
    """The method and the path (or `webhook` and its name) in which the line that opens
    a page's block ends; None where it ends otherwise."""
    words = document.page.info.split() if document.page else []
    if len(words) < 2 or not (words[-1][0] == "/" or words[-2].lower() == _WEBHOOK):
        return None
    return words[-2].lower(), words[-1]


def _check_header(
    reader: Reader, document: Document, method: str, path: str, at: Location
) -> None:
    """The body has the last word against the line that opens the block."""
    said = told_operation(document)
    if said is None or said[0] == _WEBHOOK or not (method and path):
        return
    for key, ours, theirs in (("method", method, said[0]), ("path", path, said[1])):
        if ours != theirs:
            message = f"the block's first line says `{theirs}`, its body `{ours}`"
            hint = "the body's is used"
            where = at / key
            reader.diagnostics.warning(
                "page-header-mismatch", message, where, hint=hint
            )
