"""Which marks of a text are numbers of a list: those that count where an entry can begin.

A digit inside a sentence (3张两寸, 5个工作日, 第2项) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from pipeline.base.numbering import SIGNS, STYLE, Mark, all_marks
from pipeline.base.text import bracketed

LONGEST_TITLE = 40
SENTENCE = re.compile(r"[。；;]")
#: A jump over more than this many numbers is no gap in a list but a stray digit.
_LARGEST_GAP = 5
#: A number behind one of these is spoken of in the sentence: 第2、见①.
_REFERS = frozenset("第至到和或及与、～~—-见按照如（(")
#: The end of a sentence, or a colon; a half-width full stop stands behind a Chinese character.
_STRONG = re.compile(r"(?:[。；;：:！？!?]|(?:[^\x00-\xff]|\))\.)\s*$")


class Doubt(Struct, frozen=True):
    """Something odd about the numbers of a cell: a finding code and what it is about."""

    code: str
    detail: str


class Span(Struct, frozen=True):
    """A stretch of a text."""

    start: int
    end: int


class Counting:
    """Counts through the marks of one text. ``openings`` are the places where the source shows a
    paragraph to begin; ``doubts`` gathers what is odd."""

    def __init__(self, text: str, openings: frozenset[int]) -> None:
        self.text = text
        self.openings = openings
        inside = bracketed(text)
        self.marks = [
            mark
            for mark in all_marks(text)
            if not any(start <= mark.start < end for start, end in inside)
        ]
        self.doubts: list[Doubt] = []

    def level(self, span: Span) -> list[Mark]:
        """The marks that count through a span at its outermost style."""
        candidates = [
            mark for mark in self.marks if span.start <= mark.start and mark.end <= span.end
        ]
        for index, first in enumerate(candidates):
            strength = self._strength(first, span)
            rest = candidates[index + 1 :]
            begins = first.kind == "dot" and strength == 2 and self._goes_on(first, rest, span)
            if not first.sure and not begins:
                continue  # 1.5个工作日内受理；2.… begins a list, 一、二级 does not
            if first.value == 1 and (
                strength == 2 or (strength == 1 and self._goes_on(first, rest, span))
            ):
                return [first, *self._count(first, rest, span)]
            late = 1 < first.value <= _LARGEST_GAP and self._opens(first, span)
            if late and self._goes_on(first, rest, span):
                self.doubt("number-gap", first, f"从“{self.shown(first)}”开始，前面缺号")
                return [first, *self._count(first, rest, span)]
        return []

    def _count(self, first: Mark, candidates: list[Mark], span: Span) -> Iterator[Mark]:
        last, closed = first, False
        swallowed: Mark | None = None
        same = [mark for mark in candidates if mark.kind == first.kind]
        for index, mark in enumerate(same):
            strength = self._strength(mark, span)
            next_one = mark.value == last.value + 1
            if not mark.sure and not (next_one and strength == 2):
                continue
            if next_one and strength:
                closed = closed or strength == 2
                yield (last := mark)
            elif next_one and self._runs_on(last, mark):
                # Where the other entries end in a full stop or semicolon, this one would too.
                later = (m for m in same[index + 1 :] if m.value == mark.value)
                if any(self._strength(m, span) == 2 for m in later):
                    continue
                if closed and mark.kind not in SIGNS:
                    swallowed = mark
                else:
                    yield (last := mark)
            elif strength == 2 and last.value + 1 < mark.value <= last.value + _LARGEST_GAP:
                self.doubt("number-gap", mark, f"“{self.shown(last)}”之后是“{self.shown(mark)}”")
                yield (last := mark)
            elif strength and mark.value == 1 and self._title_before(mark, last):
                yield (last := mark)
            elif strength == 2 and mark.value <= last.value and self._deeper(mark, last) is None:
                detail = f"“{self.shown(last)}”之后又是“{self.shown(mark)}”"
                self.doubt("number-repeat", mark, detail)
                yield (last := mark)
        if swallowed and swallowed.value == last.value + 1:
            what = f"“{self.shown(last)}”之内有“{self.shown(swallowed)}”，没有断开"
            self.doubt("number-unclear", swallowed, what)

    def _goes_on(self, first: Mark, rest: list[Mark], span: Span) -> bool:
        return any(
            mark.kind == first.kind
            and mark.value == first.value + 1
            and (self._strength(mark, span) > (0 if mark.sure else 1) or self._runs_on(first, mark))
            for mark in rest
        )

    def _runs_on(self, last: Mark, mark: Mark) -> bool:
        """①征集意愿②协调施工: the next number of a list whose entries end in no punctuation. Not
        that of a reference (第1、第2项) or an enumeration (一、二级)."""
        between = self.text[last.end : mark.start]
        return mark.sure and len(between.strip()) > 1 and between[-1] not in _REFERS

    def _deeper(self, mark: Mark, last: Mark) -> Mark | None:
        """A mark of another style between two of the same: the later one counts inside it."""
        between = (m for m in self.marks if last.end <= m.start < mark.start and m.value == 1)
        return next((m for m in between if STYLE[m.kind].rank < STYLE[mark.kind].rank), None)

    def _strength(self, mark: Mark, span: Span) -> int:
        """2 where an entry begins for certain (the start, a paragraph, after a sentence), 1 where
        it may (after white space or a bare title), 0 inside a sentence."""
        if mark.start in self.openings or not self.text[span.start : mark.start].strip():
            return 2
        before = self.text[span.start : mark.start]
        if _STRONG.search(before):
            return 2
        if before[-1].isspace():
            return 1
        return 1 if self._follows_title(mark, span) else 0

    def _follows_title(self, mark: Mark, span: Span) -> bool:
        """一、农作物秸秆禁烧工作1.县公安局…2.…: the space before the 1 may be lost."""
        later = (m for m in self.marks if mark.end <= m.start and m.end <= span.end)
        if not any(m.kind == mark.kind and m.value == 2 for m in later):
            return False
        title = next(
            (m for m in reversed(self.marks) if m.end <= mark.start and m.start >= span.start), None
        )
        return (
            title is not None
            and mark.value == 1
            and STYLE[title.kind].rank < STYLE[mark.kind].rank
            and STYLE[title.kind].rank <= 2
            and not re.search(r"[。；;，,]", self.text[title.end : mark.start])
        )

    def _opens(self, mark: Mark, span: Span) -> bool:
        return not self.text[span.start : mark.start].strip()

    def level_inside(self, mark: Mark, body: Span) -> Mark | None:
        """The first mark of another style that begins to count inside an entry."""
        whole = replace(body, start=mark.start)
        inside = (m for m in self.marks if body.start < m.start and m.end <= body.end)
        begins = [m for m in inside if m.kind != mark.kind and m.value == 1 and m.sure]
        for first in begins:
            later = [m for m in self.marks if first.end <= m.start and m.end <= body.end]
            deeper = STYLE[first.kind].rank > STYLE[mark.kind].rank
            if self._strength(first, whole) or (deeper and self._goes_on(first, later, whole)):
                return first
        return None

    def _title_before(self, mark: Mark, last: Mark) -> bool:
        """A bare title line between the last entry and a number that starts again at 1."""
        return self.bare_title(last.end, mark.start) is not None

    def bare_title(self, start: int, end: int) -> int | None:
        """Where a title begins that stands behind the last sentence of a stretch, if one does."""
        text = self.text[start:end]
        cut = max((match.end() for match in SENTENCE.finditer(text)), default=0)
        title = text[cut:]
        if not cut or not title.strip() or len(title.strip()) > LONGEST_TITLE:
            return None
        return start + cut + len(title) - len(title.lstrip())

    def shown(self, mark: Mark) -> str:
        """The mark as printed."""
        return self.text[mark.start : mark.end].strip()

    def doubt(self, code: str, mark: Mark, what: str) -> None:
        """Note something odd at a mark."""
        around = self.text[mark.start : mark.end + 12].replace("\n", "")
        self.doubts.append(Doubt(code, f"{what}（{around}…）"))
