"""Lists laid out line by line and broken over pages, as office software does it; the truth is kept.

A row's columns are wrapped to lines of a width; its height is that of its longest column; each
column stands at the top, in the middle or at the bottom. A page end cuts the row between two lines:
each side is a fragment with the lines that fall into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct

from pipeline.base.text import compact
from pipeline.lexicon import load
from pipeline.locate.fragments import Columns
from pipeline.locate.join import Joined, join_broken_rows
from pipeline.locate.listing import locate
from pipeline.model import Cell, Code, Field, Line, Row, Where
from pipeline.read.text import read_text

ROOT = Path(__file__).parents[2]
HEADERS: dict[Field, str] = {
    "seq": "序号",
    "category": "事项类别",
    "name": "事项名称",
    "departments": "对应上级部门",
    "superior": "上级部门职责",
    "township": "乡镇配合职责",
    "departments_and_work_mode": "承接部门及工作方式",
}
#: Characters to a line.
WIDTHS: dict[Field, int] = {
    "seq": 4,
    "category": 4,
    "name": 9,
    "departments": 8,
    "superior": 18,
    "township": 16,
    "departments_and_work_mode": 24,
}
Place = Literal["top", "middle", "bottom"]
Source = Literal["pdf", "pages", "text"]


class Custom(Struct, frozen=True, kw_only=True):
    """How a piece of software sets a list. ``places`` are the columns' vertical places, ``shift``
    moves the 序号 to any line; ``broken_top``: the cells of a broken row stand at its top, as Word
    sets them. ``source``: with pages and boxes, with pages only, or a text. ``edges`` is what the
    rules do at a break, ``repeats`` the columns printed again behind it, ``header`` whether a
    header is; ``keeps`` rows that fit on one page whole."""

    fields: tuple[Field, ...]
    places: tuple[Place, ...]
    shift: float | None = None
    broken_top: bool = False
    source: Source = "pdf"
    edges: Literal["closed", "open", "bottom"] = "closed"
    repeats: tuple[Field, ...] = ()
    header: bool = True
    keeps: bool = False

    @property
    def columns(self) -> Columns:
        """The columns as the joining knows them."""
        return Columns(fields=self.fields, headers=tuple(HEADERS[field] for field in self.fields))


class Broken(Struct, frozen=True, kw_only=True):
    """A list as a reader gives it, and the truth: of which row each fragment is."""

    rows: tuple[Row, ...]
    pieces: tuple[int, ...]
    owners: tuple[int, ...]
    custom: Custom


class _Part(Struct, frozen=True, kw_only=True):
    """The lines of a row that stand on one page, column by column, from line ``first`` on."""

    owner: int
    page: int
    first: int
    height: int
    cells: tuple[tuple[tuple[int, str], ...], ...]
    broken_above: bool
    broken_below: bool


def real_rows(name: str) -> tuple[tuple[Field, ...], list[list[str]]]:
    """The rows of a list of the real document, without markup."""
    path = ROOT / "raw" / "qitai-qihu-2025.txt"
    listing = locate(read_text(path.read_bytes(), "x"), load(), "x")
    items = [item for item in listing.items if item.list == name]
    fields = tuple(items[0].cells)
    return fields, [
        [re.sub("<[^>]*>", "", item.cells[field].text) for field in fields] for item in items
    ]


def break_list(table: Sequence[Sequence[str]], custom: Custom, pages: Iterator[int]) -> Broken:
    """Lay out a list over pages of so many lines each."""
    parts: list[_Part] = []
    page, room, size = 1, *[next(pages)] * 2
    for owner, texts in enumerate(table):
        lines = [_wrap(text, WIDTHS[f]) for text, f in zip(texts, custom.fields, strict=True)]
        height = max(map(len, lines))
        if room < 1 or (custom.keeps and room < height <= size):
            page, room, size = page + 1, *[next(pages)] * 2
        starts = _starts(lines, height, custom, broken=height > room)
        done = 0
        while done < height:
            if room < 1:
                page, room, size = page + 1, *[next(pages)] * 2
            taken = min(room, height - done)
            parts.append(_cut(owner, page, lines, starts, done, taken, height))
            done, room = done + taken, room - taken
    return _as_read([_repeated(part, table, custom) for part in parts], custom)


def _wrap(text: str, width: int) -> list[str]:
    return [
        line[at : at + width]
        for line in text.split("\n")
        for at in range(0, max(1, len(line)), width)
    ]


def _starts(lines: Sequence[Sequence[str]], height: int, custom: Custom, broken: bool) -> list[int]:
    starts = []
    for own, place, field in zip(lines, custom.places, custom.fields, strict=True):
        room = height - len(own)
        if field == "seq" and custom.shift is not None:
            starts.append(int(room * custom.shift))
        elif place == "top" or (broken and custom.broken_top):
            starts.append(0)
        else:
            starts.append(room if place == "bottom" else room // 2)
    return starts


def _cut(
    owner: int,
    page: int,
    lines: Sequence[Sequence[str]],
    starts: Sequence[int],
    done: int,
    taken: int,
    height: int,
) -> _Part:
    return _Part(
        owner=owner,
        page=page,
        first=done,
        height=taken,
        cells=tuple(
            tuple(
                (start + at - done, line)
                for at, line in enumerate(own)
                if line and done <= start + at < done + taken
            )
            for own, start in zip(lines, starts, strict=True)
        ),
        broken_above=done > 0,
        broken_below=done + taken < height,
    )


def _repeated(part: _Part, table: Sequence[Sequence[str]], custom: Custom) -> _Part:
    """What the software prints again on top of the rest of a row."""
    if not part.broken_above or not custom.repeats:
        return part
    cells = tuple(
        tuple(enumerate(_wrap(table[part.owner][index], WIDTHS[field])))
        if field in custom.repeats
        else cell
        for index, (field, cell) in enumerate(zip(custom.fields, part.cells, strict=True))
    )
    return _Part(
        owner=part.owner,
        page=part.page,
        first=part.first,
        height=part.height,
        cells=cells,
        broken_above=True,
        broken_below=part.broken_below,
    )


def _as_read(parts: Sequence[_Part], custom: Custom) -> Broken:
    rows, pieces, owners = [], [], []
    page, top = 0, 0
    for part in parts:
        if part.page != page:
            page, top = part.page, 0
        if any(part.cells):
            rows.append(_row(part, top, len(rows), custom))
            pieces.append(page if custom.header else 0)
            owners.append(part.owner)
        top += part.height
    return Broken(rows=tuple(rows), pieces=tuple(pieces), owners=tuple(owners), custom=custom)


def _row(part: _Part, top: int, number: int, custom: Custom) -> Row:
    """Lines are ten points high, characters ten points wide."""
    cells, left = [], 30.0
    high, low = 50.0 + 10 * top, 50.0 + 10 * (top + part.height)
    for lines, field in zip(part.cells, custom.fields, strict=True):
        width = 10.0 * WIDTHS[field] + 6
        found = []
        for at, text in lines:
            box = (left + 3, high + 10 * at, left + 3 + 10 * len(text), high + 10 * at + 10)
            found.append(Line(text=text, where=_where(part.page, number, box, custom)))
        box = (left, high, left + width, low)
        cells.append(Cell(lines=tuple(found), where=_where(part.page, number, box, custom)))
        left += width
    drawn = custom.source == "pdf"
    return Row(
        cells=tuple(cells),
        where=_where(part.page, number, (30.0, high, left, low), custom),
        table=part.page,
        open_top=drawn and part.broken_above and custom.edges == "open",
        open_bottom=drawn and part.broken_below and custom.edges != "closed",
    )


def _where(page: int, number: int, box: tuple[float, float, float, float], custom: Custom) -> Where:
    if custom.source == "text":
        return Where(line=number + 1)
    return Where(page=page, box=box if custom.source == "pdf" else None)


def join(broken: Broken) -> Joined:
    """What the joining makes of a broken list."""
    return join_broken_rows(
        broken.rows, pieces=broken.pieces, columns=broken.custom.columns, name="cooperative"
    )


class Verdict(Struct, frozen=True):
    """For each break of a list its two fragments, and whether it was decided rightly or flagged."""

    at: int
    right: bool
    flagged: bool


def verdicts(broken: Broken, joined: Joined) -> list[Verdict]:
    """Every place where a fragment stands below another, judged against the truth."""
    rows = [row for row, parts in enumerate(joined.parts) for _ in parts]
    doubtful = {row for row, finding in joined.findings if finding.code is Code.ROW_JOIN_DOUBTFUL}
    return [
        Verdict(
            at,
            (rows[at] == rows[at - 1]) == (broken.owners[at] == broken.owners[at - 1]),
            bool({rows[at], rows[at - 1]} & doubtful),
        )
        for at in range(1, len(rows))
    ]


def column_texts(rows: Sequence[Row], columns: Columns) -> list[str]:
    """The text of each column from the first row to the last."""
    return [
        "".join(compact(row.cells[index].text) for row in rows)
        for index in range(len(columns.fields))
    ]
