"""Merged cells, the same for every form: what a table declares -> the grid that it fills."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from pipeline.model import Cell, Covered, Line, Where
from pipeline.read.limits import COLUMNS, exceeded

Place = Cell | Covered
_ABOVE, _LEFT = Covered("above"), Covered("left")


class Spanning(Struct, frozen=True, kw_only=True):
    """A cell as its table declares it: its lines, its place, and how many columns and rows it takes
    up, itself included (at least one)."""

    where: Where
    lines: tuple[Line, ...] = ()
    across: int = 1
    down: int = 1


def fill(rows: Iterable[Sequence[Spanning]], path: str) -> list[tuple[Place, ...]]:
    """Rows of declared cells, each put at the first free place of its row -> rows of one length,
    that of the widest one. A place that nothing fills is an empty cell.

    A cell that reaches over the last row or into a place that is taken ends before it, as in every
    program that shows tables (HTML Standard, 4.9.12). Raises DataError for more columns than any
    list has; ``path`` is for the message."""
    declared = list(rows)
    grid: list[dict[int, Place]] = [{} for _ in declared]
    for top, row in enumerate(declared):
        at = 0
        for cell in row:
            while at in grid[top]:
                at += 1
            if at >= COLUMNS:
                raise exceeded(path, None, f"表格有 {COLUMNS} 列以上")
            at = _put(grid, top, at, cell)
    width = max((max(places, default=-1) + 1 for places in grid), default=0)
    return [
        tuple(places.get(at) or _empty(row) for at in range(width))
        for places, row in zip(grid, declared, strict=True)
    ]


def _put(grid: list[dict[int, Place]], top: int, left: int, cell: Spanning) -> int:
    """Put a cell at a free place; returns the place behind it."""
    if cell.across == cell.down == 1:
        grid[top][left] = Cell(lines=cell.lines, where=cell.where)
        return left + 1
    right = left + 1
    while right < min(left + cell.across, COLUMNS) and right not in grid[top]:
        right += 1
    for below in range(top, min(top + cell.down, len(grid))):
        if any(at in grid[below] for at in range(left, right)):
            break
        side = _LEFT if below == top else _ABOVE
        grid[below].update(dict.fromkeys(range(left, right), side))
    grid[top][left] = Cell(lines=cell.lines, where=cell.where)
    return right


def _empty(row: Sequence[Spanning]) -> Cell:
    return Cell(lines=(), where=row[0].where if row else Where())
