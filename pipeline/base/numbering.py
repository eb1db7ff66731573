"""Numbers of lists: ``一、（二）3．④`` -> ``Mark(kind, value)``, and back.

To add a numbering style: one entry in ``STYLES`` (its pattern and how it is written) is all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from msgspec import Struct

_DIGITS = "零一二三四五六七八九"
_CHINESE = r"[一二三四五六七八九十]{1,3}"


def _signs(*ranges: tuple[int, int]) -> str:
    return "".join(chr(code) for first, last in ranges for code in range(first, last + 1))


_CIRCLED = _signs((0x2460, 0x2473), (0x3251, 0x325F), (0x32B1, 0x32BF))  # ①…⑳ ㉑…㉟ ㊱…㊿
_NEGATIVE = _signs((0x2776, 0x277F), (0x24EB, 0x24F4))  # ❶…❿ ⓫…⓴
_PARENTHESISED = _signs((0x2474, 0x2487))  # ⑴…⒇
_FULL_STOPPED = _signs((0x2488, 0x249B))  # ⒈…⒛
_CHINESE_PARENTHESISED = _signs((0x3220, 0x3229))  # ㈠…㈩
_ROMAN = _signs((0x2160, 0x216B))  # Ⅰ…Ⅻ
_UPPER, _LOWER = _signs((ord("A"), ord("Z"))), _signs((ord("a"), ord("z")))


class Mark(Struct, frozen=True):
    """A number that may begin an entry of a list: its style, its value (from 1), and the span of
    the text that it takes, white space behind it included. It is not ``sure`` where its shape may
    as well be part of a sentence (2.3个工作日, 一、二级): it only goes on with a list. One number
    printed ``twice`` (2.2.疏导交通, ①①受理) is one mark over both."""

    kind: str
    value: int
    start: int
    end: int
    sure: bool = True
    twice: bool = False


class Style(Struct, frozen=True):
    """A way to print numbers. ``pattern`` has one group, the number; ``read`` turns the group into
    its value, ``write`` a value into the printed mark (up to ``last``). Styles of one ``family``
    may stand in for each other in one list (1.…2、…). ``rank`` orders the families from sections
    (small) to details (large), as official documents nest them (GB/T 9704: 一、（一）1.（1）).
    ``sign``: one character that is nothing but a number."""

    kind: str
    family: str
    rank: int
    pattern: str
    read: Callable[[str], int]
    write: Callable[[int], str]
    last: int = 99
    sign: bool = False


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


def _chinese(kind: str, family: str, rank: int, pattern: str, printed: str) -> Style:
    def write(value: int) -> str:
        return printed.format(write_chinese(value))

    return Style(kind, family, rank, pattern, read_chinese, write)


def _arabic(kind: str, family: str, rank: int, pattern: str, printed: str) -> Style:
    return Style(kind, family, rank, pattern, int, lambda value: printed.format(value))


def _glyph(
    kind: str, family: str, rank: int, glyphs: str, pattern: str = "", printed: str = "{}"
) -> Style:
    return Style(
        kind,
        family,
        rank,
        pattern or f"([{glyphs}])",
        lambda mark: glyphs.index(mark) + 1,
        lambda value: printed.format(glyphs[value - 1]),
        last=len(glyphs),
        sign=not pattern,
    )


STYLES: tuple[Style, ...] = (
    _chinese("chinese_comma", "chinese_comma", 1, rf"({_CHINESE})[、．.]", "{}、"),
    _glyph("roman", "roman", 1, _ROMAN, rf"([{_ROMAN}])\s?[.．、]", "{}."),
    _chinese("chinese_paren", "chinese_paren", 2, rf"[（(]\s?({_CHINESE})\s?[）)]", "（{}）"),
    _glyph("chinese_parenthesised", "chinese_paren", 2, _CHINESE_PARENTHESISED),
    # 第一，预防为主: an enumeration in words; 第一、第二产业 is none.
    _chinese("ordinal", "ordinal", 2, rf"第({_CHINESE})(?:[，,]|、(?!第))", "第{}，"),
    _arabic("dot", "arabic", 3, r"(\d{1,2})\s?[.．]", "{}."),
    # 1、2、3号井 is none, 1、1、受理 is one number twice.
    _arabic("comma", "arabic", 3, r"(?P<n>\d{1,2})\s?、(?!(?!(?P=n)、\D)\d{1,3}(?!\d))", "{}、"),
    _glyph("full_stopped", "arabic", 3, _FULL_STOPPED),
    _glyph("upper", "upper", 3, _UPPER, r"([A-Z])[.．](?![A-Za-z\d])", "{}."),
    _arabic("paren", "paren", 4, r"[（(]\s?(\d{1,2})\s?[）)]", "（{}）"),
    _glyph("parenthesised", "paren", 4, _PARENTHESISED),
    _arabic("half_paren", "half_paren", 4, r"(\d{1,2})[）)]", "{}）"),
    _glyph("circled", "circled", 5, _CIRCLED),
    _glyph("negative", "negative", 5, _NEGATIVE),
    _glyph("lower", "lower", 6, _LOWER, r"([a-z])[）)]", "{}）"),
    _chinese("is", "is", 6, rf"({_CHINESE})是", "{}是"),
)

STYLE: dict[str, Style] = {style.kind: style for style in STYLES}

# A mark begins with a digit or a character that stands in a pattern: with a look at that first,
# most of a text is passed over eight times as fast.
_BEGINS = rf"\d（(一二三四五六七八九十第{_ROMAN}A-Za-z" + "".join(
    style.pattern.strip("()[]") for style in STYLES if style.sign
)
_ANY = re.compile(
    rf"(?=[{_BEGINS}])(?:{'|'.join(f'(?P<{style.kind}>{style.pattern})' for style in STYLES)})"
)
_SPACE_BEHIND = re.compile(r"\s*")
_GROUP = {style.kind: _ANY.groupindex[style.kind] + 1 for style in STYLES}
#: Behind a dot, a figure of one or two digits may be a decimal (1.5万亩, 5.12); one of more is a
#: year or a hotline that begins the entry (1.2025年底前…, 2.12345热线…), as is a date or a time.
_DECIMAL = re.compile(r"\d{1,2}(?![\d月日]|[:：]\d)")
#: A number that a sign follows is spoken of: 1、、2, （一）、（二）项, ①，②.
_SIGN = re.compile(r"[，。；、：,;:]")
_NEXT_NUMERAL = re.compile(_CHINESE)


def marks(text: str) -> list[Mark]:
    """Everything in a text that is surely shaped like a list number, in order. Which of them are
    numbers of a list depends on what stands around them, and is not decided here."""
    return [mark for mark in all_marks(text) if mark.sure]


@lru_cache(maxsize=16)  # several look at the same cell, one after another
def all_marks(text: str) -> tuple[Mark, ...]:
    """Like ``marks``, with those that are not sure."""
    found: list[Mark] = []
    for match in _ANY.finditer(text):
        kind = match.lastgroup
        assert kind is not None
        style, start = STYLE[kind], match.start()
        value = style.read(match[_GROUP[kind]])
        if value and not (start and _goes_on_from(text, start, kind)):
            end = _ink(text, match.end())
            again = _again(kind, value, text, end)
            if _SIGN.match(text, again or end) or (found and start < found[-1].end):
                continue
            sure = _sure(kind, text, end)
            found.append(Mark(kind, value, start, again or end, sure, twice=again > 0))
    return tuple(found)


def _again(kind: str, value: int, text: str, at: int) -> int:
    """Where the same number ends that is printed once more; 0 where none is (1.1.1, 1.1万亩)."""
    match = _ANY.match(text, at)
    if not match or match.lastgroup != kind or STYLE[kind].read(match[_GROUP[kind]]) != value:
        return 0
    end = _ink(text, match.end())
    return end if _sure(kind, text, end) else 0


def _ink(text: str, at: int) -> int:
    behind = _SPACE_BEHIND.match(text, at)
    assert behind is not None
    return behind.end()


def _goes_on_from(text: str, start: int, kind: str) -> bool:
    """Whether a figure or letter is the tail of another: 2025.1.1, 3A., 十一是."""
    before = text[start - 1]
    if kind in ("dot", "comma", "half_paren"):
        return before.isdigit() or (before in ".．" and text[: start - 1][-1:].isdigit())
    if kind in ("upper", "lower", "roman"):
        return before.isascii() and before.isalnum()
    return False


def _sure(kind: str, text: str, end: int) -> bool:
    if kind == "dot":
        return not _DECIMAL.match(text, end)
    return kind != "chinese_comma" or not _NEXT_NUMERAL.match(text, end)
