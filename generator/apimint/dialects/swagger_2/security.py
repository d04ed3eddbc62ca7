"""Security definitions (Swagger 2.0, Security Scheme Object)."""

from __future__ import annotations

from ..canonical import Site, Tree
from ..wording import described, did_you_mean

_FLOWS = {
    "implicit": "implicit",
    "password": "password",
    "application": "clientCredentials",
    "accessCode": "authorizationCode",
}
_OF_FLOW = ("authorizationUrl", "tokenUrl", "scopes")


def security_scheme(node: Tree, site: Site) -> Tree:
    """OpenAPI's security scheme; API keys are the same in both."""
    if node.get("type") == "basic":
        return {**node, "type": "http", "scheme": "basic"}
    if node.get("type") != "oauth2" or "flows" in node:
        return node
    result = {k: v for k, v in node.items() if k not in (*_OF_FLOW, "flow")}
    flow = {key: node[key] for key in _OF_FLOW if key in node}
    name = _FLOWS.get(str(node.get("flow")))
    if name is None:
        message = f"{described(node.get('flow'))} is no flow of OAuth 2"
        hint = did_you_mean(str(node.get("flow")), _FLOWS) or f"one of {_said()}"
        where = site.location / "flow" if "flow" in node else site.location
        site.error("unknown-flow", message, where, hint)
        return result
    result["flows"] = {name: {**flow, "scopes": flow.get("scopes") or {}}}
    site.moved(f"/flows/{name}")
    return result


def _said() -> str:
    return ", ".join(_FLOWS)
