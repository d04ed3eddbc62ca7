"""Bytes on the disk to text: regular files of a limited size, in UTF-8."""

from __future__ import annotations

import codecs
import errno
import stat
from pathlib import Path

from .fault import Fault

_MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"\x1f\x8b": "gzip",
    b"PK\x03\x04": "zip",
}


def read_bytes(path: Path, limit: int) -> bytes:
    """The content of a regular file.

    Raises:
        Fault: it is missing, not a regular file, unreadable or too large.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise _not_a_file(path)
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        # Before Python 3.13 a loop of links is found when its path is resolved.
        if getattr(error, "errno", None) in (errno.ENOENT, errno.ELOOP):
            raise Fault("file-missing", "there is no such file", 0) from None
        reason = getattr(error, "strerror", None) or "the name is not valid"
        message = f"the file cannot be read: {reason[:1].lower()}{reason[1:]}"
        raise Fault("file-unreadable", message, 0) from None
    if len(data) > limit:
        message = f"the file is larger than {limit:,} bytes"
        raise Fault("file-too-large", message, 0, "split the document")
    return data


def _not_a_file(path: Path) -> Fault:
    if path.is_dir():
        hint = "name the specification inside it"
        return Fault("file-is-directory", "this is a directory, not a file", 0, hint)
    return Fault("file-not-regular", "this is not a regular file", 0)


def decode(data: bytes) -> str:
    """The text of a UTF-8 file, without its byte order mark.

    Raises:
        Fault: it is in another encoding, no text at all, or empty. Its index counts the
            characters of `data` decoded with replacements.
    """
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            raise _encoding_fault(f"it looks like {name}", data, 0)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        reason = f"byte 0x{data[error.start]:02x} is not valid there"
        raise _encoding_fault(reason, data, error.start) from None
    if not text.strip():
        raise Fault("empty-document", "the file is empty", 0)
    if "\0" in text:
        raise _encoding_fault("it holds a NUL byte", data, data.index(b"\0"))
    return text


def _encoding_fault(reason: str, data: bytes, start: int) -> Fault:
    index = len(data[:start].decode("utf-8", "replace"))
    message = f"the file is not UTF-8 text: {reason}"
    return Fault("not-utf8", message, index, "save the file as UTF-8 text")
