"""Which numbers of a list are headings and which are entries: brothers are alike.

``1.工程规划（1）甲；（2）乙。`` is a heading over two entries, ``1.做好：（1）甲；（2）乙；`` one entry.
Only the whole list tells: where one brother can be no heading, the others are none either, except
in the styles of sections (一、 （一）), where the odd one is a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from pipeline.normalise.cell.grammar import Step
from pipeline.normalise.cell.headings import Name
from pipeline.normalise.cell.printed import Printed, before, behind
from pipeline.normalise.cell.score import NEAR, WEIGHT, title
from pipeline.normalise.cell.tokens import Number
from pipeline.normalise.cell.vocabulary import Vocabulary

#: The styles of sections are those of this rank or a smaller one.
SECTION_RANK = 2
NEVER = float("inf")
_COLON = "：:"
#: A short title and a sentence behind white space or a colon: 一、日常管理 负责巡查……。
_GAP = re.compile(r"[^\s，,。；;：:]{2,40}(?:[：:]\s*|[ \u3000]+)(?=[^\s]{8,}[。；;])")


class Role(Struct, frozen=True):
    """What a number is: where its title ends when it is a heading, else None; ``unclear`` when it
    may as well be the other."""

    title_end: int | None
    unclear: bool = False


class Judged(Struct, frozen=True):
    """The roles of brothers, and what they cost the reading."""

    roles: tuple[Role, ...]
    cost: float


class _Case(Struct, frozen=True):
    """One number: the cost of its being a heading, with the end of its title, and an entry."""

    heading: float
    entry: float
    end: int


def judge(
    cell: Printed,
    words: Vocabulary,
    brothers: Sequence[tuple[Step, Step | None, int]],
) -> Judged:
    """The roles of the numbers of one list: each with the first step under it, if there is one, and
    the place where its text, or what is under it, begins to be another's."""
    cases = [_case(cell, words, step, child, end) for step, child, end in brothers]
    first = brothers[0][0].token
    assert isinstance(first, Number)
    headings, entries = sum(c.heading for c in cases), sum(c.entry for c in cases)
    if headings < NEVER:
        unclear = abs(headings - entries) < NEAR
        if headings <= entries:
            roles = tuple(Role(c.end, unclear or c.heading > c.entry) for c in cases)
        else:
            roles = tuple(Role(None, unclear) for case in cases)
        return Judged(roles, min(headings, entries))
    if first.rank > SECTION_RANK or all(c.heading >= c.entry for c in cases):
        return Judged(tuple(Role(None) for _ in cases), entries)
    roles = tuple(
        Role(case.end) if case.heading < case.entry else Role(None, unclear=True) for case in cases
    )
    cost = sum(min(case.heading, case.entry) for case in cases)
    return Judged(roles, cost + WEIGHT["title-missing"])


def _case(
    cell: Printed, words: Vocabulary, step: Step, child: Step | None, end: int
) -> _Case:
    token = step.token
    assert isinstance(token, Number)
    if token.name and (child or token.rank <= SECTION_RANK):
        return _Case(0.0, WEIGHT["title-lead-in"], token.name.end)
    if child is None:
        return _leaf(cell, token, end)
    text = cell.text[token.end : child.token.start].strip()
    inner = behind(cell.stops, token.end, end)
    entry = WEIGHT["titled-entry"]
    if isinstance(child.token, Name):
        entry += WEIGHT["title-lead-in"]
    section = token.rank <= SECTION_RANK
    if not text:
        return _Case(NEVER if not section else WEIGHT["title-missing"], 0.0, child.token.start)
    heading = title(text)
    if text[-1] in _COLON:
        heading += 0.0 if section else WEIGHT["title-lead-in"]
        entry = entry if section else 0.0
    elif inner < cell.ink_end(child.token.start):
        return _Case(NEVER, 0.0, 0)
    elif inner <= child.token.start:
        if text[-1] != "。" or not section:
            return _Case(NEVER, 0.0, 0)
        heading += WEIGHT["title-stop"]
        entry = WEIGHT["title-stop"] + WEIGHT["title-verb"]
    if words.works.match(text):
        heading += WEIGHT["title-verb"]
    return _Case(heading, entry, child.token.start)


def _leaf(cell: Printed, token: Number, end: int) -> _Case:
    """A number with nothing under it but text: a title is a line of its own, or stands before white
    space or a colon."""
    more = 0.0 if token.rank <= SECTION_RANK else WEIGHT["title-verb"]
    line = behind(cell.lines, token.end + 1, end)
    if line < end and cell.has_ink(line, end):
        text = cell.text[token.end : line].strip()
        whole = behind(cell.stops, token.end, end) > line
        if text and whole and title(text) < WEIGHT["title-sentence"]:
            if cell.breaks[line]:
                return _Case(title(text) + more, WEIGHT["titled-entry"], line)
            if _is_short(cell, token.end, line):
                return _Case(WEIGHT["title-line"] + more, WEIGHT["title-verb"], line)
    if token.rank <= SECTION_RANK and (gap := _GAP.match(cell.text, token.end, end)):
        return _Case(WEIGHT["title-gap"], WEIGHT["titled-entry"], gap.end())
    return _Case(NEVER, 0.0, 0)


def _is_short(cell: Printed, start: int, line: int) -> bool:
    """Whether a line ended though more would have gone into it."""
    return 3 * (line - max(0, before(cell.lines, start))) < 2 * cell.width
