"""Who is to blame: for a violation that Prism reports, for an answer that is not read."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, unquote_plus, urlsplit

from apimint import ir
from apimint.source.pointer import join
from corpus_examples import Judge, Sample
from prism_arguments import Described, parameters
from prism_schemas import readings, target, types
from prism_server import Violation

_NUMBERS = {"integer", "number", "boolean"}
_FORM = "application/x-www-form-urlencoded"
_RESERVED = re.compile(r"[/?#[\]@!$&'()*+,;=]")
# Prism's mistakes. Each is a rule that looks at what was sent; the places are those of
# Prism 5.14, below packages/http/src.
COERCED = (
    "`1` is taken for a number and for a text at once (validator/validators/utils)"
)
ABSENT = "an absent object is taken for {} (validator/deserializers/style/deepObject)"
COMPOSED = "what anyOf says inside of deepObject is not read (the same)"
ARRAY = "items of deepObject are read as JSON (validator/validators/body)"
PLUS = "`+`, a blank in a form, is taken for a reserved character (the same)"
MULTIPART = "an encoding's style, which OpenAPI 3.0 ignores in multipart (the same)"


@dataclass(frozen=True, slots=True)
class Sent:
    """A request: its pairs in the query and in a form, by decoded key, and its media type."""

    media_type: str
    query: dict[str, str]
    form: dict[str, str]


def sent(request: Any) -> Sent:
    """What there is in a request of the runtime."""
    headers = {name.lower(): value for name, value in request.headers}
    kind = headers.get("content-type", "").partition(";")[0]
    text = request.body.decode() if kind == _FORM else ""
    return Sent(kind, _pairs(urlsplit(request.url).query), _pairs(text))


def _pairs(text: str) -> dict[str, str]:
    split = (pair.partition("=") for pair in text.split("&") if pair)
    return {unquote_plus(key): value for key, _, value in split}


def excuse(violation: Violation, found: Described, request: Sent) -> str:
    """Why a reported violation of a request is Prism's mistake; "" where it is none."""
    side, place, *rest = [*violation.location.split("."), ""]
    names = [name for name in rest if name]
    if side != "request":
        return ""
    if violation.code == "oneOf" and place in ("path", "query", "header"):
        return COERCED if _is_ambiguous(found, place, names[0]) else ""
    if place == "body" and request.media_type == "multipart/form-data":
        return MULTIPART if _is_deep(found, place, names[0]) else ""
    if violation.code == "required" and place in ("body", "query") and names:
        pairs = request.form if place == "body" else request.query
        is_deep = _is_deep(found, place, names[0])
        return _of_required(violation, names, pairs) if is_deep else ""
    if violation.message.startswith("Cannot deserialize JSON object array"):
        nested = any(re.match(r"\w+\[\d+\]\[", key) for key in request.form)
        return ARRAY if nested else ""
    if violation.message.startswith("Reserved characters") and request.form:
        value = request.form.get(names[0], "")
        return PLUS if not _RESERVED.search(value.replace("+", "")) else ""
    return ""


def _of_required(violation: Violation, names: list[str], pairs: dict[str, str]) -> str:
    """An object was not sent at all, or what is said to be missing in it was sent."""
    start = names[0] + "".join(f"[{name}]" for name in names[1:])
    if not any(key == start or key.startswith(f"{start}[") for key in pairs):
        return ABSENT
    missing = violation.message.rpartition("required property '")[2].rstrip("'")
    inside = f"{start}[{missing}]"
    return COMPOSED if any(key.startswith(inside) for key in pairs) else ""


def _is_ambiguous(found: Described, place: str, name: str) -> bool:
    """Whether a parameter is a text or a number."""
    for each in parameters(found):
        if each.place == place and each.name.lower() == name.lower():
            kinds = [types(one) or set() for one in readings(found.tree, each.schema)]
            return {"string"} in kinds and any(kind & _NUMBERS for kind in kinds)
    return False


def _is_deep(found: Described, place: str, name: str) -> bool:
    """Whether a parameter, or a property of a form, has the style deepObject."""
    if place == "query":
        every = [*found.item.get("parameters", ()), *found.node.get("parameters", ())]
        styles = [each.get("style") for each in every if each.get("name") == name]
    else:
        body = target(found.tree, found.node.get("requestBody", {}))
        contents = body.get("content", {}).values()
        encodings = [each.get("encoding", {}) for each in contents]
        styles = [each[name].get("style") for each in encodings if name in each]
    return "deepObject" in styles


def is_accepted(judge: Judge, found: Described, response: Any) -> bool:
    """Whether the document's schema accepts the JSON of an answer."""
    kind = response.headers.get("content-type", "").partition(";")[0].strip()
    schema = _schema(found, str(response.status), kind)
    try:
        value = json.loads(response.content)
    except ValueError:
        return False
    return judge.accepts(Sample("", schema, ir.Anything(), False, value))


def _schema(found: Described, status: str, kind: str) -> str:
    """The pointer of the schema of an answer. Raises KeyError where there is none."""
    responses = found.node["responses"]
    wanted = (status, f"{status[0]}XX", f"{status[0]}xx", "default")
    key = next(each for each in wanted if each in responses)
    pointer = "/paths" + join([found.path, found.method, "responses", key])
    if "$ref" in responses[key]:
        pointer = unquote(responses[key]["$ref"][1:])
    return pointer + "/content" + join([kind]) + "/schema"
