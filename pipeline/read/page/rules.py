"""Strokes and fills of a page -> straight rules, horizontal and vertical.

A producer may draw a rule as a stroke, as a thin filled rectangle, as one for each cell, as the
side of a stroked rectangle, twice side by side, in dashes and dots, or not at all: cells may be
known by their shading alone. Each becomes a ``Rule``, and pieces that lie on one line become one.

All distances are parts of the size of the page's text: a page may be printed at half its size.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.read.page.ink import Box, Rule

#: A filled shape up to this thick is a rule; the lowest row of text is twice as high.
THICK = 0.4
#: Rules up to this far apart are one, drawn double or from both of its cells: no text fits between.
DOUBLE = 0.5
#: Pieces up to this far apart are one rule, drawn in dashes or dots.
GAP = 0.4
#: What stays shorter after merging is a dash, a tick, part of a drawing.
SHORT = 0.6
#: A shaded cell is at least this high and wide; the gap between two is narrower.
_CELL = 1.0


def add_fill(box: Box, size: float, horizontal: list[Rule], vertical: list[Rule]) -> None:
    """A thin filled rectangle is a rule; a dot may be part of one in either direction. ``size`` is
    the size of the page's text."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    if height <= THICK * size:
        horizontal.append(Rule((top + bottom) / 2, left, right))
    if width <= THICK * size:
        vertical.append(Rule((left + right) / 2, top, bottom))


def frames(boxes: Sequence[Box], size: float) -> list[Box]:
    """Filled areas, with each that is hollow (an area and its hole, close inside it) replaced by
    its four sides: WeasyPrint draws so the border of a cell that shares none."""
    found: list[Box] = []
    thick = THICK * size
    hole = False
    for outer, inner in pairwise((*boxes, None)):
        if hole or outer is None:
            hole = False
            continue
        hole = inner is not None and all(
            0 <= margin <= thick
            for margin in (
                inner[0] - outer[0],
                inner[1] - outer[1],
                outer[2] - inner[2],
                outer[3] - inner[3],
            )
        )
        if hole and inner is not None:
            found += [
                (outer[0], outer[1], inner[0], outer[3]),
                (inner[2], outer[1], outer[2], outer[3]),
                (outer[0], outer[1], outer[2], inner[1]),
                (outer[0], inner[3], outer[2], outer[3]),
            ]
        else:
            found.append(outer)
    return found


def on_page(boxes: Iterable[Box], width: float, height: float) -> list[Box]:
    """The parts of boxes that lie on the page. wkhtmltopdf draws the sides of a cell that goes on
    over three pages, as long as all of them, on each."""
    return [
        (max(box[0], 0.0), max(box[1], 0.0), min(box[2], width), min(box[3], height))
        for box in boxes
        if box[2] >= 0 and box[3] >= 0 and box[0] <= width and box[1] <= height
    ]


def merge(rules: Iterable[Rule], size: float) -> list[Rule]:
    """Rules of one direction, doubled and broken ones made whole, sorted by place. ``size`` is the
    size of the page's text."""
    merged: list[Rule] = []
    band: list[Rule] = []
    double = DOUBLE * size
    for rule in sorted(rules):
        if band and (rule.at - band[-1].at > double or rule.at - band[0].at > 2 * double):
            _merge_band(band, size, merged)
            band = []
        band.append(rule)
    if band:
        _merge_band(band, size, merged)
    return merged


def _merge_band(band: list[Rule], size: float, merged: list[Rule]) -> None:
    """Rules on one line, near enough: their pieces joined."""
    at = (band[0].at + band[-1].at) / 2
    pieces = sorted((rule.start, rule.end) for rule in band)
    start, end = pieces[0]
    for piece_start, piece_end in pieces[1:]:
        if piece_start - end > GAP * size:
            if end - start >= SHORT * size:
                merged.append(Rule(at, start, end))
            start, end = piece_start, piece_end
        elif piece_end > end:
            end = piece_end
    if end - start >= SHORT * size:
        merged.append(Rule(at, start, end))


def around_shades(
    shades: Sequence[Box], ruled: Sequence[Box], size: float
) -> tuple[list[Rule], list[Rule]]:
    """Shaded areas that are cells -> the rules around them, horizontal and vertical.

    A cell has another beside it, edge to edge, or lies within the width of such a row; a single
    area is a mark in a text. What lies in a table that rules draw (``ruled`` are their boxes) is
    the ground of its cells."""
    cells = _snapped([s for s in shades if _is_cell(s, size) and not _within(s, ruled)], size)
    sides = {(left, top, bottom) for left, top, _, bottom in cells}
    rows = [cell for cell in cells if (cell[2], cell[1], cell[3]) in sides]
    if not rows:
        return [], []
    first, last = min(cell[0] for cell in rows), max(cell[2] for cell in cells)
    cells = [cell for cell in cells if cell[0] >= first and cell[2] <= last]
    horizontal = [Rule(y, left, right) for left, top, right, bottom in cells for y in (top, bottom)]
    vertical = [Rule(x, top, bottom) for left, top, right, bottom in cells for x in (left, right)]
    return horizontal, vertical


def _is_cell(box: Box, size: float) -> bool:
    return box[2] - box[0] >= _CELL * size and box[3] - box[1] >= _CELL * size


def _within(shade: Box, boxes: Sequence[Box]) -> bool:
    """Whether the middle of a shade lies in one of the boxes, or the shade around all of one."""
    x, y = (shade[0] + shade[2]) / 2, (shade[1] + shade[3]) / 2
    return any(
        (box[0] <= x <= box[2] and box[1] <= y <= box[3])
        or (shade[0] <= box[0] and shade[1] <= box[1] and shade[2] >= box[2] and shade[3] >= box[3])
        for box in boxes
    )


def _snapped(cells: Sequence[Box], size: float) -> list[Box]:
    """Cells with their edges moved to the middle of the gaps between them."""
    across = _edges((x for cell in cells for x in (cell[0], cell[2])), size)
    down = _edges((y for cell in cells for y in (cell[1], cell[3])), size)
    return sorted({(across[c[0]], down[c[1]], across[c[2]], down[c[3]]) for c in cells})


def _edges(places: Iterable[float], size: float) -> dict[float, float]:
    """Each edge -> the middle of the edges that lie nearer together than a cell is wide."""
    groups: list[list[float]] = []
    for place in sorted(set(places)):
        if groups and place - groups[-1][-1] < _CELL * size:
            groups[-1].append(place)
        else:
            groups.append([place])
    return {place: (group[0] + group[-1]) / 2 for group in groups for place in group}
