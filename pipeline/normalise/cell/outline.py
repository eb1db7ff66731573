"""The text of a cell -> its outline: headings, numbered entries, plain paragraphs.

Numbers must count 1, 2, 3 … and stand where an entry can begin; a digit inside a sentence (3张两寸,
5个工作日) and a bare ； never split. Nothing is dropped: headings, numbers and entries, in order,
are the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from pipeline.base.numbering import STYLE, Mark
from pipeline.model import Cell, HeadingKind
from pipeline.normalise.cell.counting import LONGEST_TITLE, SENTENCE, Counting, Doubt, Span

#: What may be a department's name over its duties: （一）县公安局 …, （一）县公安局。1.…
_FIRST_WORDS = re.compile(r"\s*([^\s。；;：:，,]{3,40})[\s。：:]+")
_COLON = re.compile(r"[：:]\s*$")
#: （一）隐患排查。1.…: a section's short title, closed as GB/T 9704 closes those that run on.
_TITLE_WITH_STOP = re.compile(r"\s*[^\s。；;，,：:]{2,20}。\s*")


class Heading(Struct, frozen=True):
    """A heading and the span of the text it takes, its number and colon included."""

    kind: HeadingKind
    start: int
    end: int


class Entry(Struct, frozen=True):
    """One duty of a cell: the headings over it (outermost first), its number, and its span."""

    headings: tuple[Heading, ...]
    mark: Mark | None
    ordinal: int | None
    inferred: bool
    start: int
    end: int


class Outline(Struct, frozen=True):
    """What a cell holds. ``text`` is the cell's lines joined by line feeds."""

    text: str
    entries: tuple[Entry, ...]
    doubts: tuple[Doubt, ...]


class _Span(Span, frozen=True):
    """A stretch of the cell's text to be outlined, and the headings over it."""

    headings: tuple[Heading, ...] = ()


def outline(
    cell: Cell,
    department_headings: Callable[[str], Sequence[tuple[int, int]]],
    is_department: Callable[[str], bool],
) -> Outline:
    """A cell -> its outline. ``department_headings`` finds the spans of headings that name
    departments (``县水利局：``) in a text, and ``is_department`` tells whether a title is such a
    name; departments are no business of this module."""
    text, openings, items = _join(cell)
    parser = _Parser(text, openings, items, is_department)
    spans = list(_between(text, department_headings(text)))
    entries = [entry for span in spans for entry in parser.parse(span)]
    return Outline(text, tuple(entries), tuple(parser.numbers.doubts))


def _join(cell: Cell) -> tuple[str, frozenset[int], tuple[int, ...]]:
    """The text, where the source shows a paragraph to begin, and where a lost number stood."""
    openings, items, position = [], [], 0
    for line in cell.lines:
        start = position + len(line.text) - len(line.text.lstrip())
        if line.opens:
            openings.append(start)
        if line.opens == "item":
            items.append(start)
        position += len(line.text) + 1
    return cell.text, frozenset(openings), tuple(items)


def _between(text: str, found: Sequence[tuple[int, int]]) -> Iterator[_Span]:
    """The stretches that the department headings part a text into. A name with nothing under it is
    no heading: it stays text."""
    ends = [*(start for start, _ in found[1:]), len(text)]
    pairs = zip(found, ends, strict=False)
    headings = [heading for heading, end in pairs if text[heading[1] : end].strip()]
    starts = [*(start for start, _ in headings), len(text)]
    if text[: starts[0]].strip():
        yield _Span(0, starts[0])
    for (start, body), end in zip(headings, starts[1:], strict=True):
        yield _Span(body, end, (Heading("department", start, body),))


class _Parser:
    """Makes entries of the stretches of one cell."""

    def __init__(
        self,
        text: str,
        openings: frozenset[int],
        items: tuple[int, ...],
        is_department: Callable[[str], bool],
    ) -> None:
        self.is_department = is_department
        self.text = text
        self.openings = openings
        self.items = items
        self.numbers = Counting(text, openings)

    def parse(self, span: _Span) -> list[Entry]:
        """A span -> its entries, sections opened, in order."""
        level = self.numbers.level(span)
        if not level:
            return self._unnumbered(span)
        found: list[Entry] = []
        lead = replace(span, end=level[0].start)
        first: tuple[Heading, ...] = ()
        if self.text[lead.start : lead.end].strip():
            if self._is_title(lead):
                first = (self._heading(lead.start, lead.end),)
            else:
                found += self._unnumbered(lead)
        return found + self._numbered(span, level, first)

    # -- entries and sections ---------------------------------------------------------------

    def _numbered(self, span: _Span, level: list[Mark], first: tuple[Heading, ...]) -> list[Entry]:
        """``first`` is the bare title over the first number, if there is one; a title between two
        entries takes its place: 村级：1.… 乡级：1.…"""
        bounds = [*(mark.start for mark in level[1:]), span.end]
        bodies = [_Span(mark.end, end) for mark, end in zip(level, bounds, strict=True)]
        titles = [self._section_title(mark, body) for mark, body in zip(level, bodies, strict=True)]
        if STYLE[level[0].kind].rank > 2 and not all(titles):
            titles = [None] * len(level)
        for mark, title in zip(level, titles, strict=True):
            if any(titles) and not title:
                # A title that fills its line cannot be told from the sentence under it.
                self.numbers.doubt(
                    "title-unclear", mark, f"同级有小标题，“{self.numbers.shown(mark)}”的没有分出来"
                )
        found: list[Entry] = []
        headings = (*span.headings, *first)
        for mark, body, title in zip(level, bodies, titles, strict=True):
            after = self._title_after(body, level, mark)
            if title:
                heading = Heading("section", mark.start, title)
                found += self.parse(_Span(title, body.end, (*headings, heading)))
                continue
            end = after or body.end
            if self.numbers.level_inside(mark, body):
                self.numbers.doubt(
                    "numbers-nested", mark, f"“{self.numbers.shown(mark)}”之内还有编号"
                )
            found.append(Entry(headings, mark, mark.value, False, body.start, end))
            if after:
                headings = (*span.headings, self._heading(after, body.end))
        return found

    def _section_title(self, mark: Mark, body: _Span) -> int | None:
        """Where the title of a section ends, when the mark begins one and not a duty."""
        rank = STYLE[mark.kind].rank
        name = _FIRST_WORDS.match(self.text, body.start, body.end)
        if rank <= 2 and name and name.end() < body.end and self.is_department(name[1]):
            return name.end()
        inner = self.numbers.level_inside(mark, body)
        listed = inner or next(
            (m for m in self.numbers.marks if body.start < m.start < body.end), None
        )
        if rank <= 2 and listed and self.is_department(self.text[body.start : listed.start]):
            return listed.start
        if inner:
            title = self.text[body.start : inner.start]
            if rank <= 2 and _TITLE_WITH_STOP.fullmatch(title):
                return inner.start
            sentence = SENTENCE.search(title) or (rank > 2 and _COLON.search(title))
            return inner.start if title.strip() and not sentence else None
        if rank > 2:
            return None
        for end in self._breaks(body):
            title = self.text[body.start : end].strip()
            if title and len(title) <= LONGEST_TITLE and not SENTENCE.search(title):
                return end
        return None

    def _breaks(self, body: _Span) -> Iterator[int]:
        """Where a title may end without a number after it: before a paragraph, or at the first
        white space or colon when a whole sentence follows."""
        yield from sorted(at for at in self.openings if body.start < at < body.end)[:1]
        text = self.text[body.start : body.end]
        gap = re.match(r"[^\s，,。；;：:]{2,40}(?:[：:]\s*|[ \u3000]+)(?=\S{8,}[。；;])", text)
        if gap:
            yield body.start + gap.end()

    def _title_after(self, body: _Span, level: list[Mark], mark: Mark) -> int | None:
        """Where a bare title begins at the end of an entry: the next number starts again."""
        index = level.index(mark)
        if index + 1 < len(level) and level[index + 1].value == 1:
            return self.numbers.bare_title(body.start, body.end)
        return None

    def _unnumbered(self, span: _Span) -> list[Entry]:
        """No numbers in the text: the items of a list that lost them, or plain paragraphs."""
        items = [at for at in self.items if span.start <= at < span.end]
        if len(items) > 1:
            lead = replace(span, end=items[0])
            found: list[Entry] = []
            if self.text[lead.start : lead.end].strip():
                if self._is_title(lead):
                    heading = self._heading(lead.start, lead.end)
                    span = replace(span, headings=(*span.headings, heading))
                else:
                    found = self._unnumbered(lead)
            ends = [*items[1:], span.end]
            return found + [
                Entry(span.headings, None, number, True, start, end)
                for number, (start, end) in enumerate(zip(items, ends, strict=True), 1)
            ]
        starts = [span.start, *sorted(at for at in self.openings if span.start < at < span.end)]
        cuts = [at for at in starts[1:] if self.text[:at].rstrip()[-1:] in "。；;！"]
        bounds = [span.start, *cuts, span.end]
        return [
            Entry(span.headings, None, None, False, start, end)
            for start, end in pairwise(bounds)
            if self.text[start:end].strip()
        ]

    # -- small things -----------------------------------------------------------------------

    def _is_title(self, lead: _Span) -> bool:
        text = self.text[lead.start : lead.end].strip()
        return not SENTENCE.search(text) and (
            bool(_COLON.search(text)) or len(text) <= LONGEST_TITLE
        )

    def _heading(self, start: int, end: int) -> Heading:
        return Heading("section", start, end)
