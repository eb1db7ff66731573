"""A printed cell -> everything in it that may build a list: numbers, names over duties, items.

Nothing is decided here: each token says where it stands and what speaks for it. ``score`` weighs
that, ``grammar`` chooses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from pipeline.base.numbering import STYLE, Mark, all_marks
from pipeline.normalise.cell.headings import HeadingFinder, Name
from pipeline.normalise.cell.printed import Opening, Printed, before
from pipeline.normalise.cell.vocabulary import Vocabulary
from pipeline.normalise.names.registry import Names


class Number(Struct, frozen=True, kw_only=True):
    """A number that may begin an entry or a section; ``tail`` is where the unfinished sentence
    before it begins. It is not ``sure`` where it may be part of a sentence. ``name`` are the bodies
    that stand alone behind it (（一）县公安局 …)."""

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
    name: Name | None = None


class Item(Struct, frozen=True, kw_only=True):
    """The item of a list whose number the source lost."""

    start: int
    end: int
    opening: Opening
    tail: int


Token = Number | Name | Item


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
    tokens: list[Token] = []
    for token in sorted((*items, *found.values(), *numbers), key=lambda t: (t.start, t.end)):
        if not tokens or token.start >= tokens[-1].end:
            tokens.append(token)
    return tuple(tokens)


def _numbers(cell: Printed, words: Vocabulary) -> Iterator[Number]:
    for mark in _marks(cell.text, cell.lines):
        style = STYLE[mark.kind]
        if cell.is_inside(mark.start):
            continue
        sure = _is_sure(mark, style.family, cell.text, words)
        if mark.kind == "dot" and not sure and not words.quantity.match(cell.text, mark.end):
            continue  # 1.5万亩
        opening = cell.opening(mark.start)
        if opening == Opening.RUN and _is_spoken_of(mark, cell.text, words):
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
        )


def _marks(text: str, lines: Sequence[int]) -> Iterator[Mark]:
    """The marks of a text; where a line ends between two digits (…公示5|6.备案, or 1|0.归档), the
    number may be all of them or those of the new line."""
    for mark in all_marks(text):
        yield mark
        line = before(lines, mark.end - 1)
        if mark.start < line and text[line].isdigit() and text[mark.start].isdigit():
            yield from (
                replace(part, start=line, end=mark.end)
                for part in all_marks(text[line : mark.end])[:1]
            )


def _is_spoken_of(mark: Mark, text: str, words: Vocabulary) -> bool:
    """见①, 第3、第4项, 长1.125米; and 第一， or 一是 begin nothing inside a clause (安全第一，)."""
    if mark.kind in ("ordinal", "is"):
        return True
    if mark.kind == "dot" and text[mark.end : mark.end + 1].isdigit():
        return True
    return words.refers.search(text[max(0, mark.start - 2) : mark.start]) is not None


def _is_sure(mark: Mark, family: str, text: str, words: Vocabulary) -> bool:
    if family == "chinese_comma":
        return not words.rank.match(text, mark.end)
    if family in ("paren", "circled"):
        return not words.kind.match(text, mark.end)
    return mark.sure


def _tail(cell: Printed, at: int) -> int:
    return max(0, before(cell.stops, at))
