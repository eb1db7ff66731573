"""A cell as one line of text, and where its paragraphs, sentences and clauses begin."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from enum import IntEnum
from itertools import pairwise

from msgspec import Struct

from pipeline.base.text import bracketed
from pipeline.model import Cell

#: A half-width full stop ends a sentence behind a Chinese character or a bracket only; behind a
#: sign of a list (Ⅰ., １.) it belongs to the number.
_STOP = re.compile(r"[。；;！？!?]|(?<=[^\x00-\xff\u2160-\u24ff\uff10-\uff19])\.|(?<=\))\.")
_CLAUSE = re.compile(r"[，,：:]")
_INK = re.compile(r"\S")
_CLOSERS = frozenset("”’」』》）)】")


class Opening(IntEnum):
    """What stands before a place, from what says least to what says most that a piece begins."""

    RUN = 0
    COMMA = 1
    SPACE = 2
    LINE = 3
    COLON = 4
    STOP = 5
    PARAGRAPH = 6


class Printed(Struct, frozen=True, kw_only=True):
    """The text of a cell without line ends. ``breaks`` says where lines begin, with what the source
    says of them; ``lines`` and ``paragraphs`` are those places in order; ``stops`` and ``clauses``
    where sentences and clauses end; ``inside`` the outermost spans in brackets or quotes, where
    nothing begins or ends; ``early`` are the lines and paragraphs before which a line
    ended though more would have gone into it."""

    text: str
    breaks: Mapping[int, str]
    lines: Sequence[int]
    paragraphs: Sequence[int]
    stops: Sequence[int]
    clauses: Sequence[int]
    inside: Sequence[tuple[int, int]]
    early: Sequence[int]

    def is_inside(self, at: int) -> bool:
        """Whether a place stands in brackets or quotation marks."""
        span = bisect_right(self.inside, (at, len(self.text))) - 1
        return span >= 0 and at < self.inside[span][1]

    def opening(self, at: int) -> Opening:
        """What stands before a place."""
        text, last = self.text, self.ink_end(at) - 1
        if last < 0:
            return Opening.PARAGRAPH
        line = before(self.lines, at)
        broken = line > last
        if broken and self.breaks[line]:
            return Opening.PARAGRAPH
        stop = before(self.stops, last + 1)
        if stop == last + 1 or (stop == last and text[last] in _CLOSERS):
            return Opening.STOP
        if text[last] in "：:":
            return Opening.COLON
        if broken:
            return Opening.LINE
        if text[last] in "，,":
            return Opening.COMMA
        return Opening.SPACE if last < at - 1 else Opening.RUN

    def ink_end(self, at: int) -> int:
        """Where the text before a place ends, white space left aside."""
        while at and self.text[at - 1].isspace():
            at -= 1
        return at

    def has_ink(self, start: int, end: int) -> bool:
        """Whether anything is printed in a stretch."""
        return _INK.search(self.text, start, end) is not None


def before(places: Sequence[int], at: int) -> int:
    """The last of some places in order that is not behind ``at``; -1 where there is none."""
    index = bisect_right(places, at)
    return places[index - 1] if index else -1


def behind(places: Sequence[int], at: int, end: int) -> int:
    """The first of some places in order that is not before ``at``; ``end`` where there is none."""
    index = bisect_left(places, at)
    return places[index] if index < len(places) else end


def between(places: Sequence[int], start: int, end: int) -> Sequence[int]:
    """Those of some places in order from ``start`` on and before ``end``."""
    return places[bisect_left(places, start) : bisect_left(places, end)]


def printed(cell: Cell) -> Printed:
    """A cell -> its text in one line. A line end is no character; two Latin words keep a space."""
    text, breaks = _joined(cell)
    inside = _outermost(bracketed(text))
    stops = _outside(_STOP, text, inside)
    clauses = _outside(_CLAUSE, text, inside)
    lines = sorted(breaks)
    paragraphs = [at for at in lines if breaks[at]]
    return Printed(
        text=text,
        breaks=breaks,
        lines=lines,
        paragraphs=paragraphs,
        stops=stops,
        clauses=sorted({*stops, *clauses, *paragraphs}),
        inside=inside,
        early=_early(lines, breaks, len(text)),
    )


def _joined(cell: Cell) -> tuple[str, dict[int, str]]:
    parts: list[str] = []
    breaks: dict[int, str] = {}
    position, last = 0, ""
    for line in cell.lines:
        text = line.text.strip(" \t\r\n")
        if last.isascii() and last.isalpha() and text[:1].isascii() and text[:1].isalpha():
            parts.append(" ")
            position += 1
        ink = _INK.search(text)
        if ink and (parts or line.opens):
            breaks[position + ink.start()] = line.opens
        parts.append(text)
        position += len(text)
        last = text[-1:] or last
    return "".join(parts), breaks


def _early(lines: Sequence[int], breaks: Mapping[int, str], end: int) -> list[int]:
    starts = [0, *(line for line in lines if line)]
    lengths = [b - a for a, b in pairwise([*starts, end])]
    longest = max(lengths)
    return [
        line
        for line, length in zip(starts[1:], lengths, strict=False)
        if breaks[line] or 3 * length < 2 * longest
    ]


def _outermost(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def _outside(pattern: re.Pattern[str], text: str, inside: Sequence[tuple[int, int]]) -> list[int]:
    """Where a pattern ends outside of some spans."""
    found, span = [], 0
    for match in pattern.finditer(text):
        while span < len(inside) and inside[span][1] <= match.start():
            span += 1
        if span == len(inside) or match.start() < inside[span][0]:
            found.append(match.end())
    return found
