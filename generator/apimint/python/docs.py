"""Texts for people → docstrings: wrapped once, escaped, Markdown left readable."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from .text import Docstring, visible

_WIDTH = 88
# Lines whose own layout matters: lists, quotes, headings, tables, rules, indented code.
_LAID_OUT = re.compile(r"\s{4}|\s*([-*+>|]\s?|#{1,6} |\d+[.)] |\||={3}|-{3}|<)")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
_FENCE = re.compile(r"\s*(`{3,}(?!.*`)|~{3,})")


def docstring(
    text: str,
    indent: int,
    arguments: Sequence[tuple[str, str]] = (),
    *,
    compact: bool = False,
) -> Docstring:
    """A docstring that stands at a column of `indent`: the quotes, the text wrapped to
    the line length, and a section on the arguments. Where there are several lines, the
    closing quotes have one of their own, unless it is to be `compact`.
    """
    width = _WIDTH - indent
    body = _escaped(text)
    first = width - 3 - body.startswith('"')
    lines = layout(body, width, first)
    if arguments:
        lines += ["", "Args:"] if lines else ["Args:"]
        for name, doc in arguments:
            lines += _argument(name, _escaped(doc), width)
    if len(lines) == 1 and len(_closed(lines[0])) > first - 3:
        lines = layout(body, width, first - 4)
    if len(lines) < 2:
        return Docstring(f'"""{_opened(_closed("".join(lines)))}"""')
    margin = " " * indent
    lines[1:] = _at_the_margin(lines[1:])
    last = _closed(lines[-1]) + '"""'
    if compact and len(last) + indent <= _WIDTH:
        lines[-1] = last
    else:
        lines.append('"""')
    rest = "".join(f"\n{margin}{line}" if line else "\n" for line in lines[1:])
    return Docstring(f'"""{_opened(lines[0])}{rest}')


def _at_the_margin(lines: list[str]) -> list[str]:
    """The lines with the least indented of them not indented: so black leaves them."""
    return textwrap.dedent("\n".join(lines)).split("\n")


def _argument(name: str, doc: str, width: int) -> list[str]:
    """An entry of the section on arguments, in Google's style."""
    lines = layout(doc, width - 8, first=width - 4 - len(name) - 2)
    first, rest = lines[:1], lines[1:]
    head = f"    {name}: {first[0]}" if first else f"    {name}:"
    return [head, *(f"        {line}" if line else "" for line in rest)]


def _escaped(text: str) -> str:
    """Line ends of every kind as newlines, other spaces as plain ones, what cannot be
    seen as escapes, backslashes doubled, and quotes that would end the docstring escaped.
    """
    lines = re.sub(r"\r\n?|[\v\f\x85\u2028\u2029]", "\n", text).expandtabs(4)
    seen = visible(re.sub(r"[^\S\n]", " ", lines).strip())
    return seen.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')


def _opened(line: str) -> str:
    """A first line that begins with a quote would look like four."""
    return "\\" + line if line.startswith('"') else line


def _closed(line: str) -> str:
    """The same at the end, where the fourth quote would be a syntax error."""
    return line + " " if line.endswith('"') else line


def layout(text: str, width: int, first: int | None = None) -> list[str]:
    """Lines of at most `width`, but for words that are longer. Paragraphs are filled,
    lists wrapped item by item, code and tables left as they are; `first` is the width of
    the first line where it differs.
    """
    lines: list[str] = []
    for block in _blocks(text):
        if lines:
            lines.append("")
        lines.extend(_block_lines(block, width, first if not lines else None))
    return lines


def _blocks(text: str) -> list[list[str]]:
    """Runs of lines between blank ones; a fenced block is one run."""
    blocks: list[list[str]] = [[]]
    fence = ""
    for raw in text.expandtabs(4).splitlines():
        line = raw.rstrip()
        marker = _FENCE.match(line)
        if marker and not fence and blocks[-1]:
            blocks.append([])  # code may follow a paragraph without a blank line
        if fence or line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
        if marker:
            is_end = bool(fence) and marker[1].startswith(fence)
            fence = "" if is_end else fence or marker[1]
            blocks += [[]] if is_end else []
    return [block for block in blocks if block]


def _block_lines(block: list[str], width: int, first: int | None) -> list[str]:
    if _FENCE.match(block[0]):
        return _without_blank_runs(block)
    if not any(_LAID_OUT.match(line) for line in block):
        return _filled(" ".join(line.strip() for line in block), width, "", first)
    lines: list[str] = []
    for line in _joined_items(block):
        item = _ITEM.match(line)
        hanging = len(item[0]) if item else len(line) - len(line.lstrip())
        lines.extend(_filled(line, width, " " * hanging, None if lines else first))
    return lines


def _without_blank_runs(block: list[str]) -> list[str]:
    """Never two blank lines in a row: those part the definitions of a module."""
    return [
        line for i, line in enumerate(block) if line or (i > 0 and block[i - 1] != "")
    ]


def _joined_items(block: list[str]) -> list[str]:
    """Lines with the plain ones that go on a list item joined to it."""
    lines: list[str] = []
    for line in block:
        if lines and not _LAID_OUT.match(line) and _ITEM.match(lines[-1]):
            lines[-1] += " " + line.strip()
        else:
            lines.append(line)
    return lines


def _filled(text: str, width: int, hanging: str, first: int | None) -> list[str]:
    if text.lstrip().startswith("|"):
        return [text]
    narrower = max(0, width - first) if first else 0
    filler = textwrap.TextWrapper(
        width=width,
        # A narrower first line: as if it began with that many characters already.
        initial_indent=" " * narrower,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
    lines = filler.wrap(text)
    if lines:
        lines[0] = lines[0][narrower:]
    return lines


def sentence(text: str) -> str:
    """A summary as a sentence: with a full stop, unless it ends in another sign, or in a
    list, code or a table.
    """
    text = text.strip()
    is_open = text[-1:].isalnum() or text[-1:] in tuple(")]`'\"")
    return text + "." if is_open and not _ends_laid_out(text) else text


def told(summary: str, description: str) -> tuple[str, str]:
    """A summary, made a sentence, and what a description says beyond it. Without the
    former, the first paragraph of the latter stands for it.
    """
    if not summary:
        summary, _, description = description.partition("\n\n")
    is_same = description.casefold().rstrip(".") == summary.casefold().rstrip(".")
    return sentence(summary), "" if is_same else description


def first_sentence(text: str) -> str:
    """The first sentence of a text's first paragraph."""
    paragraph = " ".join(re.split(r"\n\s*\n", text.strip(), maxsplit=1)[0].split())
    end = re.search(r"(?<=[^.A-Z][.!?])\s+(?=[A-Z`'\"(])", paragraph)
    return paragraph[: end.start()] if end else paragraph


def with_marks(doc: str, deprecated: bool, *more: str) -> str:
    """A text with short remarks: at its end, or below it where it ends in a list, code
    or a table.
    """
    marks = " ".join([*(["Deprecated."] if deprecated else []), *more])
    if not marks:
        return doc
    if _ends_laid_out(doc):
        return f"{doc}\n\n{marks}"
    return f"{sentence(doc)} {marks}".strip()


def _ends_laid_out(text: str) -> bool:
    """Is the last paragraph of several lines none of prose?"""
    if "\n" not in text:
        return False
    last = _blocks(text)[-1]
    return bool(_FENCE.match(last[0]) or any(map(_LAID_OUT.match, last)))
