"""Names that the generated modules use themselves."""

from __future__ import annotations

import builtins
import keyword

# What model modules import, and the builtins that annotations there are made of.
_ANNOTATIONS = {
    *("Any", "Annotated", "Literal", "TypeAlias", "TYPE_CHECKING", "Union"),
    *("date", "datetime", "time", "timedelta", "Decimal", "UUID"),
    *("bool", "bytes", "dict", "float", "int", "list", "object", "str", "tuple"),
}
_RUNTIME_MODELS = {
    *(
        "Upload",
        "Model",
        "Input",
        "OpenEnum",
        "OpenIntEnum",
        "OpenValueEnum",
        "Unset",
        "UNSET",
    ),
    *("dataclass", "field", "wire", "rest", "tagged"),
}
_RUNTIME_CALLS = {
    *("AsyncResource", "Call", "Json", "Text", "Binary", "NoContent", "Resource"),
    *("PagedCall", "paging"),
    *("AsyncClient", "Client", "async_method", "method", "styles"),
    *("File", "Upload", "part", "parted", "parted_items"),
    *("base64_part", "base64_text", "coded", "json_lines", "nullable"),
    *("async_stream_method", "stream_method"),
    *("AsyncIterable", "BinaryIO", "Iterable"),
}

CLASS_NAMES = frozenset(
    _ANNOTATIONS | _RUNTIME_MODELS | _RUNTIME_CALLS | set(dir(builtins))
)
"""No generated class is called so."""

RESOURCE_CLASS_NAMES = CLASS_NAMES | {
    *("ApiKey", "Basic", "Bearer", "Callable", "ClientBase", "SyncClient"),
    *("ClientCredentials", "OAuth2"),
    *("AsyncClientBase", "AsyncTransport", "Transport", "TransportT"),
}
"""No resource's class is called so: `client.py` imports it beside these."""

FIELD_NAMES = frozenset(
    _ANNOTATIONS
    | _RUNTIME_MODELS
    | {"extra", "from_dict", "from_json", "to_dict", "to_json", "mro"}
    | {"None", "True", "False"}
)
"""No field is called so: in the body of a class it would hide the type of that name, or
a method of `Model`."""

PARAMETER_NAMES = frozenset(_ANNOTATIONS | _RUNTIME_CALLS | {"body", "self"})
"""No operation and no parameter of one is called so: the functions use them."""

FUNCTION_NAMES = PARAMETER_NAMES | {"annotations"}
"""No operation's function is called so: its module has such a name already."""

RESOURCE_NAMES = frozenset(
    {"send", "send_raw", "close", "aclose", "pages", "items", "wait", "stream"}
    | {"cached_property", "download", "self"}
    | {"base_url", "timeout", "transport", "credentials", "max_response_bytes"}
    | {"hooks", "max_retries", "max_stream_seconds", "max_line_bytes", "max_item_bytes"}
)
"""No resource is an attribute of the client by this name."""

METHOD_NAMES = frozenset(
    {"client", "mro", "method", "async_method", "stream_method", "async_stream_method"}
)
"""No method of a resource is called so."""

WEBHOOK_NAMES = frozenset({"decode_body"})
"""No function that decodes a webhook is called so: they use it."""

MODULE_NAMES = frozenset({"shared", "client"} | set(keyword.kwlist))
"""No resource's module is called so."""
