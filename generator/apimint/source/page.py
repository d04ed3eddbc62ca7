"""Documentation pages: the block of YAML or JSON in a Markdown text (CommonMark 4.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .document import Page
from .fault import Fault

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*(.*)")
_QUOTED = re.compile(r"(?m)^ {0,3}> ?")
_KEY = re.compile(r"(?:\s|\{|#[^\r\n]*|---)*+[\"']?([\w$-]+)[\"']?\s*:")
# Texts that hold a whole site have such a line below each page's title.
_SOURCE = re.compile(r"\s*Source: \S+[ \t]*(?:[\r\n]|\Z)")
_LANGUAGES = frozenset({"yaml", "yml", "json"})


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    text: str
    start: int  # offset of its line
    end: int  # offset of the next line


@dataclass(frozen=True, slots=True)
class _Fence:
    info: str
    line: int
    start: int  # offset of the opening line
    body: int  # offset of the first line inside
    end: int | None  # offset of the closing line; None where there is none


@dataclass(frozen=True, slots=True)
class Block:
    """The block of a page: offsets of its text in the page, and what surrounds it."""

    start: int
    end: int
    page: Page


@dataclass(frozen=True, slots=True)
class _Choice:
    """A fence, the last title above it, and the headings it lies below, outermost
    first."""

    fence: _Fence
    title: _Heading | None
    sections: tuple[_Heading, ...]


def find_blocks(text: str) -> list[Block]:
    """The blocks of a page, or of several pages in one text: those below headings that
    begin with 'OpenAPI', where there are any.

    The first YAML or JSON block is one. Any other is one where it begins with the same
    key; or where it is the first below its heading, and it is a mapping or its fence
    says more than the language. The rest are samples.

    Raises:
        Fault: a block is never closed.
    """
    choices = list(_choices(text))
    marked = [c for c in choices if _marks(c)]
    chosen, further = _chosen(text, marked or choices)
    blocks: list[Block] = []
    begin = 0
    for choice in chosen:
        lines = () if blocks or not marked else tuple(further)
        blocks.append(_block(text, choice, begin, lines))
        closing = _LINE.match(text, blocks[-1].end)
        begin = closing.end() if closing else len(text)
    return blocks


def _chosen(text: str, choices: list[_Choice]) -> tuple[list[_Choice], list[int]]:
    """The fences that hold a page's block, and the lines of those that do not."""
    chosen: list[_Choice] = []
    further: list[int] = []
    headings: set[int] = set()
    usual = _first_key(text, choices[0].fence) if choices else ""
    for choice in choices:
        heading = {heading.start for heading in _marks(choice)[-1:]}
        is_first = bool(heading - headings)
        headings |= heading
        key = _first_key(text, choice.fence)
        if (
            not chosen
            or (key and key == usual)
            or (is_first and (key or _said(choice)))
        ):
            chosen.append(choice)
        else:
            further.append(choice.fence.line)
    return chosen, further


def _first_key(text: str, fence: _Fence) -> str:
    """The key that a block begins with; '' where it begins otherwise."""
    match = _KEY.match(text, fence.body, fence.end or len(text))
    return match[1] if match else ""


def _choices(text: str) -> Iterator[_Choice]:
    title: _Heading | None = None
    sections: list[_Heading] = []
    for part in _parts(text):
        if isinstance(part, _Heading):
            while sections and sections[-1].level >= part.level:
                sections.pop()
            sections.append(part)
            title = part if _is_title(part) else title
        elif _language(part) in _LANGUAGES:
            yield _Choice(part, title, tuple(sections))


def _block(text: str, choice: _Choice, begin: int, further: tuple[int, ...]) -> Block:
    """The block in a fence; what belongs to it begins at `begin` or later."""
    fence = choice.fence
    if fence.end is None:
        message = "the fence that opens here is never closed"
        hint = "end the block with a line of the same fence characters"
        raise Fault("unclosed-fence", message, fence.start, hint)
    title = choice.title.text if choice.title else ""
    page = Page(
        title="" if title == "null" else title,
        description=_description(text, choice, begin),
        info=_said(choice),
        language=_language(fence),
        line=fence.line,
        further=further,
    )
    return Block(fence.body, fence.end, page)


def _description(text: str, choice: _Choice, begin: int) -> str:
    """The text between the title, or the block above, and the heading of the section
    that holds the fence. A quote's marks are dropped: a page quotes the first paragraph
    only."""
    if choice.title is None:
        return ""
    source = _SOURCE.match(text, choice.title.end)
    begin = max(begin, source.end() if source else choice.title.end)
    end = choice.fence.start
    below = [h for h in choice.sections if h.start >= begin and h.level > 1]
    if below:
        end = next((h for h in below if _is_openapi(h)), below[-1]).start
    return _QUOTED.sub("", text[begin:end]).strip()


def _is_title(heading: _Heading) -> bool:
    """Mirrors of a site put '# Source: URL' lines above the page itself."""
    return heading.level == 1 and not heading.text.startswith("Source: ")


def _marks(choice: _Choice) -> list[_Heading]:
    """The headings above a fence that say what stands in it, outermost first."""
    return [heading for heading in choice.sections if _is_openapi(heading)]


def _is_openapi(heading: _Heading) -> bool:
    return heading.text.startswith("OpenAPI")


def _said(choice: _Choice) -> str:
    """What the line that opens the fence says besides the language."""
    return choice.fence.info.partition(" ")[2].strip()


def _language(fence: _Fence) -> str:
    return fence.info.partition(" ")[0].lower()


def _parts(text: str) -> Iterator[_Heading | _Fence]:
    """The headings and fences of a page, in order; nothing from inside a fence."""
    lines = enumerate(_LINE.finditer(text), 1)
    for number, match in lines:
        line = match.group().rstrip("\r\n")
        fence = _FENCE.fullmatch(line)
        if fence and not (fence[1][0] == "`" and "`" in fence[2]):
            info = " ".join(fence[2].split(None, 1)).strip()
            yield _Fence(
                info, number, match.start(), match.end(), _end(fence[1], lines)
            )
        else:
            yield from _heading(line, match)


def _end(opening: str, lines: Iterator[tuple[int, re.Match[str]]]) -> int | None:
    """Read on to the line that closes the fence; its offset."""
    for _, match in lines:
        line = match.group().rstrip()
        mark = line.lstrip(" ")
        is_fence = len(mark) >= len(opening) and not mark.strip(opening[0])
        if is_fence and len(line) - len(mark) < 4:
            return match.start()
    return None


def _heading(line: str, match: re.Match[str]) -> Iterator[_Heading]:
    """The ATX heading in a line, if it is one (CommonMark 4.2)."""
    mark = line.lstrip(" ")
    rest = mark.lstrip("#")
    level = len(mark) - len(rest)
    if (
        len(line) - len(mark) > 3
        or not 0 < level < 7
        or rest[:1] not in ("", " ", "\t")
    ):
        return
    text = rest.strip()
    closed = text.rstrip("#")
    if closed[-1:] in ("", " ", "\t"):
        text = closed.rstrip()
    yield _Heading(level, text, match.start(), match.end())
