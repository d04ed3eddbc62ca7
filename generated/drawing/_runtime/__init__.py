"""The part of the client that is the same for every API.

It depends on the standard library alone. What is listed here is public; each name is
loaded when it is first used, so that importing a client stays cheap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .lazy import attach

if TYPE_CHECKING:
    from . import errors, paging, styles
    from .async_client import AsyncClientBase
    from .auth import ApiKey, Basic, Bearer, Credential
    from .call import (
        AsyncResource,
        Call,
        Resource,
        async_method,
        method,
        nullable,
    )
    from .client import SyncClient
    from .client_base import ClientBase, TransportT
    from .enums import OpenEnum, OpenIntEnum, OpenValueEnum
    from .environment import from_environment
    from .errors import (
        ApiConnectionError,
        ApiError,
        ApiTimeoutError,
        DecodeError,
        EncodeError,
        RequestError,
        ResponseTooLarge,
        StatusError,
        StreamError,
        TokenError,
    )
    from .event_text import Event
    from .fake_transport import AsyncFakeTransport, FakeTransport
    from .hooks import Hook, LoggingHook
    from .markers import rest, tagged, wire
    from .media import Binary, Json, Media, NoContent, Text, decode_body
    from .model import Input, Model
    from .multipart import (
        File,
        Part,
        Upload,
        base64_part,
        base64_text,
        part,
        parted,
        parted_items,
    )
    from .oauth2 import ClientCredentials, OAuth2
    from .paging import PagedCall
    from .sent import Content, Form, JsonAs, Multipart, coded, json_lines
    from .stream_call import StreamCall
    from .stream_media import EventStream, Items, JsonLines
    from .stream_methods import async_stream_method, stream_method
    from .streams import AsyncStream, Stream
    from .transport import (
        AsyncTransport,
        Headers,
        Request,
        Response,
        ResponseHead,
        Transport,
    )
    from .unset import UNSET, Unset

__all__ = [
    "UNSET",
    "ApiConnectionError",
    "ApiError",
    "ApiKey",
    "ApiTimeoutError",
    "AsyncClientBase",
    "AsyncFakeTransport",
    "AsyncResource",
    "AsyncStream",
    "AsyncTransport",
    "Basic",
    "Bearer",
    "Binary",
    "Call",
    "ClientBase",
    "ClientCredentials",
    "Content",
    "Credential",
    "DecodeError",
    "EncodeError",
    "Event",
    "EventStream",
    "FakeTransport",
    "File",
    "Form",
    "Headers",
    "Hook",
    "Input",
    "Items",
    "Json",
    "JsonAs",
    "JsonLines",
    "LoggingHook",
    "Media",
    "Model",
    "Multipart",
    "NoContent",
    "OAuth2",
    "OpenEnum",
    "OpenIntEnum",
    "OpenValueEnum",
    "PagedCall",
    "Part",
    "Request",
    "RequestError",
    "Resource",
    "Response",
    "ResponseHead",
    "ResponseTooLarge",
    "StatusError",
    "Stream",
    "StreamCall",
    "StreamError",
    "SyncClient",
    "Text",
    "TokenError",
    "Transport",
    "TransportT",
    "Unset",
    "Upload",
    "async_method",
    "async_stream_method",
    "base64_part",
    "base64_text",
    "coded",
    "decode_body",
    "errors",
    "from_environment",
    "json_lines",
    "method",
    "nullable",
    "paging",
    "part",
    "parted",
    "parted_items",
    "rest",
    "stream_method",
    "styles",
    "tagged",
    "wire",
]

_MODULES = {
    ".async_client": ("AsyncClientBase",),
    ".auth": ("ApiKey", "Basic", "Bearer", "Credential"),
    ".call": (
        *("AsyncResource", "Call", "Resource"),
        *("async_method", "method", "nullable"),
    ),
    ".client": ("SyncClient",),
    ".client_base": ("ClientBase", "TransportT"),
    ".enums": ("OpenEnum", "OpenIntEnum", "OpenValueEnum"),
    ".environment": ("from_environment",),
    ".errors": (
        *("ApiConnectionError", "ApiError", "ApiTimeoutError", "DecodeError"),
        *("EncodeError", "RequestError", "ResponseTooLarge", "StatusError"),
        "StreamError",
        "TokenError",
    ),
    ".event_text": ("Event",),
    ".fake_transport": ("AsyncFakeTransport", "FakeTransport"),
    ".hooks": ("Hook", "LoggingHook"),
    ".markers": ("rest", "tagged", "wire"),
    ".media": ("Binary", "Json", "Media", "NoContent", "Text", "decode_body"),
    ".model": ("Input", "Model"),
    ".multipart": (
        *("File", "Part", "Upload"),
        *("base64_part", "base64_text", "part", "parted", "parted_items"),
    ),
    ".oauth2": ("ClientCredentials", "OAuth2"),
    ".paging": ("PagedCall",),
    ".sent": ("Content", "Form", "JsonAs", "Multipart", "coded", "json_lines"),
    ".stream_call": ("StreamCall",),
    ".stream_media": ("EventStream", "Items", "JsonLines"),
    ".stream_methods": ("async_stream_method", "stream_method"),
    ".streams": ("AsyncStream", "Stream"),
    ".transport": (
        *("AsyncTransport", "Headers", "Request"),
        *("Response", "ResponseHead", "Transport"),
    ),
    ".unset": ("UNSET", "Unset"),
}

if not TYPE_CHECKING:  # a type checker would take every name for one of ours
    __getattr__ = attach(
        __name__,
        {name: module for module, names in _MODULES.items() for name in names},
    )
