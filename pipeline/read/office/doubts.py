"""What LibreOffice is known to show otherwise than Word, as the file itself tells.

Its rules of numbered lists have no place for two of Word's settings, and it drops a field that
draws a ring around a number. A file that uses them is told of: Word may print something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.lexicon.findings import finding
from pipeline.model import Code, Finding, Spot
from pipeline.read.kind import OLE
from pipeline.read.office.word97 import lists_of

_LEGAL, _GOES_ON = "上级编号一律印作阿拉伯数字的设置", "编号不随上级重新开始的设置"
_RING = "带圈字符（EQ 域）"
#: In RTF and Word 2003 XML, which say it in words.
_IN_WORDS: Mapping[str, re.Pattern[bytes]] = {
    _LEGAL: re.compile(rb"\\levellegal1\b|<w:isLgl(?:/>|\s+w:val=\"on\")"),
    _GOES_ON: re.compile(rb"\\levelnorestart1\b|<w:lvlRestart w:val=\"0\"", re.ASCII),
    _RING: re.compile(rb"\b[Ee][Qq]\s+\\\\?o\b"),
}
_RING_IN_WORD = re.compile(rb"[Ee]\0?[Qq]\0? \0?\\\0?[Oo]\0?")


def doubts(data: bytes) -> Iterator[Finding]:
    """The bytes of an old Office file -> what of it may be printed otherwise than it was read."""
    if data.startswith(OLE):
        lists, ring = lists_of(data), _RING_IN_WORD.search(data) is not None
        found = {_LEGAL: lists.legal, _GOES_ON: lists.goes_on, _RING: ring}
    else:
        found = {what: words.search(data) is not None for what, words in _IN_WORDS.items()}
    for what, seen in found.items():
        if seen:
            yield shown_otherwise(what)


def shown_otherwise(what: str) -> Finding:
    """The finding for something that LibreOffice may show otherwise than Word."""
    return finding(Code.SHOWN_OTHERWISE, Spot(), what=what)
