"""A sheet as it is seen: which rows and columns, and what stands in each place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from msgspec import Struct

from pipeline.base.errors import DataError
from pipeline.model import Covered
from pipeline.read.limits import COLUMNS, exceeded
from pipeline.read.sheet.book import Sheet

_ABOVE, _LEFT = Covered("above"), Covered("left")
#: Row and column.
Place = tuple[int, int]


class View(Struct, frozen=True, kw_only=True):
    """The ``rows`` and ``columns`` that are seen and have text, in order; the places that merged
    cells cover, by row and column; and for every place of a merged cell where its text is stored.

    That is the first place of the merged cell, be it hidden itself; what is stored in the other
    places is not seen. The first place that is seen is not covered."""

    rows: Sequence[int]
    columns: Sequence[int]
    covered: Mapping[int, Mapping[int, Covered]]
    stored: Mapping[Place, Place]


def view_of(sheet: Sheet, path: str, before: View | None = None) -> View:
    """What is seen of a sheet; one that goes on with the sheet ``before`` has the columns of that
    at least: 备注 may be empty in the rest of a list. Raises DataError when it is wider than any
    list, or when its merged cells overlap."""
    rows = sorted(sheet.rows.keys() - sheet.hidden_rows)
    used = set[int]().union(*(sheet.rows[row] for row in rows)) - sheet.hidden_columns
    if before and used < set(before.columns):
        used = set(before.columns)
    if len(used) > COLUMNS:
        raise exceeded(path, None, f"工作表“{sheet.name}”有字的列超过 {COLUMNS} 列")
    columns = sorted(used)
    covered: dict[int, dict[int, Covered]] = {}
    stored: dict[Place, Place] = {}
    for top, left, bottom, right in sheet.merged:
        over = [
            (row, column)
            for row in _within(rows, top, bottom)
            for column in _within(columns, left, right)
        ]
        if any(place in stored for place in over):
            message = f"工作表“{sheet.name}”的合并单元格互相重叠，文件损坏；请重新另存"
            raise DataError(path, message)
        for row, column in over:
            stored[row, column] = top, left
            if (row, column) != over[0]:
                side = _LEFT if row == over[0][0] else _ABOVE
                covered.setdefault(row, {})[column] = side
    return View(rows=rows, columns=columns, covered=covered, stored=stored)


def _within(numbers: Sequence[int], first: int, last: int) -> Sequence[int]:
    return numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]
