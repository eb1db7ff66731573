"""Rows as printed -> fragments: what each says, and what lies between it and the one before.

A fragment may be a whole row or a part of one; which it is, ``solve`` decides over the whole list.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

from msgspec import Struct

from pipeline.base.numbering import read_number
from pipeline.model import Covered, Field, Row

#: Columns whose cells hold sentences; only there do an open sentence and a count mean something.
DUTIES: tuple[Field, ...] = ("superior", "township", "work_mode", "departments_and_work_mode")
#: What ends a cell of such a column.
FINAL = "。；;！!？?"

#: A page in its file: ``Where.leaf``.
Leaf = tuple[str, int | None]

#: What lies between a fragment and the one before it: a merged 序号 over both; a rule on one page;
#: a line end of a text; the end of a page, of a piece of table or a repeated header; or what no row
#: goes across, a heading or pages that were not read.
Edge = Literal["merged", "rule", "line-end", "break", "heading", "unread"]


class Columns(Struct, frozen=True, kw_only=True):
    """What the columns of a list stand for: a field or None for each, and the printed headers."""

    fields: tuple[Field | None, ...]
    headers: tuple[str, ...]

    def text(self, row: Row, field: Field) -> str:
        """The text of a row's cell for a field, without white space; empty where there is none."""
        if field not in self.fields:
            return ""
        index = self.fields.index(field)
        return row.cells[index].compact if index < len(row.cells) else ""


class Fragment(Struct, frozen=True, kw_only=True):
    """A printed row: its text column by column without white space, its 序号 as printed and as a
    number, what lies between it and the fragment above. ``unread_above``, ``unread_below``: the
    page before or after it was not read, and no other row of the list stands between."""

    row: Row
    texts: tuple[str, ...]
    edge: Edge
    printed: str
    number: int | None
    unread_above: bool
    unread_below: bool


def fragments(
    rows: Sequence[Row],
    pieces: Sequence[int],
    columns: Columns,
    headed: Collection[int] = (),
    unread: Collection[Leaf] = (),
) -> tuple[Fragment, ...]:
    """The rows of a list in order as fragments. ``pieces`` tells for each row after which repeated
    header it stands, ``headed`` before which rows a category heading stands, ``unread`` the pages
    that could not be read."""
    found = []
    for index, row in enumerate(rows):
        printed = columns.text(row, "seq")
        edge: Edge = "heading"
        if index and index not in headed:
            edge = _edge(rows[index - 1], row, pieces[index - 1] == pieces[index], columns, unread)
        found.append(
            Fragment(
                row=row,
                texts=tuple(cell.compact for cell in row.cells),
                edge=edge,
                printed=printed,
                number=read_number(printed),
                unread_above=_alone(row, rows[index - 1 : index], -1, unread),
                unread_below=_alone(row, rows[index + 1 : index + 2], 1, unread),
            )
        )
    return tuple(found)


def _edge(
    above: Row, row: Row, same_piece: bool, columns: Columns, unread: Collection[Leaf]
) -> Edge:
    """On one page a header between two rows ends the row above it as a rule does (ReportLab sets
    it before a row that it breaks); in a text it marks the end of a page."""
    last, page = above.where.leaf, row.where.leaf
    if spans(above) or spans(row):
        return "heading"
    if page != last and any(_between(last, gap, page) for gap in unread):
        return "unread"
    if page != last or row.table != above.table or (page[1] is None and not same_piece):
        return "break"
    if "seq" in columns.fields and row.cells[columns.fields.index("seq")] == Covered("above"):
        return "merged"
    return "line-end" if page[1] is None else "rule"


def _between(above: Leaf, gap: Leaf, below: Leaf) -> bool:
    """Whether a page lies between two others, which may be those of two files."""
    (first, last), (file, page), (second, following) = above, gap, below
    if page is None or last is None or following is None or file not in (first, second):
        return False
    return (file != first or page > last) and (file != second or page < following)


def _alone(row: Row, beside: Sequence[Row], step: int, unread: Collection[Leaf]) -> bool:
    """Whether a row is the last of its page on the side of a page that was not read."""
    file, page = row.where.leaf
    last = all(other.where.leaf != row.where.leaf for other in beside)
    return page is not None and last and (file, page + step) in unread


def spans(row: Row) -> bool:
    """A row of one cell over all columns: a heading, never a fragment."""
    rest = row.cells[1:]
    return bool(rest) and all(cell == Covered("left") for cell in rest)


def may_join(above: Fragment, below: Fragment) -> bool:
    """Whether two neighbours can be one row at all: not across a heading or a page that was not
    read, and not with two numbers; a number printed again behind a break may be the same one."""
    if below.edge in ("heading", "unread"):
        return False
    again = above.printed == below.printed and below.edge == "break"
    return not (above.printed and below.printed) or again
