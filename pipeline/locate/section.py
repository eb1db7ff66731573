"""One list, from its first header row to its last row.

Rows are gathered as they are printed; once all are known, the columns are read and each row is
fitted to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from pipeline.base.text import compact
from pipeline.lexicon import Lexicon
from pipeline.lexicon.categories import PrintedCategory
from pipeline.lexicon.findings import finding, spot_of
from pipeline.locate.columns import Column, read_columns
from pipeline.locate.fragments import Columns
from pipeline.locate.headers import Header, HeaderRow, read_header, stacked
from pipeline.model import (
    FIELD_TITLES,
    LIST_TITLES,
    Cell,
    Code,
    Covered,
    Finding,
    ListName,
    Row,
    Spot,
    Where,
)

#: Enough of a row to find it in the source.
_BEGIN = 40


class Heading(Struct, frozen=True, kw_only=True):
    """A heading over the items of a category: the number of rows before it, and its words."""

    before: int
    category: PrintedCategory
    where: Where


class Section(Struct, frozen=True, kw_only=True):
    """A list as gathered: its rows, each as wide as its ``columns``, the piece of table each stands
    in (counted from 1: a repeated header begins a new one), and its category headings."""

    name: ListName
    columns: Columns
    rows: tuple[Row, ...]
    pieces: tuple[int, ...]
    headings: tuple[Heading, ...]
    headers: int
    findings: tuple[Finding, ...]

    def misfit(self, row: Row) -> str:
        """What is wrong with a row whose cells do not fit the columns."""
        first = next((cell.compact for cell in row.cells if cell.lines), "")
        return (
            f"{LIST_TITLES[self.name]}“{first[:12]}”一行有 {len(row.cells)} 格，"
            f"表头有 {len(self.columns.fields)} 格；请核对这一行的分格"
        )

    def unnamed(self) -> str:
        """What is wrong with columns of which none holds the names of the items."""
        columns = zip(self.columns.fields, self.columns.headers, strict=True)
        shown = "、".join(header or "（空白）" for field, header in columns if not field)
        return (
            f"{LIST_TITLES[self.name]}的表头没有“事项名称”一栏（不认识的：{shown or '无'}）；"
            "请补上，印错、读错的请改正，或在 lexicon/headers.csv 中加词"
        )


class _Piece(Struct, frozen=True, kw_only=True):
    """A piece of table under one header: the headers of its columns, and which of them a merged
    header cell to their left covers."""

    headers: tuple[Header, ...]
    covered: tuple[bool, ...]

    @classmethod
    def of(cls, row: Row, headers: HeaderRow) -> _Piece:
        """The piece that begins with a header row."""
        covered = tuple(cell == Covered("left") for cell in row.cells)
        return cls(headers=headers.headers, covered=covered)

    def own(self) -> tuple[Header, ...]:
        """The headers that stand in cells of their own."""
        return tuple(h for h, hidden in zip(self.headers, self.covered, strict=True) if not hidden)

    def begins(self, at: int) -> int:
        """Where the header cell over a place begins."""
        return max((place for place in range(at + 1) if not self.covered[place]), default=at)

    def spread(self, kept: Sequence[int]) -> tuple[Header, ...]:
        """The headers of these places; a merged header cell says the same of each it covers."""
        return tuple(
            self.headers[at].shared() if self._is_merged(at, kept) else self.headers[at]
            for at in map(self.begins, kept)
        )

    def _is_merged(self, at: int, kept: Sequence[int]) -> bool:
        return sum(self.begins(place) == at for place in kept) > 1


class Gathering:
    """A list while it is being gathered."""

    def __init__(self, name: ListName, where: Where) -> None:
        self.name = name
        self.where = where
        self.headings: list[Heading] = []
        self.rows: list[Row] = []
        #: Each header in its turn, and the first as its first row printed it.
        self.pieces: list[_Piece] = []
        self.first: _Piece | None = None
        self.piece_of: list[int] = []
        #: No row stands under the latest header yet.
        self.fresh = True

    @property
    def has_category(self) -> bool:
        """Whether the category is a column of the list: then no heading stands over its items."""
        fields = {header.field for header in self.pieces[0].headers}
        return "category" in fields and not self.headings

    def header(self, row: Row, headers: HeaderRow) -> bool:
        """Take a header row, the first or a repeated one; False when it differs from the first."""
        piece = _Piece.of(row, headers)
        self.first = self.first or piece
        self.pieces.append(piece)
        self.fresh = True
        same_fields = [h.field for h in piece.own()] == [h.field for h in self.first.own()]
        return same_fields or self.repeats(row, headers)

    def repeats(self, row: Row, headers: HeaderRow) -> bool:
        """Whether a header row prints the words of the first one."""
        assert self.first is not None
        own, first = _Piece.of(row, headers).own(), self.first.own()
        return [header.text for header in own] == [header.text for header in first]

    def stack(self, row: Row, lexicon: Lexicon) -> bool:
        """Take the second row of a header of two rows: 承接部门 | 工作方式 under one merged cell.
        False for any other row: this one holds nothing but words of headers."""
        piece = self.pieces[-1]
        if not self.fresh or len(row.cells) != len(piece.headers):
            return False
        lower: list[Header] = []
        for cell in row.cells:
            lower.append(read_header(cell.text, lexicon))
            if lower[-1].text and not lower[-1].understood:
                return False  # nearly always at the number, before the long cells
        headers = list(piece.headers)
        for at, header in enumerate(lower):
            if header.text:
                headers[at] = stacked(piece.headers[piece.begins(at)], header, lexicon)
        covered = tuple(
            hidden and not header.text for hidden, header in zip(piece.covered, lower, strict=True)
        )
        self.pieces[-1] = _Piece(headers=tuple(headers), covered=covered)
        return True

    def as_wide(self, row: Row) -> bool:
        """Whether a row has a cell for each column under the latest header."""
        return len(row.cells) == len(self.pieces[-1].headers)

    def add(self, row: Row) -> None:
        """Take a row of the list."""
        self.rows.append(row)
        self.piece_of.append(len(self.pieces))
        self.fresh = False

    def finish(self, lexicon: Lexicon) -> tuple[Section, list[Row]]:
        """The list, and the rows whose cells do not fit its columns."""
        kept = self._kept()
        headers = self.pieces[0].spread(kept)
        fitted = [
            self._fit(row, at, kept) for row, at in zip(self.rows, self.piece_of, strict=True)
        ]
        rows = tuple(row for row in fitted if row is not None)
        columns = read_columns(self.name, headers, rows, lexicon)
        section = Section(
            name=self.name,
            columns=Columns(
                fields=tuple(column.field for column in columns),
                headers=tuple(column.header.text for column in columns),
            ),
            rows=rows,
            pieces=tuple(at for at, row in zip(self.piece_of, fitted, strict=True) if row),
            headings=tuple(self.headings),
            headers=len(self.pieces),
            findings=tuple(_doubts(columns, rows, replace(spot_of(self.where), list=self.name))),
        )
        wrong = [row for row, fit in zip(self.rows, fitted, strict=True) if fit is None]
        return section, wrong

    def _kept(self) -> tuple[int, ...]:
        """The places of the first header that are columns of the list. One that a merged header
        cell covers is none, but of another table whose rules share the grid, unless a row has a
        cell there."""
        piece = self.pieces[0]
        width = len(piece.covered)
        filled = {
            at
            for row, number in zip(self.rows, self.piece_of, strict=True)
            if number == 1 and len(row.cells) == width
            for at, hidden in enumerate(piece.covered)
            if hidden and isinstance(row.cells[at], Cell)
        }
        return tuple(at for at in range(width) if not piece.covered[at] or at in filled)

    def _fit(self, row: Row, number: int, kept: Sequence[int]) -> Row | None:
        """A row with a cell for each column of the list; None when its cells do not match. Where
        another table shares the grid it has more cells, those between covered by merged ones."""
        if len(row.cells) == len(kept):
            return row
        covered = self.pieces[number - 1].covered
        if len(row.cells) == len(self.pieces[0].covered):
            shown = set(kept)
        elif len(row.cells) == len(covered):
            shown = {at for at, hidden in enumerate(covered) if not hidden}
        else:
            shown = {at for at, cell in enumerate(row.cells) if cell != Covered("left")}
        if any(isinstance(cell, Cell) for at, cell in enumerate(row.cells) if at not in shown):
            shown = {at for at, cell in enumerate(row.cells) if cell != Covered("left")}
        cells = tuple(cell for at, cell in enumerate(row.cells) if at in shown)
        return replace(row, cells=cells) if len(cells) == len(kept) else None


def which_list(
    row: Row,
    headers: HeaderRow,
    title: ListName | None,
    current: Gathering | None,
    called: ListName | None,
) -> tuple[ListName, list[str]]:
    """The list that a header row belongs to: by the ``title`` over it, by its columns, or because
    it repeats the header of the ``current`` list, or by what its sheet or file is ``called``; and
    what is wrong with it."""
    errors = []
    spelled = headers.list
    if title and spelled and spelled != title:
        errors.append(
            f"标题是{LIST_TITLES[title]}，表头却是{LIST_TITLES[spelled]}的；请核对原文",
        )
    before = current.name if current and current.repeats(row, headers) else None
    name = title or spelled or called or before or headers.likely_list
    if name is None:
        shown = "、".join(header.text for header in headers.headers if header.text)
        errors.append(
            f"认不出是哪一张清单（表头：{shown}），前面没有标题；"
            "请在表前补上标题，或在 lexicon/headers.csv、lexicon/titles.csv 中加词"
        )
    return name or "basic", errors


def headless(title: ListName, row: str) -> str:
    """What is wrong where the table under the title of a list begins with this row: a list without
    its header, or with one that was misread, as 序号 in a scan is read 序导."""
    return (
        f"{LIST_TITLES[title]}清单的标题之后没有认出表头，只有“{compact(row)[:_BEGIN]}”；请补上表头，"
        "印错、读错的请改正，或在 lexicon/headers.csv 中加词"
    )


def _doubts(columns: Sequence[Column], rows: Sequence[Row], place: Spot) -> Iterator[Finding]:
    """What is not certain of the columns of a list."""
    for at, column in enumerate(columns):
        header, number = column.header.text, at + 1
        shown, title = header or "（空白）", FIELD_TITLES[column.field] if column.field else ""
        if column.field and column.beside:
            yield finding(
                Code.HEADER_REPEATED,
                place,
                original=header,
                number=number,
                header=shown,
                first=column.beside,
                column=title,
            )
        elif column.field and column.inferred:
            yield finding(
                Code.HEADER_INFERRED,
                place,
                original=header,
                number=number,
                header=shown,
                column=title,
            )
        elif not column.field and (header or any(row.cells[at].lines for row in rows)):
            yield finding(Code.HEADER_UNKNOWN, place, original=header, number=number, header=shown)
