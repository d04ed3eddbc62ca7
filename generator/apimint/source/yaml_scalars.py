"""What the scalars of a YAML text stand for, with a tag and without."""

from __future__ import annotations

from .fault import Fault, number_too_long
from .quote import quote
from .scalars import Scalar, resolve
from .yaml_events import ScalarEvent, index_of

CORE_TAG = "tag:yaml.org,2002:"


def unknown_tag(tag: str, index: int) -> Fault:
    short = "!!" + tag.removeprefix(CORE_TAG) if tag.startswith(CORE_TAG) else tag
    message = f"the tag {quote(short)} is not allowed"
    return Fault("yaml-tag", message, index, "remove the tag: only plain data is read")


def plain_value(event: ScalarEvent) -> Scalar:
    """What an unquoted scalar stands for."""
    try:
        return resolve(event.value)
    except ValueError:
        raise number_too_long(index_of(event)) from None


_TAGGED: dict[str, tuple[type, ...]] = {
    "bool": (bool,),
    "float": (float, int),
    "int": (int,),
    "null": (type(None),),
}


def tagged_value(event: ScalarEvent, tag: str) -> Scalar:
    """The value of a scalar whose tag names its type."""
    name = tag.removeprefix(CORE_TAG) if tag.startswith(CORE_TAG) else ""
    if name == "str":
        return event.value
    if name not in _TAGGED:
        raise unknown_tag(tag, index_of(event))
    value = plain_value(event)
    if isinstance(value, _TAGGED[name]) and (name == "bool") == isinstance(value, bool):
        return float(value) if name == "float" and value is not None else value
    message = f"{quote(event.value)} is not a value of the type '!!{name}'"
    raise Fault("yaml-tag-value", message, index_of(event))
