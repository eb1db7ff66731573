"""Blocks -> the lists, as they are printed, and what stands around them.

A list begins at its title or at a header row that only it can have; a repeated header goes on with
it. What stands before the first table is the front: the cover and the contents.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from pipeline.base.errors import DataError
from pipeline.base.text import compact
from pipeline.lexicon import Lexicon
from pipeline.lexicon.categories import PrintedCategory
from pipeline.locate.front import Fronts
from pipeline.locate.headers import HeaderRow, header_row
from pipeline.locate.join import split_fused_header
from pipeline.locate.outside import Outside
from pipeline.locate.recognise import Recogniser, lone_text, spans_all
from pipeline.locate.section import Gathering, Heading, Section, headless, which_list
from pipeline.model import (
    LIST_TITLES,
    Account,
    Block,
    Claim,
    Code,
    Covered,
    Finding,
    Line,
    ListName,
    Paragraph,
    Row,
    Where,
)


class Gathered(Struct, frozen=True, kw_only=True):
    """The lists in their printed order and what stands around them: the lines of each cover (the
    first is that of the document, others of later parts), the titles of lists as printed, and the
    page of each list in the contents. ``headless`` are the rows right under the title of a list
    that are no header; ``errors`` are what keeps the document from being read."""

    sections: tuple[Section, ...]
    covers: tuple[tuple[str, ...], ...]
    titles: tuple[str, ...]
    contents: Mapping[ListName, int]
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    headless: Mapping[ListName, Paragraph]
    errors: tuple[DataError, ...]


def gather(blocks: Iterable[Block], lexicon: Lexicon, path: str) -> Gathered:
    """Walk the blocks once, in order; every line is in a row of a section or claimed."""
    walk = _Walk(lexicon, path)
    for block in blocks:
        walk.enter(block.where)
        if isinstance(block, Paragraph):
            walk.paragraph(block)
        else:
            walk.row(block)
    return walk.result()


class _Walk:
    """What is known between two blocks: the list that goes on, and a title that waits for it."""

    def __init__(self, lexicon: Lexicon, path: str) -> None:
        self.lexicon = lexicon
        self.path = path
        self.words = Recogniser.of(lexicon)
        self.lists: dict[ListName, Gathering] = {}
        self.current: Gathering | None = None
        self.title: ListName | None = None
        self.titles: list[str] = []
        self.fronts = Fronts(self.words)
        self.part = ("", "")
        #: Headings between a title and the header row of its list.
        self.waiting: list[Paragraph] = []
        self.table: int | None = None
        self.claims: list[Claim] = []
        self.outside = Outside()
        self.errors: list[DataError] = []

    def result(self) -> Gathered:
        """What was gathered, once all blocks are walked."""
        self._leave()
        sections = []
        for gathering in self.lists.values():
            section, wrong = gathering.finish(self.lexicon)
            sections.append(section)
            for row in wrong:
                self._error(row.where, section.misfit(row))
        own = [found for section in sections for found in section.findings]
        fronts = self.fronts.done
        contents = (entry for front in fronts for entry in front.contents.items())
        return Gathered(
            sections=tuple(sections),
            covers=tuple(front.cover for front in fronts),
            titles=tuple(dict.fromkeys(self.titles)),
            contents=dict(contents),
            claims=(
                *self.claims,
                *(claim for front in fronts for claim in front.claims),
                *self.outside.claims,
            ),
            findings=(*self.outside.findings, *own),
            headless=self.fronts.headless,
            errors=tuple(self.errors),
        )

    # -- parts of the source ----------------------------------------------------------------

    def enter(self, where: Where) -> None:
        """Another file or sheet may have a front of its own, as the first has; until the first list
        begins there is one front for all."""
        if where.part != self.part and self.current:
            self._leave()
            self.fronts.blocks = []
        self.part = where.part

    def _leave(self) -> None:
        """The end of a part: what waits there waits in vain. Where no list began in it, it has no
        front, but text outside the lists; a document without any list has a front all the same."""
        blocks = self.fronts.close()
        if self.current is None:
            self.fronts.keep(blocks)
        for block in (*self.waiting, *(blocks if self.current else ())):
            self.outside.add(block)
        self.outside.end()
        self.waiting = []

    def _begin_list(self, *, headed: bool) -> None:
        """The front ends at the header of a list, or at rows that go on with the list before."""
        if not self.fronts.is_open:
            return
        opening = self.fronts.opening(self.part, resumed=self.current is not None)
        if opening.title or headed:
            self.fronts.keep(opening.front)
        else:
            for block in opening.front:
                self.outside.add(block)
        self.waiting.extend(opening.headings)
        if opening.title and opening.name:
            self._begin_title(opening.name, opening.title)

    def _claim(self, account: Account, lines: Iterable[Line]) -> None:
        self.claims.extend(Claim(account=account, text=x.text, where=x.where) for x in lines)

    def _error(self, where: Where, message: str) -> None:
        self.errors.append(DataError(self.path, message, place=where.text))

    # -- paragraphs -------------------------------------------------------------------------

    def paragraph(self, block: Paragraph) -> None:
        """A line outside tables: a title, a heading, or what stands beside the lists."""
        title = self.words.list_of_title(block.text)
        heading = None if title else self.words.heading(block.text)
        if self.fronts.is_open or self.current is None:
            self.fronts.add(block)
        elif title:
            self._begin_title(title, block)
        elif heading and self.title:
            self.waiting.append(block)
        elif heading:
            self._heading(self.current, heading, block)
        elif self._belongs_to_title(block.text):
            self._claim("title", block.lines)
        else:
            self.outside.add(block)

    def _begin_title(self, title: ListName, block: Paragraph) -> None:
        self.outside.end()
        self.title = title
        self.titles.append(compact(block.text))
        self._claim("title", block.lines)

    def _heading(self, current: Gathering, category: PrintedCategory, block: Paragraph) -> None:
        self.outside.end()
        current.headings.append(
            Heading(before=len(current.rows), category=category, where=block.where)
        )
        self._claim("heading", block.lines)

    def _belongs_to_title(self, text: str) -> bool:
        """附件2 or 续表, or the first half of a title set in two lines: 昌吉州奇台县七户乡."""
        line = self.words.without_annex(text)
        place = self.words.ends_in_place(line) and line in self.fronts.place
        return not line or place or self.words.is_continued(line)

    # -- rows -------------------------------------------------------------------------------

    def row(self, row: Row) -> None:
        """A row of a table: a header, a title or a heading in a row of its own, or an item."""
        lines = tuple(line for cell in row.cells for line in cell.lines)
        if not lines:
            return
        # Before it is looked at alone: 名称 under a merged 对应上级部门 is no name of an item.
        under = Covered("above") in row.cells and not self.fronts.is_open and self.current
        if under and under.stack(row, self.lexicon):
            self._claim("header", lines)
            return
        headers = self._header_of(row)
        block = Paragraph(lines=lines, where=row.where)
        if isinstance(headers, tuple):
            for part in headers:
                self.row(part)
        elif headers:
            self._header(row, headers, lines)
        elif self.current is None or (self.fronts.is_open and lone_text(row) is not None):
            self.fronts.add_row(block)
        elif self.fronts.is_open and not self.current.as_wide(row):
            self._table_outside(block)
        elif self.words.is_signed(row):
            self.outside.add(block)
        elif (text := lone_text(row)) is not None:
            self._lone(self.current, row, block, text)
        elif not self.fronts.is_open and self.current.stack(row, self.lexicon):
            self._claim("header", lines)
        else:
            self._item(self.current, row)

    def _table_outside(self, block: Paragraph) -> None:
        """A row before the first list of a later part that goes on with no list: of its contents,
        or of a table that is none of the lists."""
        if self.words.contents_entry(block.text):
            self.fronts.add(block)
        else:
            self.outside.add(block, Code.TABLE_OUTSIDE_LISTS)

    def _item(self, current: Gathering, row: Row) -> None:
        """A row of the list that goes on; never under the title of another."""
        self._begin_list(headed=False)
        self._headings(current)
        self.outside.end()
        if self.title and self.title != current.name:
            text = "、".join(cell.text for cell in row.cells if cell.lines)
            self._error(row.where, headless(self.title, text))
        self.title = None
        current.add(row)

    def _header_of(self, row: Row) -> HeaderRow | tuple[Row, Row] | None:
        """The headers of a header row; the two rows of one to whose cells the rest of a broken row
        is fused, as happens on top of a page."""
        if self.current and row.table != self.table:
            words = {header.text for header in self.current.pieces[0].headers}
            fused = split_fused_header(
                row, lambda text: text in words or text in self.lexicon.headers
            )
            if fused and header_row(fused[0], self.lexicon):
                return fused
        self.table = row.table
        return header_row(row, self.lexicon)

    def _lone(self, current: Gathering, row: Row, block: Paragraph, text: str) -> None:
        """A row with text in its first column only: a title, a heading, a note, or an item."""
        if title := self.words.list_of_title(text):
            self._begin_title(title, block)
        elif heading := self.words.heading(text, known=not self._needs_heading(row, current)):
            self._heading(current, heading, block)
        elif self.words.is_note(text) or (spans_all(row) and not self._needs_heading(row, current)):
            self.outside.add(block)
        else:
            self._item(current, row)

    def _needs_heading(self, row: Row, current: Gathering) -> bool:
        """Over all columns of a list whose rows have no category stands a heading, known or not; in
        any other list such a row can be no heading of one."""
        return spans_all(row) and not current.has_category

    def _header(self, row: Row, headers: HeaderRow, lines: Sequence[Line]) -> None:
        self._begin_list(headed=True)
        self.outside.end()
        self._claim("header", lines)
        name, wrong = which_list(
            row, headers, self.title, self.current, self.words.list_of_part(self.part)
        )
        for message in wrong:
            self._error(row.where, message)
        self.title = None
        current = self.lists.get(name)
        if current is None:
            current = self.lists[name] = Gathering(name, row.where)
        if not current.header(row, headers):
            message = f"{LIST_TITLES[name]}的表头与前面的不同；请核对原文，把各页表头改成一致"
            self._error(row.where, message)
        self.current = current
        self._headings(current)

    def _headings(self, current: Gathering) -> None:
        """The headings that waited for the rows of a list."""
        for block in self.waiting:
            heading = self.words.heading(block.text)
            if heading and not current.has_category:
                self._heading(current, heading, block)
            else:
                self.outside.add(block)
        self.waiting = []
