"""One page's characters and rules -> its rows and the lines outside its tables.

Every character goes to exactly one place: a cell, a line outside tables, or a claim (what the page
carries but does not show, and what is printed across the page rather than on it).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, repeat
from typing import Literal, NamedTuple

from msgspec import Struct

from pipeline.model import Account, Cell, Claim, Covered, Line, Row, Where
from pipeline.read.page import lines as page_lines
from pipeline.read.page.grid import Table
from pipeline.read.page.ink import Box, Ink
from pipeline.read.page.lines import Doubles, Run, TextLine
from pipeline.read.page.tables import find_tables

#: A text over rules and this much higher than the page's usual text is a watermark.
LARGE = 1.6
#: The widest padding (in sizes of the text) that a cell is taken to have when all its lines are
#: short.
_PADDING = 1.1
_ABOVE, _LEFT = Covered("above"), Covered("left")
_HANGING = page_lines.OPENING + page_lines.CLOSING + page_lines.QUOTES


class FreeLine(NamedTuple):
    """A line outside tables, its box in the reading frame, and the room its first word takes."""

    line: Line
    box: Box
    first_width: float


class Layout(Struct, frozen=True, kw_only=True):
    """A page taken apart. ``pieces`` are its tables from top to bottom with their rows;
    ``outside`` are the lines that lie in none of them. ``doubled`` counts the characters that are
    printed twice in one place, ``mixed`` are the texts of lines printed over each other."""

    ink: Ink
    pieces: tuple[tuple[Table, tuple[Row, ...]], ...]
    outside: tuple[FreeLine, ...]
    claims: tuple[Claim, ...]
    doubled: int
    mixed: tuple[str, ...]


def lay_out(ink: Ink, first_table: int, path: str) -> Layout:
    """Take a page apart; its tables are numbered from ``first_table``, ``path`` is for messages.
    Raises DataError for a page of more rules than the limit."""
    members = page_lines.runs(ink)
    extent = (
        min((run.left for run in members), default=0.0),
        max((run.right for run in members), default=0.0),
    )
    found = find_tables(ink, extent, path)
    sorter = _Sorter(ink, found, members)
    sorter.sort(members)
    doubles = Doubles()
    used = sorted(
        (i for i, cells in enumerate(sorter.placed) if cells),
        key=lambda i: (found[i].ys[0], found[i].xs[0]),
    )
    pieces = tuple(
        (found[i], _rows(found[i], sorter.texts(i, doubles), ink, number))
        for number, i in enumerate(used, first_table)
    )
    free = page_lines.lines(sorter.outside, ink, doubles)
    return Layout(
        ink=ink,
        pieces=pieces,
        outside=tuple(
            FreeLine(_line(line, ink, ""), line.box, page_lines.first_width(line, ink))
            for line in free
        ),
        claims=_claims(ink, sorter.stray, doubles.indices),
        doubled=len(doubles.indices),
        mixed=tuple(doubles.mixed),
    )


class _Sorter:
    """Sorts runs: ``placed`` in a cell of each table, ``outside`` all tables, or ``stray``."""

    def __init__(self, ink: Ink, found: list[Table], members: list[Run]) -> None:
        self.ink = ink
        self.found = found
        heights = sorted(run.bottom - run.top for run in members)
        self.large = LARGE * heights[len(heights) // 2] if heights else 0.0
        self.placed: list[dict[int, list[Run]]] = [{} for _ in found]
        self.outside: list[Run] = []
        self.stray: list[Run] = []
        self.sideways: dict[tuple[int, int], float] = {}

    def sort(self, members: list[Run]) -> None:
        """Put each run in its place, whole or, where it goes over a rule, by characters."""
        left, right = self.ink.left, self.ink.right
        for run in members:
            first, last, middle = run.start, run.end - 1, (run.top + run.bottom) / 2
            table, cell = self._at((left[first] + right[first]) / 2, middle)
            x = (left[last] + right[last]) / 2
            if table >= 0:
                whole = first == last or x <= self.found[table].right_of(cell)
            else:
                whole = first == last or self._at(x, middle) == (table, cell)
            if self._is_stray(run, table, cell, whole):
                self.stray.append(run)
            elif not whole:
                self.sort(_characters(run, self.ink))
            elif table < 0:
                self.outside.append(run)
            else:
                self.placed[table].setdefault(cell, []).append(run)

    def texts(self, table: int, doubles: Doubles) -> dict[int, list[TextLine]]:
        """The lines of each cell of a table that has text."""
        found = {}
        for cell, members in self.placed[table].items():
            lean = self.sideways.get((table, cell))
            if lean in (90, 270):
                found[cell] = page_lines.sideways_lines(members, self.ink, upwards=lean == 90)
            else:
                found[cell] = page_lines.lines(members, self.ink, doubles)
        return found

    def _at(self, x: float, y: float) -> tuple[int, int]:
        for table, candidate in enumerate(self.found):
            cell = candidate.cell_at(x, y)
            if cell >= 0:
                return table, cell
        return -1, -1

    def _is_stray(self, run: Run, table: int, cell: int, whole: bool) -> bool:
        """Whether a run is printed across the page: askew, or large or light over rules."""
        lean = self.ink.lean(run.start)
        if lean:
            if lean % 90 or table < 0:
                return lean % 90 != 0
            self.sideways[table, cell] = lean
        height = run.bottom - run.top
        if whole and height < self.large:
            return False
        if table < 0:
            return height >= self.large and self.ink.pale(run.start)
        _, top, _, bottom = self.found[table].cell_box(cell)
        too_large = height >= self.large and height > bottom - top + 1
        return too_large or self.ink.pale(run.start)


def _characters(run: Run, ink: Ink) -> list[Run]:
    """A run as runs of one character."""
    return [
        Run(i, i + 1, ink.left[i], ink.top[i], ink.right[i], ink.bottom[i])
        for i in range(run.start, run.end)
        if not ink.text[i].isspace()
    ]


def _rows(table: Table, texts: dict[int, list[TextLine]], ink: Ink, number: int) -> tuple[Row, ...]:
    """A table's rows with their cells, and on which side one that covers a place begins."""
    paddings = _paddings(table, texts, _PADDING * ink.size)
    page, shown = ink.number, ink.shown
    last = len(table.ys) - 2
    rows = []
    index = 0
    for row in range(last + 1):
        above = table.owner[row - 1] if row else ()
        cells: list[Cell | Covered] = [
            _ABOVE if above and above[column] == cell else _LEFT
            for column, cell in enumerate(table.owner[row])
        ]
        while index < len(table.cells) and table.cells[index][0] == row:
            column = table.cells[index][1]
            box = table.cell_box(index)
            text = texts.get(index, ())
            opens = _openings(text, box, paddings[column], ink)
            cells[column] = Cell(
                lines=tuple(map(_line, text, repeat(ink), opens)),
                where=Where(page=page, row=row, column=column, box=shown(box)),
            )
            index += 1
        if any(isinstance(cell, Cell) for cell in cells):
            box = (table.xs[0], table.ys[row], table.xs[-1], table.ys[row + 1])
            rows.append(
                Row(
                    cells=tuple(cells),
                    where=Where(page=page, row=row, box=shown(box)),
                    table=number,
                    open_top=row == 0 and table.open_top,
                    open_bottom=row == last and table.open_bottom,
                )
            )
    return tuple(rows)


def _paddings(table: Table, texts: dict[int, list[TextLine]], most: float) -> list[float]:
    """For each column the smallest distance of its text from a rule beside it; ``most`` at most.
    A stop at a line's end, or a bracket at its beginning, may hang over the padding (Typst)."""
    paddings = [most] * (len(table.xs) - 1)
    for cell, lines in texts.items():
        left, _, right, _ = table.cell_box(cell)
        column = table.cells[cell][1]
        for line in lines:
            if line.left - left < paddings[column] and line.text[0] not in _HANGING:
                paddings[column] = line.left - left
            if right - line.right < paddings[column] and line.text[-1] not in _HANGING:
                paddings[column] = right - line.right
    return [max(0.0, padding) for padding in paddings]


def _openings(
    text: Sequence[TextLine], box: Box, padding: float, ink: Ink
) -> list[Literal["", "paragraph"]]:
    """For each line of a cell whether a paragraph begins with it: the line before it ends where
    this line's first word would still have had room."""
    opens: list[Literal["", "paragraph"]] = [""] * len(text)
    for index, (before, line) in enumerate(pairwise(text), 1):
        room = box[2] - padding - before.right
        room_left = before.left - box[0] - padding
        if abs(room - room_left) < 1:  # a centred line leaves half its room on the left
            room += room_left
        size = line.bottom - line.top
        if room > size / 2 and room > page_lines.first_width(line, ink) + size / 5:
            opens[index] = "paragraph"
    return opens


def _line(line: TextLine, ink: Ink, opens: Literal["", "paragraph"]) -> Line:
    return Line(text=line.text, where=Where(page=ink.number, box=ink.shown(line.box)), opens=opens)


def _claims(ink: Ink, stray: list[Run], doubled: list[int]) -> tuple[Claim, ...]:
    """Characters of the page that are no part of its text, with where they are."""
    claims: list[Claim] = []
    if stray:
        text = "".join(ink.text[run.start : run.end] for run in stray)
        box = (
            min(run.left for run in stray),
            min(run.top for run in stray),
            max(run.right for run in stray),
            max(run.bottom for run in stray),
        )
        where = Where(page=ink.number, box=ink.shown(box))
        claims.append(Claim(account="furniture", text=text, where=where))
    accounts: tuple[tuple[Account, list[int]], ...] = (
        ("hidden", sorted(ink.hidden)),
        ("artefact", sorted(doubled)),
    )
    for account, indices in accounts:
        if indices:
            text = "".join(ink.text[index] for index in indices)
            claims.append(Claim(account=account, text=text, where=Where(page=ink.number)))
    return tuple(claims)
