"""JSON documents whose values are not those of the description."""

from __future__ import annotations

from typing import Any

from vendored._runtime import DecodeError, EncodeError, Json, RequestError

from .probe import Colour, Probe, Widget, widget
from .registry import fault
from .server import reply


def _body(text: str) -> Any:
    return reply(text.encode())


@fault("unknown enum value")
def unknown_enum_value_is_kept(probe: Probe) -> None:
    probe.serve(_body('{"id": "w1", "colour": "mauve"}'))
    found = probe.gives()
    assert found.colour == "mauve" and isinstance(found.colour, Colour)
    assert not found.colour.is_known
    _written_back(probe, found, b'{"id":"w1","colour":"mauve"}')


@fault("extra field")
def extra_field_is_kept(probe: Probe) -> None:
    probe.serve(_body('{"id": "w1", "new": {"a": [1, null]}}'))
    found = probe.gives()
    assert found.extra == {"new": {"a": [1, None]}}
    _written_back(probe, found, b'{"id":"w1","new":{"a":[1,null]}}')


def _written_back(probe: Probe, value: Widget, expected: bytes) -> None:
    probe.gives(widget("PUT", json=value))
    assert probe.server.seen[-1].body == expected
    probe.note("written back unchanged")


@fault(
    "missing required",
    property=("{}", "$.id", "a value (required)"),
    property_of_an_inner_object=('{"id": "w", "owner": {}}', "$.owner.name", "a value"),
)
def missing(probe: Probe, case: Any) -> None:
    _refused(probe, case)


@fault(
    "null for required",
    null=('{"id": null}', "$.id", "text"),
    inner_null=('{"id": "w", "owner": {"name": null}}', "$.owner.name", "text"),
)
def required(probe: Probe, case: Any) -> None:
    _refused(probe, case)


@fault(
    "null for optional non-nullable",
    number="size",
    enum="colour",
    object="owner",
    date="madeOn",
)
def null_is_absent(probe: Probe, name: str) -> None:
    probe.serve(_body(f'{{"id": "w1", "{name}": null}}'))
    found = probe.gives()
    assert found == Widget(id="w1")
    _written_back(probe, found, b'{"id":"w1"}')


_DAY = '{"id": "w", "madeOn": '
_WRONG: dict[str, Any] = {
    "number_for_text": ('{"id": 7}', "$.id", "text"),
    "text_for_number": ('{"id": "w", "size": "7"}', "$.size", "whole number"),
    "fraction_for_whole_number": ('{"id": "w", "size": 7.5}', "$.size", "whole number"),
    "true_for_number": ('{"id": "w", "size": true}', "$.size", "whole number"),
    "junk_for_date": (_DAY + '"soon"}', "$.madeOn", "date text"),
    "number_for_date": (_DAY + "20260101}", "$.madeOn", "date text"),
    "list_at_the_top": ('[{"id": "w"}]', "$", "an object"),
    "null_at_the_top": ("null", "$", "an object"),
    "text_at_the_top": ('"w"', "$", "an object"),
    "text_for_object": ('{"id": "w", "owner": "Ann"}', "$.owner", "an object"),
    "list_for_object": ('{"id": "w", "owner": []}', "$.owner", "an object"),
    "number_for_enum": ('{"id": "w", "colour": 7}', "$.colour", "text"),
}


@fault(
    "wrong types (int for str, str for int, str for date, list/null at top, str for object)",
    **_WRONG,
)
def wrong_type(probe: Probe, case: Any) -> None:
    _refused(probe, case)


def _refused(probe: Probe, case: Any) -> None:
    text, path, expected = case
    probe.serve(_body(text))
    error = probe.fails(DecodeError, status=200)
    assert error.path == path
    assert expected in error.expected, error.expected
    assert error.response.content == text.encode()


@fault("wrong types (int for str, str for int, str for date, list/null at top, str for object)")  # fmt: skip
def wrong_type_below_long_keys(probe: Probe) -> None:
    """The keys are the server's, and could fill a log."""
    key = "\u202e" * 3000
    probe.serve(_body(f'{{"{key}": {{"{key}": {{"{key}": 1}}}}}}'))
    call = widget(returns=Json[dict[str, dict[str, dict[str, str]]]])
    assert len(str(probe.fails(DecodeError, call, status=200))) < 280


@fault("duplicate JSON keys")
def duplicate_keys(probe: Probe) -> None:
    """`loads` documents it."""
    probe.serve(_body('{"id": "first", "id": "last"}'))
    assert probe.gives().id == "last"


_NUMBERS = {"nan": "NaN", "infinity": "Infinity", "below": "-Infinity", "large": "1e999"}  # fmt: skip


@fault("NaN", **_NUMBERS)
def number_that_is_not_finite(probe: Probe, text: str) -> None:
    probe.serve(_body(f'{{"id": "w1", "price": {text}}}'))
    probe.fails(DecodeError, status=200)


@fault("NaN", nan=float("nan"), infinity=float("inf"))
def number_that_is_not_finite_is_not_sent(probe: Probe, number: float) -> None:
    probe.serve(reply(b"{}"))
    call = widget("POST", json=Widget(id="w1", price=number))
    probe.fails(EncodeError, call, requests=0)
    probe.fails(RequestError, widget(query={"price": number}), requests=0)


@fault("5,000-digit int", positive="9" * 5000, negative="-" + "9" * 5000)
def number_of_5000_digits(probe: Probe, digits: str) -> None:
    probe.serve(_body(f'{{"id": "w1", "size": {digits}}}'))
    error = probe.fails(DecodeError, status=200)
    assert digits[:300] not in str(error)


_DEEP: dict[str, Any] = {
    "lists_of_201": ("[" * 201 + "]" * 201),
    "lists_of_300": ("[" * 300 + "]" * 300),
    "lists_of_900": ("[" * 900 + "]" * 900),
    "lists_of_100000": ("[" * 100_000 + "]" * 100_000),
    "objects_of_900": ('{"a":' * 900 + "1" + "}" * 900),
    "objects_of_100000": ('{"a":' * 100_000 + "1" + "}" * 100_000),
    "lists_without_an_end": "[" * 100_000,
}


@fault("deep JSON 300 / 900 / 100k", **_DEEP)
def deep_json(probe: Probe, text: str) -> None:
    probe.serve(_body(text))
    probe.fails(DecodeError, widget(returns=Json[Any]), status=200)


@fault("deep JSON 300 / 900 / 100k")
def deep_json_inside_a_property(probe: Probe) -> None:
    probe.serve(_body('{"id": "w1", "new": ' + _DEEP["lists_of_900"] + "}"))
    probe.fails(DecodeError, status=200)


@fault("deep JSON 300 / 900 / 100k")
def deep_json_of_200_levels_is_read(probe: Probe) -> None:
    probe.serve(_body("[" * 200 + "]" * 200))
    assert probe.gives(widget(returns=Json[Any]))
