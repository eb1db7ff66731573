"""A printed cell -> everything in it that may build a list: numbers, names over duties, items.

Nothing is decided here: each token says where it stands and what speaks for it. ``score`` weighs
that, ``grammar`` chooses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from pipeline.base.numbering import STYLE, Mark, all_marks
from pipeline.normalise.cell.headings import HeadingFinder, Name
from pipeline.normalise.cell.printed import Opening, Printed, before
from pipeline.normalise.cell.vocabulary import Vocabulary
from pipeline.normalise.names.registry import Names

#: No title is longer.
LONGEST_TITLE = 40
#: No number with its dot and the figure behind it, that tells a decimal, is longer: 12.2025.
_LONGEST_MARK = 8


_DECIMAL = re.compile(r"\d{3}(?!\d)")


class Number(Struct, frozen=True, kw_only=True):
    """A number that may begin an entry or a section; ``tail`` is where the unfinished sentence
    before it begins. It is not ``sure`` where it may be part of a sentence, and may stand there
    ``twice`` (2.2.疏导交通). ``name`` are the bodies that stand alone behind it
    (（一）县公安局 …)."""

    start: int
    end: int
    opening: Opening
    tail: int
    kind: str
    family: str
    rank: int
    value: int
    sign: bool
    sure: bool
    twice: bool
    name: Name | None = None


class Item(Struct, frozen=True, kw_only=True):
    """The item of a list whose number the source lost."""

    start: int
    end: int
    opening: Opening
    tail: int


class Caption(Struct, frozen=True, kw_only=True):
    """A short line of its own that ends in no stop, over lines without numbers: a title."""

    start: int
    end: int
    opening: Opening
    tail: int
    colon: bool


Token = Number | Name | Item | Caption


def tokenise(
    cell: Printed, names: Names, words: Vocabulary, *, fused: bool = False
) -> tuple[Token, ...]:
    """A cell -> its tokens in order; ``fused``: a department may stand first without a colon."""
    numbers = list(_numbers(cell, words))
    starts = [number.start for number in numbers]
    finder = HeadingFinder(cell, names, words, [(n.start, n.end, n.value) for n in numbers])
    found: dict[int, Name] = {}
    for name in finder.find(fused):
        found.setdefault(name.start, name)
    for at, number in enumerate(numbers):
        if number.end in found:
            numbers[at] = replace(number, name=found.pop(number.end))
    taken = set(starts)
    items = [
        Item(start=at, end=at, opening=Opening.PARAGRAPH, tail=_tail(cell, at))
        for at in cell.paragraphs
        if cell.breaks[at] == "item" and at not in taken
    ]
    captions = _captions(cell, {*starts, *(item.start for item in items), *found})
    every: list[Token] = [*captions, *items, *found.values(), *numbers]
    tokens: list[Token] = []
    end = 0
    for token in sorted(every, key=_span):
        if token.start >= end:
            tokens.append(token)
            end = token.name.end if isinstance(token, Number) and token.name else token.end
    return tuple(tokens)


def _numbers(cell: Printed, words: Vocabulary) -> Iterator[Number]:
    for mark in _marks(cell):
        style = STYLE[mark.kind]
        if cell.is_inside(mark.start):
            continue
        # 1.⏎2.核查。: a number with its paragraph to itself is no decimal, nor what counts a kind.
        alone = bool(cell.breaks.get(mark.end))
        sure = alone or _is_sure(mark, style.family, cell.text, words)
        counts = sure or mark.twice or words.quantity.match(cell.text, mark.end)
        if mark.kind == "dot" and not counts:
            continue  # 1.5万亩
        opening = cell.opening(mark.start)
        if opening in (Opening.RUN, Opening.LINE) and _is_spoken_of(
            mark, cell.text, words, opening == Opening.RUN
        ):
            continue
        yield Number(
            start=mark.start,
            end=mark.end,
            opening=opening,
            tail=_tail(cell, mark.start),
            kind=mark.kind,
            family=style.family,
            rank=style.rank,
            value=mark.value,
            sign=style.sign,
            sure=sure,
            twice=mark.twice,
        )


def _marks(cell: Printed) -> Iterator[Mark]:
    """The marks of a cell; where a line ends between two digits (…公示5|6.备案, or 1|0.归档), the
    number may be all of them or those of the new line; where a paragraph does behind a number
    (1.|2.核查), the new one begins with another."""
    text = cell.text
    for mark in all_marks(text):
        yield mark
        line = before(cell.lines, mark.end - 1)
        if mark.start < line and text[line].isdigit() and text[mark.start].isdigit():
            yield from (
                replace(part, start=line, end=mark.end)
                for part in all_marks(text[line : mark.end])[:1]
            )
        at = mark.end
        while cell.breaks.get(at) and text[at - 1] in ".．" and text[at].isdigit():
            following = list(_mark_at(text, at, at + _LONGEST_MARK))
            yield from following
            at = following[0].end if following else 0


def _mark_at(text: str, start: int, end: int) -> Iterator[Mark]:
    """The mark with which this stretch of a text begins, if it does."""
    for part in all_marks(text[start:end])[:1]:
        if part.start == 0:
            yield replace(part, start=start, end=start + part.end)


def _captions(cell: Printed, taken: set[int]) -> Iterator[Caption]:
    """Lines between two places where lines begin that no other token explains."""
    starts = [0, *(line for line in cell.lines if line)]
    for start, end in pairwise(starts):
        text = cell.text[start : min(end, start + LONGEST_TITLE + 1)].strip()
        colon = text.endswith(("：", ":"))
        known = bool(cell.breaks.get(end)) and (bool(cell.breaks.get(start)) or not start)
        if start in taken or end in taken or not 1 < len(text) <= LONGEST_TITLE:
            continue
        ends = known or (colon and before(cell.early, end) == end)
        if before(cell.stops, end) <= start and "，" not in text and ends:
            yield Caption(
                start=start,
                end=end,
                opening=cell.opening(start) if start else Opening.PARAGRAPH,
                tail=_tail(cell, start),
                colon=colon,
            )


def _is_spoken_of(mark: Mark, text: str, words: Vocabulary, inside: bool) -> bool:
    """见①, 第3、第4项; ``inside`` a line also 第一， and 一是 (安全第一，), and a decimal of three
    digits (长1.125米)."""
    if inside and mark.kind in ("ordinal", "is"):
        return text[mark.start - 1] not in "】）"
    if inside and mark.kind == "dot" and mark.sure and _DECIMAL.match(text, mark.end):
        return True
    return words.refers.search(text[max(0, mark.start - 2) : mark.start]) is not None


def _is_sure(mark: Mark, family: str, text: str, words: Vocabulary) -> bool:
    if family == "chinese_comma":
        return not words.rank.match(text, mark.end)
    if family in ("paren", "circled"):
        return not words.kind.match(text, mark.end)
    return mark.sure


def _span(token: Token) -> tuple[int, int]:
    return token.start, token.end


def _tail(cell: Printed, at: int) -> int:
    return max(0, before(cell.stops, at))
