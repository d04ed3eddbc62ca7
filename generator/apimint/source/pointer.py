"""JSON pointers (RFC 6901): '' is the whole tree, '/a/0' a part of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

Node: TypeAlias = "dict[str, Node] | list[Node] | str | int | float | bool | None"


def split(pointer: str) -> list[str]:
    """The unescaped keys of `pointer`, outermost first.

    Raises:
        ValueError: `pointer` is neither empty nor begins with '/'.
    """
    if not pointer:
        return []
    if not pointer.startswith("/"):
        raise ValueError(f"not a JSON pointer: {pointer!r}")
    return [unescape(token) for token in pointer[1:].split("/")]


def unescape(token: str) -> str:
    return token.replace("~1", "/").replace("~0", "~")


def join(keys: Iterable[str | int]) -> str:
    """The pointer with these keys; the inverse of `split`."""
    return "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in keys)


def get(tree: Node, pointer: str) -> Node:
    """The part of `tree` at `pointer`.

    Raises:
        KeyError: there is no such part, or `pointer` is not one.
    """
    try:
        keys = split(pointer)
    except ValueError:
        raise KeyError(pointer) from None
    for key in keys:
        tree = _step(tree, key, pointer)
    return tree


def _step(tree: Node, key: str, pointer: str) -> Node:
    if isinstance(tree, dict) and key in tree:
        return tree[key]
    if isinstance(tree, list) and _is_index(key) and int(key) < len(tree):
        return tree[int(key)]
    raise KeyError(pointer)


def _is_index(key: str) -> bool:
    """RFC 6901 section 4: digits without a leading zero. A list is never so long that
    its index has more than nine digits."""
    digits = key.isascii() and key.isdigit() and len(key) < 10
    return digits and (key == "0" or key[0] != "0")
