"""What LibreOffice is known to show otherwise than Word, as the file itself tells.

Its rules of numbered lists have no place for two of Word's settings, it prints numbers of some
formats with other signs, and it drops a field that draws a ring around a number. A file that uses
them is told of: Word may print something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from pipeline.lexicon.findings import finding
from pipeline.model import Code, Finding, Spot
from pipeline.read.kind import OLE
from pipeline.read.office.rich_text import printed_numbers
from pipeline.read.office.word97 import lists_of

_LEGAL, _GOES_ON = "上级编号一律印作阿拉伯数字的设置", "编号不随上级重新开始的设置"
_RING = "带圈字符（EQ 域）"
#: In RTF and Word 2003 XML, which say it in words.
_IN_WORDS: Mapping[str, re.Pattern[bytes]] = {
    _LEGAL: re.compile(rb"\\levellegal1\b|<w:isLgl(?:/>|\s+w:val=\"on\")"),
    _GOES_ON: re.compile(rb"\\levelnorestart1\b|<w:lvlRestart w:val=\"0\"", re.ASCII),
    _RING: re.compile(rb"\b[Ee][Qq]\s+\\\\?o\b"),
}
#: The format of a level in RTF, by its number ([MS-OSHARED] 2.2.1.3).
_FORMAT = re.compile(rb"\\levelnfcn?(\d{1,3})")
#: Formats that LibreOffice prints as Word does: 1, I, i, A, a, 1st, half-width 1, 01, bullets, 甲,
#: 子, 壹 (貳 and 贰), 一 up to 一萬, nothing.
_AS_WORD = frozenset((0, 1, 2, 3, 4, 5, 15, 22, 23, 30, 31, 34, 35, 38, 255))
#: Formats that it prints so up to a number, and the signs of those beyond: Word has 百一 or 一○一
#: for 一百零一, and no sign in a circle for 21 (11 in the Chinese one).
_CIRCLES = "㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_AS_WORD_WITHOUT: Mapping[int, str] = {
    **dict.fromkeys((11, 33, 37, 39), "百千"),
    18: _CIRCLES,
    28: "⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳" + _CIRCLES,
}
#: A list in Word 2003 XML, of which LibreOffice knows 1, I, i, A and a, and not always these.
_LISTED = b"<w:listPr>"
_RING_IN_WORD = re.compile(rb"[Ee]\0?[Qq]\0? \0?\\\0?[Oo]\0?")


def doubts(data: bytes, numbers: Sequence[str]) -> Iterator[Finding]:
    """The bytes of an old Office file, and the numbers of its lists as LibreOffice prints them ->
    what of it may be printed otherwise than it was read."""
    if data.startswith(OLE):
        lists, ring = lists_of(data), _RING_IN_WORD.search(data) is not None
        found = {_LEGAL: lists.legal, _GOES_ON: lists.goes_on, _RING: ring}
        formats = lists.formats
    else:
        formats = frozenset(map(int, _FORMAT.findall(data)))
        found = {what: words.search(data) is not None for what, words in _IN_WORDS.items()}
    for what, seen in found.items():
        if seen:
            yield shown_otherwise(what)
    if printed := printed_numbers(data):
        yield from _numbers_differ(_counted(printed), _counted(numbers))
    elif _LISTED in data:
        yield shown_otherwise("自动编号")
    else:
        yield from _formats_differ(formats, "".join(numbers))


def _counted(numbers: Sequence[str]) -> list[str]:
    """Without bullets."""
    return [number for number in numbers if any(map(str.isalnum, number))]


def _formats_differ(formats: frozenset[int], read: str) -> Iterator[Finding]:
    """``read`` are all numbers of the file as LibreOffice prints them."""
    for each in sorted(formats - _AS_WORD if read else ()):
        signs = _AS_WORD_WITHOUT.get(each)
        if signs is None or any(sign in read for sign in signs):
            yield shown_otherwise(f"编号格式（Word 的第 {each} 种）")


def _numbers_differ(theirs: Sequence[str], ours: Sequence[str]) -> Iterator[Finding]:
    """A file by LibreOffice itself has 一? for 一、 in its rules and 一、 in its text."""
    if ours != theirs:
        pairs = zip_longest(ours, theirs, fillvalue="")
        mine, its = next(pair for pair in pairs if pair[0] != pair[1])
        yield shown_otherwise(f"自动编号（原文件印作“{its[:20]}”处读出“{mine[:20]}”）")


def shown_otherwise(what: str) -> Finding:
    """The finding for something that LibreOffice may show otherwise than Word."""
    return finding(Code.SHOWN_OTHERWISE, Spot(), what=what)
