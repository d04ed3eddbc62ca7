"""What values must be, in short sentences for docstrings: their bounds and patterns."""

from __future__ import annotations

import re

from .. import ir
from .values import default_mark, example_marks

_LONGEST_PATTERN = 60
# Where numbers end anyway: a bound there says nothing. So does one that no float meets.
_ENDS = frozenset({2**31 - 1, 2**31, 2**32 - 1, 2**32})
_ENDLESS = 2**53 - 1
_HUGE = 1_000_000  # of items or properties
_LONG = (
    5_000  # characters: documents give such a limit to every text, and none comes near
)
_ANYTHING = frozenset({"", ".", ".*", "^.*$", ".+", "^.+$", "^", "$"})
_UNIX_TIME = frozenset({"unixtime", "unix-time"})
_UNIX_WORDS = ("unix", "epoch", "second", "timestamp")
_NUMBER = re.compile(r"\d[\d,_]*(?:\.\d+)?")

Number = int | float


def remarks(of: ir.Field | ir.Parameter) -> list[str]:
    """All that is said of a field's or parameter's values, in its usual order."""
    default = of.default if of.has_default else None
    bounds = bound_marks(of.constraints, of.type, of.doc)
    examples = example_marks(of.constraints, of.type, of.doc, default)
    return [*bounds, *default_mark(of), *examples]


def alias_marks(alias: ir.Alias) -> list[str]:
    """The same of an alias, which has no default."""
    bounds = bound_marks(alias.constraints, alias.type, alias.doc)
    return [*bounds, *example_marks(alias.constraints, alias.type, alias.doc)]


def body_marks(body: ir.Body) -> list[str]:
    """What is asked of a body as a whole, where its type is no class that says it."""
    type_ = next((each.type for each in body.contents if each.type), None)
    return bound_marks(body.constraints, type_, body.doc) if type_ else []


def bound_marks(asked: ir.Constraints, type_: ir.Type, doc: str) -> list[str]:
    """The sentences about bounds and patterns, but for what `doc` says already."""
    phrases = _phrases(asked, type_, _Said(doc))
    patterns = [f"Matches {each}." for each in _patterns(asked, type_, doc)]
    return [*_unit(asked, type_, doc), *_sentence(phrases), *patterns]


def _unit(asked: ir.Constraints, type_: ir.Type, doc: str) -> list[str]:
    """The unit of a number whose format has one, which neither type nor name tell."""
    if asked.format not in _UNIX_TIME or not _is_number(type_):
        return []
    return [] if _Said(doc).any(*_UNIX_WORDS) else ["Unix time, in seconds."]


def object_marks(definition: ir.Object) -> list[str]:
    """The sentence about how many properties an object has, where that is not plain from
    which it must have, and which it may.
    """
    asked, fields = definition.constraints, definition.fields
    low, high = asked.min_properties, asked.max_properties
    low = low if sum(f.required for f in fields) < (low or 0) else None
    high = high if definition.extra or len(fields) > (high or 0) else None
    asked = ir.Constraints(min_properties=low, max_properties=high)
    return _sentence(_properties(asked, _Said(definition.doc)))


def _sentence(phrases: list[str]) -> list[str]:
    text = ", ".join(phrases)
    return [f"{text[0].upper()}{text[1:]}."] if text else []


class _Said:
    """The numbers and words that a description has: what it says needs no repeating."""

    def __init__(self, doc: str) -> None:
        self.numbers = {re.sub(r"[,_]|\.0+$", "", n) for n in _NUMBER.findall(doc)}
        self.doc = doc.lower()

    def all(self, *numbers: Number) -> bool:
        """Are all of these said? Beside an upper end, 0 and 1 go without saying."""
        some = [n for n in numbers if n not in (0, 1)] or numbers
        return all(_spelt(number).lstrip("-") in self.numbers for number in some)

    def any(self, *words: str) -> bool:
        return any(word in self.doc for word in words)


def _phrases(asked: ir.Constraints, type_: ir.Type, said: _Said) -> list[str]:
    """The bounds in words, as far as they speak of values of the type."""
    match type_:
        case ir.Nullable(inner):
            return _phrases(asked, inner, said)
        case ir.Scalar(ir.ScalarKind.STRING):
            return _lengths(asked, said)
        case ir.Scalar(ir.ScalarKind.INTEGER | ir.ScalarKind.NUMBER):
            return _values(asked, said)
        case ir.Array() | ir.Fixed():
            return _items(asked, said) + _each(asked, type_, said)
        case ir.Map():
            return _properties(asked, said) + _each(asked, type_, said)
        case ir.Union() | ir.Ref() | ir.Anything():
            number, length = _values(asked, said), _lengths(asked, said)
            return number + length + _items(asked, said) + _properties(asked, said)
        case _:
            return []


def _values(asked: ir.Constraints, said: _Said) -> list[str]:
    """The bounds of a number."""
    low, high = _telling(asked.minimum), _telling(asked.maximum)
    above, under = _telling(asked.exclusive_minimum), _telling(asked.exclusive_maximum)
    step = _telling(asked.multiple_of)
    ends = [each for each in (low, above, high, under) if each is not None]
    phrases: list[str] = []
    if low is not None and high is not None:
        phrases += [_range(low, high)]
    else:
        phrases += [f"at least {_spelt(low)}"] if low is not None else []
        phrases += [f"more than {_spelt(above)}"] if above is not None else []
        phrases += [f"at most {_spelt(high)}"] if high is not None else []
        phrases += [f"less than {_spelt(under)}"] if under is not None else []
    phrases = [] if ends and said.all(*ends) else phrases
    if step is not None and step != 1 and not said.all(step):
        phrases += [f"a multiple of {_spelt(step)}"]
    return phrases


def _range(low: Number, high: Number) -> str:
    if low == high:
        return f"exactly {_spelt(low)}"
    return f"from {_spelt(low)} to {_spelt(high)}"


def _telling(bound: Number | None) -> Number | None:
    """The bound, if it is one: no number of a usual size passes the ends."""
    if bound is None or abs(bound) in _ENDS or abs(bound) >= _ENDLESS:
        return None
    return bound


def _spelt(number: Number) -> str:
    whole = isinstance(number, float) and number.is_integer()
    return str(int(number) if whole else number)


def _lengths(asked: ir.Constraints, said: _Said) -> list[str]:
    high = asked.max_length
    high = high if high is not None and high < _LONG else None
    return _counted(asked.min_length, high, "character", said)


def _items(asked: ir.Constraints, said: _Said) -> list[str]:
    phrases = _counted(asked.min_items, asked.max_items, "item", said)
    repeated = said.any("unique", "different", "distinct", "duplicate")
    if asked.unique_items and not repeated and asked.max_items != 1:
        phrases.append("all different")
    return phrases


def _properties(asked: ir.Constraints, said: _Said) -> list[str]:
    low, high = asked.min_properties, asked.max_properties
    return _counted(low, high, "property", said, "properties")


def _counted(
    low: int | None, high: int | None, one: str, said: _Said, many: str = ""
) -> list[str]:
    """How many of something there are: at least 0 and very many are no bounds."""
    low = low if low and low < _HUGE else None
    high = high if high is not None and high < _HUGE else None
    ends = [each for each in (low, high) if each is not None]
    if not ends or said.all(*ends):
        return []
    unit = one if ends[-1] == 1 else many or one + "s"
    if high is None:
        empty = ["not empty"] if not said.any("empty") else []
        return empty if low == 1 else [f"at least {low} {unit}"]
    if low is None:
        return [f"at most {high} {unit}"]
    return [f"{_range(low, high)} {unit}"]


def _each(asked: ir.Constraints, type_: ir.Type, said: _Said) -> list[str]:
    """What is asked of each item or value."""
    inner = asked.each
    if inner is None:
        return []
    of = type_.items if isinstance(type_, ir.Array) else None
    of = type_.values if isinstance(type_, ir.Map) else of
    phrases = _phrases(inner, of, said) if of else []
    phrases += [f"matching {p}" for p in _patterns(inner, of, said.doc)] if of else []
    return [f"each {', '.join(phrases)}"] if phrases else []


def _patterns(asked: ir.Constraints, type_: ir.Type, doc: str) -> list[str]:
    """The patterns that are short enough to read, as code."""
    if not _is_text(type_):
        return []
    return [
        f"`{each}`" if "`" not in each else f"`` {each} ``"
        for each in asked.patterns
        if each not in _ANYTHING and each not in doc
        if len(each) <= _LONGEST_PATTERN and each.isprintable()
    ]


def _is_text(type_: ir.Type) -> bool:
    """May values be texts, with no type of Python's that says more?"""
    match type_:
        case ir.Nullable(inner):
            return _is_text(inner)
        case ir.Union(members):
            return any(_is_text(each) for each in members)
        case _:
            return type_ == ir.Scalar(ir.ScalarKind.STRING) or isinstance(type_, ir.Ref)


def _is_number(type_: ir.Type) -> bool:
    inner = type_.inner if isinstance(type_, ir.Nullable) else type_
    numbers = (ir.ScalarKind.INTEGER, ir.ScalarKind.NUMBER)
    return isinstance(inner, ir.Scalar) and inner.kind in numbers
