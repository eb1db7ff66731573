"""Whole rows -> cells by field, with what the rows above say of them.

A cell says something of the rows below it in four ways: it is merged over them; they say 同上; it
is a category, and they leave theirs blank; or it is a heading over them. A blank category means
"as above" where a list prints each category once, over its group; where it prints the category in
its rows, a blank is a doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from pipeline.base.text import compact
from pipeline.lexicon import Lexicon
from pipeline.lexicon.findings import finding, spot_of
from pipeline.locate.fragments import Columns
from pipeline.model import Cell, Claim, Code, Covered, Field, Finding, ListName, Row


class Carried(Struct, frozen=True, kw_only=True):
    """A row's ``cells`` by field; ``carried`` are those that are printed with a row above, and
    ``claims`` accounts for the marks that say so (同上)."""

    cells: Mapping[Field, Cell]
    carried: frozenset[Field]
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]


class CategoryUse(Struct, frozen=True, kw_only=True):
    """How a list prints its categories: how many rows print one, how many leave it blank, and how
    often two rows beside each other print the same."""

    printed: int = 0
    blank: int = 0
    repeated: int = 0


def category_use(rows: Sequence[Row], columns: Columns) -> CategoryUse:
    """How the whole rows of a list print their categories."""
    if "category" not in columns.fields:
        return CategoryUse()
    at = columns.fields.index("category")
    own = [row.cells[at].compact for row in rows if isinstance(row.cells[at], Cell)]
    repeated = sum(
        above.table == below.table and above.cells[at].compact == compact(text) != ""
        for above, below in pairwise(rows)
        if (text := below.cells[at].text)
    )
    blank = own.count("")
    return CategoryUse(printed=len(own) - blank, blank=blank, repeated=repeated)


def prints_groups(use: CategoryUse, document: Sequence[CategoryUse]) -> bool:
    """Whether a list prints a category once, over its group: never twice in a row, and most rows
    leave it blank. Where few rows leave it open, the lists of the document together decide."""
    if use.repeated or use.blank > use.printed:
        return not use.repeated
    return not any(each.repeated for each in document) and sum(x.blank for x in document) > 1


def carry(
    name: ListName,
    rows: Sequence[Row],
    columns: Columns,
    headings: Mapping[int, Cell],
    lexicon: Lexicon,
    *,
    grouped: bool,
) -> Iterator[Carried]:
    """The cells of each whole row, in order. ``headings`` are the category headings, by the place
    of the row below each; ``grouped`` says that a category is printed over its group only."""
    carrying = _Carrying(name, columns, lexicon, grouped=grouped, headed=bool(headings))
    for at, row in enumerate(rows):
        if at in headings:
            carrying.heading(headings[at])
        yield carrying.row(row)


class _Carrying:
    """What is known above a row. ``over`` is for each column the cell that may be merged over the
    next row, ``last`` for each field what the row above holds."""

    def __init__(
        self, name: ListName, columns: Columns, lexicon: Lexicon, *, grouped: bool, headed: bool
    ) -> None:
        self.name = name
        self.columns = columns
        self.dittos = lexicon.words["ditto"]
        self.grouped = grouped
        self.headed = headed
        self.over: list[Cell | None] = [None] * len(columns.fields)
        self.last: dict[Field, Cell] = {}
        #: A heading stands over the rows, and none of them has printed another category.
        self.under_heading = False

    def heading(self, cell: Cell) -> None:
        """A heading stands over the rows that follow."""
        self.last["category"] = cell
        self.under_heading = True

    def row(self, row: Row) -> Carried:
        """The cells of the next row."""
        cells = _cells(row, self.columns)
        carried: set[Field] = set()
        for field, merged in self._merged(row).items():
            numbered = "seq" in cells and cells["seq"].lines
            if field != "seq" and field not in cells and (field != "name" or numbered):
                cells[field] = merged
                carried.add(field)
        claims = tuple(self._dittos(cells, carried))
        findings = tuple(self._category(row, cells, carried))
        self.last |= cells
        return Carried(cells=cells, carried=frozenset(carried), claims=claims, findings=findings)

    def _merged(self, row: Row) -> dict[Field, Cell]:
        """The cells that are merged over a row from above, by field."""
        found: dict[Field, Cell] = {}
        for at, cell in enumerate(row.cells):
            if isinstance(cell, Cell):
                self.over[at] = cell
            elif cell.side == "left":
                self.over[at] = None
            else:
                field, over = self.columns.fields[at], self.over[at]
                if field and over:
                    found[field] = over
        return found

    def _dittos(self, cells: dict[Field, Cell], carried: set[Field]) -> Iterator[Claim]:
        """Cells that say "as above" take what stands there."""
        for field, cell in list(cells.items()):
            above = self.last.get(field)
            if field in ("seq", "name") or above is None or len(cell.lines) != 1:
                continue
            if cell.compact not in self.dittos:
                continue
            cells[field] = above
            carried.add(field)
            yield from (Claim(account="cell", text=x.text, where=x.where) for x in cell.lines)

    def _category(
        self, row: Row, cells: dict[Field, Cell], carried: set[Field]
    ) -> Iterator[Finding]:
        """A blank category takes the one above; where that is no custom of the list, in doubt."""
        own = cells.get("category")
        if own and own.lines:
            self.under_heading = self.under_heading and "category" in carried
            return
        in_column = "category" in self.columns.fields
        if not in_column and not self.headed:
            return
        above = self.last.get("category")
        if above is None:
            cells.setdefault("category", Cell(lines=(), where=row.where))
        else:
            cells["category"] = above
        carried.add("category")
        if in_column and not self.under_heading and not (self.grouped and above and above.lines):
            yield self._blank(row, above)

    def _blank(self, row: Row, above: Cell | None) -> Finding:
        spot = spot_of(
            row.where,
            list=self.name,
            seq=self.columns.text(row, "seq") or None,
            column="category",
        )
        if above is None or not above.lines:
            return finding(Code.CATEGORY_BLANK, spot)
        return finding(Code.CATEGORY_BLANK, spot, category=above.compact)


def _cells(row: Row, columns: Columns) -> dict[Field, Cell]:
    """The cells of a row by field; what stands under an unknown header goes to the remark. Of two
    columns of one field the second begins a paragraph."""
    cells: dict[Field, Cell] = {}
    for name, cell in zip(columns.fields, row.cells, strict=True):
        if isinstance(cell, Covered):
            continue
        key: Field = name or "remark"
        held = cells.get(key)
        cells[key] = _beside(held, cell) if held else cell
    return cells


def _beside(first: Cell, second: Cell) -> Cell:
    """Two cells of a row as one; what the second says begins a paragraph."""
    opening = [replace(line, opens=line.opens or "paragraph") for line in second.lines[:1]]
    return Cell(lines=(*first.lines, *opening, *second.lines[1:]), where=first.where)
