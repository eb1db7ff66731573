"""Text as printed -> text as meant: one ordered tuple of named repairs, deliberately closed.

The order is fixed, each step reading what the step before it wrote:

1. ``join_lines``   a line end inside a cell is no character of the text;
2. ``invisible``    zero-width and soft-hyphen characters go;
3. ``and``          `` and `` between Chinese characters is a conversion's 和;
4. ``quotes``       straight double quotes become “ ” when they come in pairs;
5. ``punctuation``  half-width punctuation becomes full-width, except inside numbers and addresses;
6. ``space``        white space next to a Chinese character or full-width sign goes.

There is no blanket normalisation (NFKC turns ① into 1) and no guessing of misprints.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, NewType

from msgspec import Struct

#: Text after the repairs of ``normalise``: full-width punctuation, no stray white space.
Normalised = NewType("Normalised", str)

RepairKind = Literal["invisible", "and", "space", "punctuation", "quotes"]

#: Chinese characters: the unified blocks with extensions A to H, compatibility, and 〇々. No
#: regular expression spells them out: compiling such a class takes 3 ms.
_HAN = (
    ("\u4e00", "\u9fff"),
    ("\u3400", "\u4dbf"),
    ("\uf900", "\ufaff"),
    ("\U00020000", "\U0003ffff"),
    ("〇", "〇"),
    ("々", "々"),
)
_SIGNS = frozenset("，。；：、！？（）《》“”‘’【】—…·①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_PAIRS = {"（": "）", "(": ")", "《": "》", "“": "”", "〔": "〕"}
_BRACKET = re.compile("[（）()《》“”〔〕]")
_CONTEXT = 6


class Repair(Struct, frozen=True, kw_only=True):
    """One repaired place: what stood there, what stands there now, and the printed text around."""

    kind: RepairKind
    original: str
    repaired: str
    context: str


def compact(text: str) -> str:
    """The text without any white space: the form in which names and headers are compared."""
    return "".join(text.split())


def ink(text: str) -> int:
    """How many characters of a text are not white space: what the character ledger counts."""
    return len(compact(text))


def bracketed(text: str) -> list[tuple[int, int]]:
    """The spans of text between brackets or quotation marks that come in pairs; those of a number,
    （1）, hold nothing but it. A mark that has lost its other half encloses nothing."""
    spans, opened = [], list[tuple[str, int]]()
    for match in _BRACKET.finditer(text):
        if match[0] in _PAIRS:
            opened.append((_PAIRS[match[0]], match.end()))
        elif opened and match[0] == opened[-1][0]:
            spans.append((opened.pop()[1], match.start()))
    return sorted(spans)


def is_han(character: str) -> bool:
    """Is this a Chinese character? No for the empty string."""
    return any(first <= character <= last for first, last in _HAN)


def printable(text: str) -> str:
    """A text fit for a terminal: what would steer it becomes a replacement mark."""
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text)


def join_lines(text: str) -> str:
    """Lines joined as one: with a space between two Latin words, with nothing otherwise."""
    if "\n" not in text:
        return text

    def glue(match: re.Match[str]) -> str:
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        latin = before.isascii() and after.isascii() and before.isalpha() and after.isalpha()
        return " " if latin else ""

    return _LINE_END.sub(glue, text)


def normalise(printed: str) -> tuple[Normalised, tuple[Repair, ...]]:
    """Repair a printed text; returns it with the repairs made, in the order of the steps.

    Joining lines is no repair: a line break is set by the width of the column, not by an author."""
    text = join_lines(printed).strip()
    if not _NEEDS_REPAIR.search(text):
        return Normalised(text), ()
    repairs: list[Repair] = []
    for step in STEPS:
        text = step(text, repairs)
    return Normalised(text.strip()), tuple(repairs)


_NEEDS_REPAIR = re.compile(r"[\s,;:()!?.\"\u200b-\u200f\u2060\ufeff\u00ad]|and")
_LINE_END = re.compile(r"[ \t]*[\r\n]+[ \t]*")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")
# The conversion of 七户乡's list wrote 思想 and 习近平 where the published list has 思想和习近平.
_AND = re.compile(r"(?<!\s)\s*and\s*")
_SPACE = re.compile(r"\s+")
_WIDE_OF = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？", ".": "。"}
# 1,000 and 12:30 and http://… keep their half-width signs.
# A full stop is one only at the end: inside, a dot may part a name (买买提.吐尔逊).
_PUNCTUATION = re.compile(r"(?<!\d)[,:]|[,:](?!\d)|[;()!?]|(?<=\S)\s*\.\s*$")
_CLOSING, _OPENING = frozenset("”》）)"), frozenset("“《（")
_ADDRESS = re.compile(r"[A-Za-z]+://\S*?(?=[，。；、）]|\s|$)")


def _substitute(
    kind: RepairKind,
    pattern: re.Pattern[str],
    replacement: Callable[[re.Match[str]], str],
    text: str,
    repairs: list[Repair],
) -> str:
    def replace(match: re.Match[str]) -> str:
        new = replacement(match)
        if new != match[0]:
            around = text[max(0, match.start() - _CONTEXT) : match.end() + _CONTEXT]
            repairs.append(Repair(kind=kind, original=match[0], repaired=new, context=around))
        return new

    return pattern.sub(replace, text)


def _neighbours(match: re.Match[str]) -> tuple[str, str]:
    """The characters beside a match; empty at the ends."""
    return match.string[: match.start()][-1:], match.string[match.end() :][:1]


def _remove_invisible(text: str, repairs: list[Repair]) -> str:
    return _substitute("invisible", _INVISIBLE, lambda _: "", text, repairs)


def _repair_and(text: str, repairs: list[Repair]) -> str:
    def repair(match: re.Match[str]) -> str:
        before, after = _neighbours(match)
        chinese = (is_han(before) or before in _CLOSING) and (is_han(after) or after in _OPENING)
        return "和" if chinese else match[0]

    return _substitute("and", _AND, repair, text, repairs)


def _remove_spaces(text: str, repairs: list[Repair]) -> str:
    def remove(match: re.Match[str]) -> str:
        wide = any(is_han(c) or c in _SIGNS for c in _neighbours(match))
        return "" if wide else match[0]

    return _substitute("space", _SPACE, remove, text, repairs)


def _widen_punctuation(text: str, repairs: list[Repair]) -> str:
    if not any(map(is_han, text)):
        return text
    addresses = [match.span() for match in _ADDRESS.finditer(text)]

    def widen(match: re.Match[str]) -> str:
        before, sign = _neighbours(match)[0], match[0].strip()
        inside = any(start <= match.start() < end for start, end in addresses)
        latin = sign == "." and not (is_han(before) or before in _CLOSING)
        return match[0] if inside or latin else _WIDE_OF[sign]

    return _substitute("punctuation", _PUNCTUATION, widen, text, repairs)


def _pair_quotes(text: str, repairs: list[Repair]) -> str:
    if text.count('"') % 2:
        return text
    marks = iter("“”" * (text.count('"') // 2))
    return _substitute("quotes", re.compile('"'), lambda _: next(marks), text, repairs)


#: The repairs in their order; ``join_lines`` comes before them and is no repair.
STEPS: tuple[Callable[[str, list[Repair]], str], ...] = (
    _remove_invisible,
    _repair_and,
    _pair_quotes,
    _widen_punctuation,
    _remove_spaces,
)
