"""Where a page has tables: rules that cross, cells known by their shading, shaded bands.

What rules draw comes first; shading adds what lies outside of it. A header may be shaded and have
no rules at all, cell by cell or (LibreOffice Calc) as one band over all columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.read import limits
from pipeline.read.page import rules
from pipeline.read.page.grid import Table, tables
from pipeline.read.page.ink import Box, Ink, Rule

#: A band is up to this many times as high as its text; the gap between the texts of two of its
#: columns is at least this part of it.
_BAND = 5.0
_PARTED = 0.3


def find_tables(ink: Ink, extent: tuple[float, float], path: str) -> list[Table]:
    """A page's tables, innermost first; ``extent`` is the left and right end of its text, ``path``
    is for messages. Raises DataError for a page of more rules than the limit."""
    found = _ruled(ink, [], [], extent, path)
    if not ink.shades:
        return found
    across, down = rules.around_shades(ink.shades, [table.box for table in found], ink.size)
    for shade in ink.shades:
        for table in found:
            if _adjoins(shade, table.box, ink.size):
                across += [Rule(y, table.xs[0], table.xs[-1]) for y in (shade[1], shade[3])]
                columns = (
                    table.xs
                    if _in_columns(ink, shade, table.xs)
                    else table.xs[:: len(table.xs) - 1]
                )
                down += [Rule(x, shade[1], shade[3]) for x in columns]
    return _ruled(ink, across, down, extent, path) if across else found


def _ruled(
    ink: Ink, across: list[Rule], down: list[Rule], extent: tuple[float, float], path: str
) -> list[Table]:
    """The tables of the page's own rules and of these."""
    across = rules.merge([*ink.horizontal, *across], ink.size)
    down = rules.merge([*ink.vertical, *down], ink.size)
    if len(across) + len(down) > limits.RULES:
        raise limits.exceeded(path, ink.number, f"横竖线超过{limits.RULES:,}条")
    return tables(across, down, extent, ink.size)


def _adjoins(shade: Box, table: Box, size: float) -> bool:
    """Whether a shade is a band over all columns, edge to edge above or below a table."""
    near = rules.DOUBLE * size
    return (
        abs(shade[0] - table[0]) <= near
        and abs(shade[2] - table[2]) <= near
        and (abs(shade[3] - table[1]) <= near or abs(shade[1] - table[3]) <= near)
        and size <= shade[3] - shade[1] <= _BAND * size
    )


def _in_columns(ink: Ink, band: Box, xs: Sequence[float]) -> bool:
    """Whether the text of a band stands in a table's columns, apart from column to column; not so
    a heading that runs over them."""
    edges = sorted(
        (left, right)
        for left, top, right, bottom in zip(ink.left, ink.top, ink.right, ink.bottom, strict=True)
        if band[0] <= (left + right) / 2 <= band[2] and band[1] <= (top + bottom) / 2 <= band[3]
    )
    filled = {
        column
        for column, (first, last) in enumerate(pairwise(xs))
        if any(first <= (left + right) / 2 <= last for left, right in edges)
    }
    return len(filled) > 1 and not any(
        before[1] <= after[0] < before[1] + _PARTED * ink.size and before[0] < x < after[1]
        for before, after in pairwise(edges)
        for x in xs[1:-1]
    )
