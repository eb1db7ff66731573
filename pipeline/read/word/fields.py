"""Fields: what a document computes. Word stores each as its code and the result last shown."""

from __future__ import annotations

import re

from lxml import etree
from msgspec import Struct, field

from pipeline.read.word.tags import (
    DEL,
    FALLBACK,
    FIELD_CHAR,
    FIELD_TYPE,
    MOVE_FROM,
)

#: Fields that mark, ask or set, and print nothing (ECMA-376 part 1, 17.16.5).
_SILENT = frozenset(("ADVANCE", "ASK", "HYPERLINK", "PRIVATE", "RD", "SET", "TA", "TC", "XE"))
_FORMULA = re.compile(r"\s*eq\b", re.IGNORECASE)
#: A figure in a ring, by the dialogue 带圈字符: ``eq \\o\\ac(○,21)``.
_RINGED = re.compile(
    r"\s*eq\s*\\o\s*(?:\\a[clr]\s*)?\(\s*[○◯〇O0]\s*[,;，；]\s*([0-9]{1,2})\s*\)\s*", re.IGNORECASE
)


class Field(Struct):
    """A field that has begun: its code so far, whether its result has begun, and whether anything
    is in it."""

    codes: list[str] = field(default_factory=list)
    shown: bool = False
    filled: bool = False

    @property
    def code(self) -> str:
        """The code, which may stand in several runs."""
        return "".join(self.codes)

    @property
    def has_result(self) -> bool:
        """Whether what it prints is stored. A formula (EQ) is drawn from its code and has at times
        an empty result."""
        return self.shown and (self.filled or not _FORMULA.match(self.code))


def unpaired(body: etree._Element) -> frozenset[etree._Element]:
    """The field characters that have no partner: a damaged field hides nothing."""
    open_: list[list[etree._Element]] = []
    alone: list[etree._Element] = []
    for mark in body.iter(FIELD_CHAR):
        kind = mark.get(FIELD_TYPE)
        if next(mark.iterancestors(DEL, MOVE_FROM, FALLBACK), None) is not None:
            continue
        if kind == "begin":
            open_.append([mark])
        elif not open_:
            alone.append(mark)
        elif kind == "end":
            open_.pop()
        else:
            open_[-1].append(mark)
    return frozenset([*alone, *(mark for marks in open_ for mark in marks)])


def without_result(code: str) -> str | None:
    """The code of a field that has no stored result -> what Word prints for it: ㉑ for a figure in
    a ring, nothing for a mark; None when only Word can tell."""
    if ringed := _RINGED.fullmatch(code):
        return _ring(int(ringed[1]))
    words = code.split(maxsplit=1)
    return "" if not words or words[0].upper() in _SILENT else None


def _ring(number: int) -> str | None:
    """A number from 0 to 50 in a ring."""
    for first, last, sign in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱"), (0, 0, "⓪")):
        if first <= number <= last:
            return chr(ord(sign) + number - first)
    return None
