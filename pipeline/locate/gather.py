"""Blocks -> sections: the lists while they are being gathered, row by row.

A list begins at its title or at a header row that only it can have; a repeated header goes on with
it. Rows are fitted to the columns of their own list.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from pipeline.base.errors import DataError
from pipeline.base.text import compact
from pipeline.lexicon import Lexicon
from pipeline.lexicon.findings import finding, spot_of
from pipeline.locate.cover import ANNEX
from pipeline.locate.join import Columns, split_fused_header
from pipeline.locate.recognise import (
    CONTINUED,
    NOTE,
    CategoryHeading,
    category_heading,
    contents_entry,
    header_fields,
    list_of_header,
    list_of_title,
    lone_text,
)
from pipeline.model import (
    LIST_TITLES,
    Account,
    Block,
    Cell,
    Claim,
    Code,
    Field,
    Finding,
    Line,
    ListName,
    Paragraph,
    Row,
    Where,
)


class Section(Struct, kw_only=True):
    """One list while it is being gathered: its rows, the piece of table each stands in (a repeated
    header begins a new piece), and the category headings, by the number of rows before them."""

    name: ListName
    columns: Columns
    #: The first header row as printed, and which cells of the latest one a merged cell covers.
    printed: tuple[str, ...]
    covered: tuple[bool, ...]
    where: Where
    settled: bool = False
    rows: list[Row] = []
    pieces: list[int] = []
    headings: list[tuple[int, CategoryHeading, Where]] = []
    piece: int = 0

    def settle(self) -> None:
        """Before the first row: columns under a merged header cell that no second header row names
        are none of the list's, but of another table whose rules share the grid."""
        if not self.settled:
            self.settled = True
            self.columns = Columns(
                fields=_uncovered(self.columns.fields, self.covered),
                headers=_uncovered(self.columns.headers, self.covered),
            )

    def fit(self, row: Row) -> Row | None:
        """A row with a cell for each column of the list; None when its cells do not match. Where
        another table shares the grid, it has more cells, those between covered by merged ones."""
        width = len(self.columns.fields)
        if len(row.cells) == width:
            return row
        cells: tuple[Cell | None, ...] = tuple(c for c in row.cells if c is not None)
        if len(row.cells) == len(self.covered):
            hidden = tuple(not covered for covered in self.covered)
            if not any(_uncovered(row.cells, hidden)):
                cells = _uncovered(row.cells, self.covered)
        return replace(row, cells=cells) if len(cells) == width else None


_T = TypeVar("_T")


def _uncovered(values: tuple[_T, ...], covered: tuple[bool, ...]) -> tuple[_T, ...]:
    return tuple(value for value, hidden in zip(values, covered, strict=True) if not hidden)


class Locator:
    """Walks the blocks once, in order."""

    def __init__(self, lexicon: Lexicon, path: str) -> None:
        self.lexicon = lexicon
        self.path = path
        self.sections: dict[ListName, Section] = {}
        self.current: Section | None = None
        self.title: ListName | None = None
        self.titles: list[str] = []
        self.claims: list[Claim] = []
        self.findings: list[Finding] = []
        self.errors: list[DataError] = []
        self.front: list[Paragraph] = []
        self.contents: dict[ListName, int] = {}

    def walk(self, blocks: Iterable[Block]) -> None:
        """Gather ``sections``, ``claims``, ``findings`` and ``errors`` from all blocks."""
        for block in blocks:
            if isinstance(block, Paragraph):
                self._paragraph(block)
            else:
                self._row(block)
        self._front()
        for section in self.sections.values():
            self._unknown_headers(section)

    def claim(self, account: Account, lines: Iterable[Line]) -> None:
        """Account for lines that end in no cell."""
        self.claims.extend(Claim(account=account, text=x.text, where=x.where) for x in lines)

    def error(self, where: Where, message: str) -> None:
        """Collect an error; all of them are raised at the end."""
        self.errors.append(DataError(self.path, message, place=where.text))

    # -- paragraphs -------------------------------------------------------------------------

    def _paragraph(self, block: Paragraph) -> None:
        title = list_of_title(block.text, self.lexicon)
        heading = category_heading(block.text, self.lexicon) if self.current and not title else None
        if self.current is None:
            self.front.append(block)
        elif title:
            self._begin_title(title, block.text, block.lines)
        elif heading and self.title is None:
            self._heading(heading, block.where, block.lines)
        elif self._names_place(block.text) or CONTINUED.fullmatch(compact(block.text)):
            self.claim("title", block.lines)
        else:
            self._outside(block.text, block.where, block.lines)

    def _outside(self, text: str, where: Where, lines: Iterable[Line]) -> None:
        self.claim("other", lines)
        self.findings.append(finding(Code.TEXT_OUTSIDE_TABLES, spot_of(where), original=text))

    def _begin_title(self, title: ListName, text: str, lines: Iterable[Line]) -> None:
        self.title = title
        self.titles.append(compact(text))
        self.claim("title", lines)

    def _heading(self, heading: CategoryHeading, where: Where, lines: Iterable[Line]) -> None:
        assert self.current is not None
        self.current.headings.append((len(self.current.rows), heading, where))
        self.claim("heading", lines)

    def _names_place(self, text: str) -> bool:
        """A line that is the first half of a title set in two lines: 昌吉州奇台县七户乡."""
        cover = compact("".join(block.text for block in self.front))
        if not ANNEX.sub("", compact(text)):
            return True
        return 2 < len(compact(text)) < 30 and compact(text) in cover

    def _front(self) -> None:
        """What stands before the first table: cover, contents, and the first list's title."""
        in_contents = False
        for block in self.front:
            entry = contents_entry(block.text, self.lexicon)
            if entry and list_of_title(block.text, self.lexicon) is None:
                self.contents.setdefault(*entry)
            in_contents = in_contents or bool(entry) or compact(block.text) in ("目录", "目次")
            self.claim("contents" if in_contents else "cover", block.lines)

    def _first_title(self) -> None:
        """The title over the first table is the last line before it that is one."""
        for index in range(len(self.front) - 1, -1, -1):
            text = self.front[index].text
            if title := list_of_title(text, self.lexicon):
                self._begin_title(title, text, self.front.pop(index).lines)
                return
            if contents_entry(text, self.lexicon):
                return

    # -- rows -------------------------------------------------------------------------------

    def _row(self, row: Row) -> None:
        lines = tuple(line for cell in row.cells if cell for line in cell.lines)
        if not lines:
            return
        # Before the header row itself: fused to a continuation it is a header of unknown words.
        fused = split_fused_header(row, lambda text: text in self.lexicon.headers)
        if fused and header_fields(fused[0], self.lexicon):
            for part in fused:
                self._row(part)
            return
        fields = header_fields(row, self.lexicon)
        if fields:
            self._header(row, fields, lines)
            return
        text = lone_text(row)
        if text and (title := list_of_title(text, self.lexicon)):
            if self.current is None:
                self._first_title()
            self._begin_title(title, text, lines)
        elif self.current is None:
            self.front.append(Paragraph(lines=lines, where=row.where))
        elif text and (
            heading := category_heading(text, self.lexicon, known=not self._needs_heading(row))
        ):
            self._heading(heading, row.where, lines)
        elif text and self._is_note(row, text):
            self._outside(text, row.where, lines)
        elif self._goes_on_in_header(row):
            self.claim("header", lines)
        else:
            self.current.settle()
            fitted = self.current.fit(row)
            if fitted is None:
                self._wrong_width(row)
            else:
                self.current.rows.append(fitted)
                self.current.pieces.append(self.current.piece)

    def _is_note(self, row: Row, text: str) -> bool:
        """注：… in a row of its own, or any text in a cell over all columns of a list whose rows
        have a category: there it can be no heading of one."""
        assert self.current is not None
        if NOTE.match(compact(text)):
            return True
        return _spans(row) and not self._needs_heading(row)

    def _needs_heading(self, row: Row) -> bool:
        """Over all columns of a list that has its categories so stands one, known or not."""
        assert self.current is not None
        in_rows = "category" in self.current.columns.fields and not self.current.headings
        return _spans(row) and not in_rows

    def _wrong_width(self, row: Row) -> None:
        assert self.current is not None
        first = next((compact(cell.text) for cell in row.cells if cell and cell.lines), "")
        self.error(
            row.where,
            f"{LIST_TITLES[self.current.name]}“{first[:12]}”一行有 {len(row.cells)} 格，"
            f"表头有 {len(self.current.columns.fields)} 格；请核对这一行的分格",
        )

    def _goes_on_in_header(self, row: Row) -> bool:
        """The second row of a header of two rows: 承接部门 | 工作方式 under one merged cell."""
        assert self.current is not None
        texts = [compact(cell.text) for cell in row.cells if cell and cell.lines]
        if len(texts) < 2 or not all(text in self.lexicon.headers for text in texts):
            return False
        if not self.current.settled and len(row.cells) == len(self.current.columns.fields):
            self.current.columns = _refined(self.current.columns, row, self.lexicon)
            self.current.settled = True
        return True

    def _header(self, row: Row, fields: tuple[Field | None, ...], lines: Sequence[Line]) -> None:
        if self.current is None:
            self._first_title()
        self.claim("header", lines)
        headers = tuple(compact(cell.text) if cell else "" for cell in row.cells)
        covered = tuple(cell is None for cell in row.cells)
        printed = _uncovered(headers, covered)
        by_header = list_of_header(fields)
        if self.title and by_header and by_header != self.title:
            self.error(
                row.where,
                f"标题是{LIST_TITLES[self.title]}，表头却是{LIST_TITLES[by_header]}的；请核对原文",
            )
        same = self.current is not None and self.current.printed == printed
        goes_on = self.current.name if same and self.current else None
        name = self.title or by_header or goes_on
        if name is None:
            self.error(
                row.where,
                f"认不出是哪一张清单（表头：{'、'.join(filter(None, headers))}），前面没有标题；"
                "请在表前补上标题，或在 lexicon/headers.csv、lexicon/titles.csv 中加词",
            )
            name = "basic"
        self.title = None
        if name not in self.sections:
            self.sections[name] = Section(
                name=name,
                columns=Columns(fields=fields, headers=headers),
                printed=printed,
                covered=covered,
                where=row.where,
            )
        section = self.sections[name]
        if section.printed != printed:
            section.settle()
            self._changed_header(row, section, fields, covered)
        section.covered = covered
        section.piece += 1
        self.current = section

    def _changed_header(
        self,
        row: Row,
        section: Section,
        fields: tuple[Field | None, ...],
        covered: tuple[bool, ...],
    ) -> None:
        """A list whose header changes on the way: other words for the same columns are fine."""
        if _uncovered(fields, covered) != section.columns.fields:
            message = (
                f"{LIST_TITLES[section.name]}的表头与前面的不同；请核对原文，把各页表头改成一致"
            )
            self.error(row.where, message)

    def _unknown_headers(self, section: Section) -> None:
        columns = zip(section.columns.fields, section.columns.headers, strict=True)
        for number, (known, header) in enumerate(columns, 1):
            if known is None and header:
                self.findings.append(
                    finding(
                        Code.HEADER_UNKNOWN,
                        replace(spot_of(section.where), list=section.name),
                        original=header,
                        number=number,
                        header=header,
                    )
                )


def _spans(row: Row) -> bool:
    """Whether the first cell is merged over all columns."""
    return len(row.cells) > 1 and row.cells[0] is not None and not any(row.cells[1:])


def _refined(columns: Columns, row: Row, lexicon: Lexicon) -> Columns:
    texts = [compact(cell.text) if cell else "" for cell in row.cells]
    return Columns(
        fields=tuple(
            lexicon.headers.get(text, old) for text, old in zip(texts, columns.fields, strict=True)
        ),
        headers=tuple(text or old for text, old in zip(texts, columns.headers, strict=True)),
    )
