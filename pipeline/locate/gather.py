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
from pipeline.lexicon.findings import finding, spot_of
from pipeline.locate.headers import HeaderRow, header_row
from pipeline.locate.join import split_fused_header
from pipeline.locate.recognise import Recogniser, lone_text
from pipeline.locate.section import Gathering, Heading, Section
from pipeline.model import (
    LIST_TITLES,
    Account,
    Block,
    Cell,
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
    """The lists in their printed order and what stands around them: the paragraphs of the
    cover, the titles of lists as printed, and the page of each list in the contents. ``errors`` are
    what keeps the document from being read."""

    sections: tuple[Section, ...]
    cover: tuple[str, ...]
    titles: tuple[str, ...]
    contents: Mapping[ListName, int]
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    errors: tuple[DataError, ...]


def gather(blocks: Iterable[Block], lexicon: Lexicon, path: str) -> Gathered:
    """Walk the blocks once, in order; every line is in a row of a section or claimed."""
    walk = _Walk(lexicon, path)
    for block in blocks:
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
        self.front: list[Paragraph] = []
        #: What the front says in a row, once the first table has begun.
        self.place = ""
        #: Headings between a title and the header row of its list.
        self.waiting: list[Paragraph] = []
        self.table: int | None = None
        self.claims: list[Claim] = []
        self.findings: list[Finding] = []
        self.errors: list[DataError] = []

    def result(self) -> Gathered:
        """What was gathered, once all blocks are walked."""
        for block in self.waiting:
            self._outside(block)
        cover, contents = self._front()
        sections = []
        for gathering in self.lists.values():
            section, wrong = gathering.finish(self.lexicon)
            sections.append(section)
            for row in wrong:
                self._wrong_width(row, section)
        own = [found for section in sections for found in section.findings]
        return Gathered(
            sections=tuple(sections),
            cover=tuple(cover),
            titles=tuple(dict.fromkeys(self.titles)),
            contents=contents,
            claims=tuple(self.claims),
            findings=(*self.findings, *own),
            errors=tuple(self.errors),
        )

    def _claim(self, account: Account, lines: Iterable[Line]) -> None:
        self.claims.extend(Claim(account=account, text=x.text, where=x.where) for x in lines)

    def _error(self, where: Where, message: str) -> None:
        self.errors.append(DataError(self.path, message, place=where.text))

    def _wrong_width(self, row: Row, section: Section) -> None:
        first = next((compact(cell.text) for cell in row.cells if cell.lines), "")
        self._error(
            row.where,
            f"{LIST_TITLES[section.name]}“{first[:12]}”一行有 {len(row.cells)} 格，"
            f"表头有 {len(section.columns.fields)} 格；请核对这一行的分格",
        )

    # -- paragraphs -------------------------------------------------------------------------

    def paragraph(self, block: Paragraph) -> None:
        """A line outside tables: a title, a heading, or what stands beside the lists."""
        title = self.words.list_of_title(block.text)
        heading = None if title else self.words.heading(block.text)
        if self.current is None:
            self.front.append(block)
        elif title:
            self._begin_title(title, block)
        elif heading and self.title:
            self.waiting.append(block)
        elif heading:
            self._heading(self.current, heading, block)
        elif self._belongs_to_title(block.text):
            self._claim("title", block.lines)
        else:
            self._outside(block)

    def _outside(self, block: Paragraph) -> None:
        self._claim("other", block.lines)
        spot = spot_of(block.where)
        self.findings.append(finding(Code.TEXT_OUTSIDE_TABLES, spot, original=block.text))

    def _begin_title(self, title: ListName, block: Paragraph) -> None:
        self.title = title
        self.titles.append(compact(block.text))
        self._claim("title", block.lines)

    def _heading(self, current: Gathering, category: PrintedCategory, block: Paragraph) -> None:
        current.headings.append(
            Heading(before=len(current.rows), category=category, where=block.where)
        )
        self._claim("heading", block.lines)

    def _belongs_to_title(self, text: str) -> bool:
        """附件2 or 续表, or the first half of a title set in two lines: 昌吉州奇台县七户乡."""
        line = self.words.without_annex(text)
        place = self.words.ends_in_place(line) and line in self.place
        return not line or place or self.words.is_continued(line)

    def _first_title(self) -> None:
        """Before the first table: its title is the last line that is one, and the headings behind
        that wait for its rows."""
        self.place = compact("".join(block.text for block in self.front))
        for index in reversed(range(len(self.front))):
            block = self.front[index]
            if title := self.words.list_of_title(block.text):
                behind = self.front[index + 1 :]
                del self.front[index:]
                for each in behind:
                    kept = self.waiting if self.words.heading(each.text) else self.front
                    kept.append(each)
                self._begin_title(title, block)
                return
            if self.words.contents_entry(block.text):
                return

    def _front(self) -> tuple[list[str], dict[ListName, int]]:
        """The paragraphs of the cover, and the contents; each line is claimed."""
        cover: list[str] = []
        contents: dict[ListName, int] = {}
        in_contents = False
        for block in self.front:
            entry = self.words.contents_entry(block.text)
            if entry and self.words.list_of_title(block.text) is None:
                contents.setdefault(*entry)
            in_contents = in_contents or bool(entry) or self.words.is_contents(block.text)
            self._claim("contents" if in_contents else "cover", block.lines)
            if not in_contents:
                cover.append(block.text)
        return cover, contents

    # -- rows -------------------------------------------------------------------------------

    def row(self, row: Row) -> None:
        """A row of a table: a header, a title or a heading in a row of its own, or an item."""
        lines = tuple(line for cell in row.cells for line in cell.lines)
        if not lines:
            return
        # Before it is looked at alone: 名称 under a merged 对应上级部门 is no name of an item.
        if self.current and Covered("above") in row.cells and self.current.stack(row, self.lexicon):
            self._claim("header", lines)
            return
        headers = self._header_of(row)
        if isinstance(headers, tuple):
            for part in headers:
                self.row(part)
        elif headers:
            self._header(row, headers, lines)
        elif (text := lone_text(row)) is not None:
            self._lone(row, Paragraph(lines=lines, where=row.where), text)
        elif self.current is None:
            self.front.append(Paragraph(lines=lines, where=row.where))
        elif self.current.stack(row, self.lexicon):
            self._claim("header", lines)
        else:
            self.current.add(row)

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

    def _lone(self, row: Row, block: Paragraph, text: str) -> None:
        """A row with text in its first column only: a title, a heading, a note, or an item."""
        current = self.current
        if title := self.words.list_of_title(text):
            if current is None:
                self._first_title()
            self._begin_title(title, block)
        elif current is None:
            self.front.append(block)
        elif heading := self.words.heading(text, known=not self._needs_heading(row, current)):
            self._heading(current, heading, block)
        elif self.words.is_note(text) or (_spans(row) and not self._needs_heading(row, current)):
            self._outside(block)
        else:
            current.add(row)

    def _needs_heading(self, row: Row, current: Gathering) -> bool:
        """Over all columns of a list whose rows have no category stands a heading, known or not; in
        any other list such a row can be no heading of one."""
        return _spans(row) and not current.has_category

    def _header(self, row: Row, headers: HeaderRow, lines: Sequence[Line]) -> None:
        if self.current is None:
            self._first_title()
        self._claim("header", lines)
        name = self._list_of(row, headers)
        self.title = None
        current = self.lists.get(name)
        if current is None:
            current = self.lists[name] = Gathering(name, row.where)
        if not current.header(row, headers):
            message = f"{LIST_TITLES[name]}的表头与前面的不同；请核对原文，把各页表头改成一致"
            self._error(row.where, message)
        self.current = current
        for block in self.waiting:
            heading = self.words.heading(block.text)
            if heading and not current.has_category:
                self._heading(current, heading, block)
            else:
                self._outside(block)
        self.waiting = []

    def _list_of(self, row: Row, headers: HeaderRow) -> ListName:
        """The list that a header row belongs to: by the title over it, by its columns, by the
        name of its sheet, or because it repeats the header of the list before it."""
        spelled = headers.list
        if self.title and spelled and spelled != self.title:
            self._error(
                row.where,
                f"标题是{LIST_TITLES[self.title]}，表头却是{LIST_TITLES[spelled]}的；请核对原文",
            )
        sheet = self.words.list_of_title(row.where.sheet or "")
        before = self.current.name if self.current and self.current.repeats(row, headers) else None
        name = self.title or spelled or sheet or before or headers.likely_list
        if name is None:
            shown = "、".join(header.text for header in headers.headers if header.text)
            self._error(
                row.where,
                f"认不出是哪一张清单（表头：{shown}），前面没有标题；"
                "请在表前补上标题，或在 lexicon/headers.csv、lexicon/titles.csv 中加词",
            )
        return name or "basic"


def _spans(row: Row) -> bool:
    """Whether the first cell is merged over all columns."""
    first, *rest = row.cells
    return bool(rest) and isinstance(first, Cell) and all(isinstance(c, Covered) for c in rest)
