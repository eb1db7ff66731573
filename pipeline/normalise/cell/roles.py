"""Which numbers of a list are headings and which are entries: brothers are alike.

A short title over numbers (1.工程规划（1）…（2）…) is a heading over two entries, a phrase that
leads into them (1.做好：（1）…（2）…) an entry that holds them. Only the whole list tells: where
one brother can be no heading, the others are none either, except in the styles of sections (一、
（一）), where the odd one is a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from pipeline.normalise.cell.headings import Name
from pipeline.normalise.cell.paths import Step
from pipeline.normalise.cell.printed import Opening, Printed, before, behind, between
from pipeline.normalise.cell.score import NEAR, WEIGHT, title
from pipeline.normalise.cell.tokens import LONGEST_TITLE, Number
from pipeline.normalise.cell.vocabulary import Vocabulary

#: The styles of sections are those of this rank or a smaller one.
SECTION_RANK = 2
NEVER = float("inf")
_COLON = "：:"
#: A short title and a sentence behind white space or a colon: 一、日常管理 负责巡查……。
#: White space between two characters that are not Chinese is none (GB 5749—2022), nor is a colon
#: between two digits (1:500).
_GAP = re.compile(
    r"[^\s，,。；;：:]{2,40}"
    r"(?:(?:(?<!\d)[：:]|[：:](?!\d))\s*|(?<![\x00-\xff])[ \u3000]+|[ \u3000]+(?![\x00-\xff]))"
    r"(?=[^。；;]{3,}[。；;])"
)


_TITLE_ENDS = re.compile(r"[：:。]\s*|\s+")


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
    """One number: the cost of its being a heading, with the end of its title, and an entry; whether
    a colon tells a title, without a verb, from a whole sentence behind it."""

    heading: float
    entry: float
    end: int
    colon: bool = False


def judge(
    cell: Printed,
    words: Vocabulary,
    brothers: Sequence[tuple[Step, Step | None, int]],
) -> Judged:
    """The roles of the numbers of one list: each with the first step under it, if there is one, and
    the place where its text, or what is under it, begins to be another's."""
    alone = len(brothers) == 1
    cases = [_case(cell, words, step, child, end, alone) for step, child, end in brothers]
    first = brothers[0][0].token
    assert isinstance(first, Number)
    headings, entries = sum(c.heading for c in cases), sum(c.entry for c in cases)
    entries += _last_label(cell, brothers)
    if all(case.colon for case in cases):  # 一、日常管理：… over and over
        entries += WEIGHT["title-verb"] * len(cases)
    if headings < NEVER:
        unclear = abs(headings - entries) < NEAR
        if headings <= entries:
            roles = tuple(Role(c.end, unclear or c.heading > c.entry) for c in cases)
        else:
            roles = tuple(Role(None, unclear or c.heading < c.entry) for c in cases)
        return Judged(roles, min(headings, entries))
    if first.rank > SECTION_RANK or all(c.heading >= c.entry for c in cases):
        return Judged(tuple(Role(None) for _ in cases), entries)
    roles = tuple(
        Role(case.end) if case.heading < case.entry else Role(None, unclear=True) for case in cases
    )
    cost = sum(min(case.heading, case.entry) for case in cases)
    return Judged(roles, cost + WEIGHT["title-missing"])


def _case(
    cell: Printed, words: Vocabulary, step: Step, child: Step | None, end: int, alone: bool
) -> _Case:
    token = step.token
    assert isinstance(token, Number)
    section = token.rank <= SECTION_RANK
    if token.name and (child or section):
        return _Case(0.0, WEIGHT["title-lead-in"], token.name.end)
    if child and _is_label_behind(cell, child, end):
        return _Case(NEVER, 0.0, 0)
    if child is None:
        return _leaf(cell, words, token, end, alone)
    title_end = _before_lead(cell, words, token.end, child.token.start)
    text = cell.text[token.end : title_end].strip()
    if not text:
        return _Case(WEIGHT["title-missing"] if section else NEVER, 0.0, title_end)
    entry = WEIGHT["titled-entry"]
    if isinstance(child.token, Name):
        entry += WEIGHT["title-lead-in"]
    heading = _title(cell, words, token.end, title_end)
    if text[-1] in _COLON:
        if not section:
            phrase = words.lead.search(text) or words.works.match(text) or "，" in text
            heading += WEIGHT["title-lead-in"] if phrase else 0.0
            entry = 0.0 if phrase else WEIGHT["title-verb"]
    elif text[-1] == "。":
        heading += 0.0 if section else WEIGHT["title-verb"]
        entry = entry if section else WEIGHT["title-verb"]
    return _Case(heading, entry, title_end)


def _is_label_behind(cell: Printed, child: Step, end: int) -> bool:
    """1.制定方案。责任单位：县公安局。2.…: a label with nothing under it is about the duty."""
    name = child.token
    return isinstance(name, Name) and name.label and not cell.has_ink(name.end, end)


def _last_label(cell: Printed, brothers: Sequence[tuple[Step, Step | None, int]]) -> float:
    """1.制定方案；⏎2.组织检查。⏎责任单位：县公安局"""
    labels = [child for _, child, end in brothers if child and _is_label_behind(cell, child, end)]
    if len(labels) != 1 or len(brothers) == 1 or labels[0] is not brothers[-1][1]:
        return 0.0
    opens = cell.opening(labels[0].token.start) == Opening.PARAGRAPH
    return WEIGHT["label-last"] if opens else 0.0


def _before_lead(cell: Printed, words: Vocabulary, start: int, end: int) -> int:
    """Where a title ends over a list, a lead perhaps between: 一、宣传教育：做好以下工作：1.…"""
    if cell.text[cell.ink_end(end) - 1] not in _COLON or end - start > 2 * LONGEST_TITLE:
        return end
    gaps = [gap.end() for gap in _TITLE_ENDS.finditer(cell.text, start, end)]
    places = [*gaps, *between(cell.early, start + 1, end)]
    return next((at for at in places if at < end and words.lead.search(cell.text, at, end)), end)


def _title(cell: Printed, words: Vocabulary, start: int, end: int) -> float:
    """The cost of taking a stretch for a title; never where a sentence ends inside it."""
    text = cell.text[start:end].strip()
    stop = behind(cell.stops, start + 1, end + 1)
    if stop < cell.ink_end(end) or (stop <= end and text[-1] != "。"):
        return NEVER
    cost = title(text) + (WEIGHT["title-stop"] if text[-1] == "。" else 0.0)
    return cost + (WEIGHT["title-verb"] if words.works.match(text) else 0.0)


def _leaf(cell: Printed, words: Vocabulary, token: Number, end: int, alone: bool) -> _Case:
    """A number with nothing under it but text: a title is a line of its own, or stands before white
    space or a colon."""
    more = 0.0 if token.rank <= SECTION_RANK else WEIGHT["title-verb"]
    line = behind(cell.lines, token.end + 1, end)
    if line < end and cell.has_ink(line, end) and not words.note.match(cell.text, line):
        cost = _title(cell, words, token.end, line) + more
        if cost < WEIGHT["title-sentence"]:
            if cell.breaks[line]:
                return _Case(cost, WEIGHT["titled-entry"], line)
            if before(cell.early, line) == line:
                return _Case(WEIGHT["title-line"] + cost, WEIGHT["title-verb"], line)
    if token.rank <= SECTION_RANK and (gap := _GAP.match(cell.text, token.end, end)):
        if gap[0][-1].isspace() and not gap[0].rstrip().endswith(("：", ":")):
            return _Case(0.0, WEIGHT["titled-entry"], gap.end())
        if not alone:  # once, （一）审核材料：… may be a sentence
            whole = cell.text[cell.ink_end(end) - 1] == "。" and not words.works.match(gap[0])
            return _Case(WEIGHT["title-verb"], WEIGHT["title-verb"], gap.end(), whole)
    return _Case(NEVER, 0.0, 0)
