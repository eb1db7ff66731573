"""Numbers of lists: ``一、（二）3．④`` -> ``Mark(kind, value)``, and back.

To add a numbering style: one entry in ``STYLES`` (its pattern and how it is written) is all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from msgspec import Struct

_DIGITS = "零一二三四五六七八九"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_PARENTHESISED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_FULL_STOPPED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_CHINESE = r"[一二三四五六七八九十]{1,3}"


class Mark(Struct, frozen=True):
    """A number that may begin an entry of a list: its style, its value (from 1), and the span of
    the text that it takes, white space behind it included. It is not ``sure`` where it may be part
    of a sentence (2.3个工作日, 一、二级): it only goes on with a list that has begun."""

    kind: str
    value: int
    start: int
    end: int
    sure: bool = True


class Style(Struct, frozen=True):
    """A way to print numbers. ``pattern`` has one group, the number; ``read`` turns the group into
    its value, ``write`` a value into the printed mark. ``rank`` orders the styles from sections
    (small) to details (large), as official documents nest them (GB/T 9704: 一、（一）1.（1）)."""

    kind: str
    rank: int
    pattern: str
    read: Callable[[str], int]
    write: Callable[[int], str]


def read_chinese(numeral: str) -> int:
    """``一`` … ``九十九`` -> 1 … 99; 0 for what is no such numeral."""
    tens, ten, units = numeral.rpartition("十")
    if not ten:
        return max(0, _DIGITS.find(numeral)) if len(numeral) == 1 else 0
    if len(tens) > 1 or len(units) > 1:
        return 0
    high = _DIGITS.find(tens) if tens else 1
    low = _DIGITS.find(units) if units else 0
    return high * 10 + low if high > 0 and low >= 0 else 0


def read_number(printed: str) -> int | None:
    """The number of a row as lists print it: 3, 3., （3）, 三 -> 3; None for anything else."""
    figure = printed.strip("（()）.．、 ")
    return int(figure) if figure.isdecimal() else read_chinese(figure) or None


def write_chinese(value: int) -> str:
    """1 … 99 -> ``一`` … ``九十九``."""
    tens, units = divmod(value, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[units] if units else "")


def _glyph(glyphs: str) -> tuple[Callable[[str], int], Callable[[int], str]]:
    return (lambda mark: glyphs.index(mark) + 1), (lambda value: glyphs[value - 1])


# A dot before one or two digits is a decimal point (1.5万亩); before a year, a hotline or a date it
# may be the dot of a number (1.2025年底前…, 2.12345热线…, 3.12月底前…).
_QUANTITY = r"\d{1,2}(?:个|名|项|天|小时|周?岁|部|人|位|件|户|处|类|[-~—至]\d)"
_NO_DECIMAL = rf"(?:(?!\d{{1,2}}(?![\d月日]))|(?={_QUANTITY}))"
#: What makes a mark doubtful: a quantity behind it, or a rank that it may belong to.
_UNSURE = {
    "dot": re.compile(_QUANTITY),
    "chinese_comma": re.compile(rf"{_CHINESE}(?:、|级|类|季度|期|年级|产业|等|号|线|档|批|轮)"),
    "paren": re.compile(r"类(?!别|似|型)|级(?!别)|款|号"),
}

STYLES: tuple[Style, ...] = (
    Style(
        "chinese_comma", 1, rf"({_CHINESE})[、．.]", read_chinese, lambda v: f"{write_chinese(v)}、"
    ),
    Style(
        "chinese_paren",
        2,
        rf"[（(]({_CHINESE})[）)]",
        read_chinese,
        lambda v: f"（{write_chinese(v)}）",
    ),
    Style(
        "dot",
        3,
        rf"(\d{{1,2}})\s?[.．]{_NO_DECIMAL}",
        int,
        lambda v: f"{v}.",
    ),
    Style("comma", 3, r"(\d{1,2})\s?、(?!\d)", int, lambda v: f"{v}、"),
    Style("full_stopped", 3, f"([{_FULL_STOPPED}])", *_glyph(_FULL_STOPPED)),
    Style("paren", 4, r"[（(](\d{1,2})[）)]", int, lambda v: f"（{v}）"),
    Style("parenthesised", 4, f"([{_PARENTHESISED}])", *_glyph(_PARENTHESISED)),
    Style("half_paren", 4, r"(\d{1,2})[）)]", int, lambda v: f"{v}）"),
    Style("circled", 5, f"([{_CIRCLED}])", *_glyph(_CIRCLED)),
)

STYLE: dict[str, Style] = {style.kind: style for style in STYLES}

# A mark begins with a digit or a character that stands in a pattern: with a look at that first,
# most of a text is passed over eight times as fast.
_FIRST = re.escape("".join(sorted({c for style in STYLES for c in style.pattern})))
_ANY = re.compile(
    rf"(?=[\d{_FIRST}])(?:{'|'.join(f'(?P<{style.kind}>{style.pattern})' for style in STYLES)})"
)
_SPACE_BEHIND = re.compile(r"\s*")
_GROUP = {style.kind: _ANY.groupindex[style.kind] + 1 for style in STYLES}


def marks(text: str) -> list[Mark]:
    """Everything in a text that is surely shaped like a list number, in order. Which of them are
    numbers of a list is decided by counting (``counting``), not here."""
    return [mark for mark in all_marks(text) if mark.sure]


@lru_cache(maxsize=16)  # several look at the same cell, one after another
def all_marks(text: str) -> tuple[Mark, ...]:
    """Like ``marks``, with those that are not sure."""
    found = []
    for match in _ANY.finditer(text):
        kind = match.lastgroup
        assert kind is not None
        value = STYLE[kind].read(match[_GROUP[kind]])
        preceded = match.start() and kind in _ARABIC and text[match.start() - 1].isdigit()
        if value and not preceded:
            behind = _SPACE_BEHIND.match(text, match.end())
            assert behind is not None
            unsure = kind in _UNSURE and _UNSURE[kind].match(text, behind.end())
            found.append(Mark(kind, value, match.start(), behind.end(), not unsure))
    return tuple(found)


_ARABIC = frozenset({"dot", "comma", "half_paren"})
#: Styles of one character that is nothing but a number of a list.
SIGNS = frozenset({"circled", "full_stopped", "parenthesised"})
