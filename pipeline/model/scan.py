"""What a reader produces: a stream of blocks, text exactly as printed."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from msgspec import Struct

from pipeline.model.finding import Finding
from pipeline.model.words import place_words


class Where(Struct, frozen=True, kw_only=True, gc=False):
    """A place in the source: ``page`` of a PDF or a scan, ``line`` of a text or row of a ``sheet``,
    ``paragraph`` of a Word file or a web page, all counted from 1; ``file`` where the document is
    several. ``row`` (in its table) and ``column`` count from 0; ``box`` is (left, top, right,
    bottom) in points from the page's top left corner, as the page is shown. What cannot be known
    is None."""

    page: int | None = None
    line: int | None = None
    row: int | None = None
    column: int | None = None
    box: tuple[float, float, float, float] | None = None
    paragraph: int | None = None
    sheet: str | None = None
    file: str | None = None

    @property
    def text(self) -> str:
        """The place in words: 第3页, 第120行, 工作表“配合”第12行, or nothing."""
        pages = "" if self.page is None else str(self.page)
        return place_words(self.file, self.sheet, pages, self.line, self.paragraph)

    @property
    def part(self) -> tuple[str, str]:
        """The file and the sheet: what may begin with a cover and a title of its own."""
        return self.file or "", self.sheet or ""

    @property
    def leaf(self) -> tuple[str, int | None]:
        """The page, told from that of the same number in another file."""
        return self.file or "", self.page

    @property
    def unit(self) -> tuple[str, str, int, int]:
        """The smallest part of the source in which each character is accounted for: a page, a line
        or row, a paragraph."""
        inside = 0 if self.page is not None else self.line or self.paragraph or 0
        return self.file or "", self.sheet or "", self.page or 0, inside


class Line(Struct, frozen=True, kw_only=True, gc=False):
    """One line as printed, without its line end.

    ``opens`` says what the source shows to begin with this line: ``"paragraph"`` (a new paragraph:
    ``<p>``, a Word paragraph, a line after one that ends well short of the cell's edge),
    ``"item"`` (an item of an automatically numbered list whose number is not in the text),
    ``"row"`` (a row of its own under a merged 序号), or ``""`` (the line before it was merely full,
    or nothing is known)."""

    text: str
    where: Where
    opens: Literal["", "paragraph", "item", "row"] = ""


class Cell(Struct, frozen=True, kw_only=True, dict=True):
    """A table cell: its lines in reading order; no lines when it is empty."""

    lines: tuple[Line, ...]
    where: Where

    @cached_property
    def text(self) -> str:
        """The lines as printed, joined by line feeds."""
        return "\n".join([line.text for line in self.lines])

    @cached_property
    def compact(self) -> str:
        """The text without any white space, the form in which cells are compared and counted."""
        return "".join(self.text.split())

    def rows(self) -> list[Cell]:
        """The cell parted where rows of their own under a merged 序号 begin."""
        starts = [0, *(at for at, line in enumerate(self.lines) if line.opens == "row" and at)]
        if len(starts) == 1:
            return [self]
        return [
            Cell(lines=self.lines[start:end], where=self.where)
            for start, end in zip(starts, [*starts[1:], len(self.lines)], strict=True)
        ]


class Covered(Struct, frozen=True):
    """The place of a cell that a merged one covers: one that begins in the row ``above`` (or in a
    row above that), or in this row to the ``left``. Nothing is printed in the place itself."""

    side: Literal["above", "left"]

    @property
    def lines(self) -> tuple[Line, ...]:
        """None: what the merged cell says stands where it begins."""
        return ()

    @property
    def text(self) -> str:
        """Empty, as ``lines``."""
        return ""

    @property
    def compact(self) -> str:
        """Empty, as ``text``."""
        return ""


class Row(Struct, frozen=True, kw_only=True):
    """A table row: a cell, or what covers its place, for each column of its table.

    ``table`` numbers the ruled (or tabbed) tables of the source from 0: one number per piece of
    table on a page. ``open_top`` and ``open_bottom`` say that the row has no rule on that side,
    as when a row is broken by the end of a page."""

    cells: tuple[Cell | Covered, ...]
    where: Where
    table: int = 0
    open_top: bool = False
    open_bottom: bool = False


class Paragraph(Struct, frozen=True, kw_only=True):
    """Text outside tables: one or more lines that belong together."""

    lines: tuple[Line, ...]
    where: Where

    @property
    def text(self) -> str:
        """The lines as printed, joined by line feeds."""
        return "\n".join(line.text for line in self.lines)


Block = Paragraph | Row

#: Where a character of the source may end. ``artefact`` is what a conversion put there: markup,
#: and what a repair took away. ``hidden`` is text a page carries but does not show.
Account = Literal[
    "cell",
    "number",
    "heading",
    "header",
    "title",
    "cover",
    "contents",
    "page_number",
    "running_head",
    "furniture",
    "artefact",
    "hidden",
    "other",
]


class Claim(Struct, frozen=True, kw_only=True):
    """Characters of the source that a stage has accounted for, with the reason."""

    account: Account
    text: str
    where: Where


class Scan(Struct, frozen=True, kw_only=True):
    """A source, of one file or several, as a stream of blocks; nothing in it tells the kind of
    file.

    ``characters`` holds every non-space character of the source, one string per unit of the
    source that has a place (a line of a text file, a page of a PDF); ``claims`` accounts for those
    that are in no block (page numbers, running heads, markup). Together with the lines of
    the blocks the claims must give exactly ``characters``, unit by unit. ``unread`` are the pages
    whose text could not be read: what stands there is not known."""

    blocks: tuple[Block, ...]
    claims: tuple[Claim, ...]
    characters: tuple[tuple[Where, str], ...]
    pages: int | None = None
    unread: tuple[Where, ...] = ()
    findings: tuple[Finding, ...] = ()
