"""The print of a page -> the boxes of its lines, cell by cell.

A line is a band of rows with print between rows without, within a cell, so that no line runs over
a rule and a single figure is a line as any other. Bands are then judged by the height that most
have: what is lower is a part of a line (the strokes of 二), what is higher are lines that touch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import Any

import cv2
import numpy as np

from pipeline.read.page.grid import Table
from pipeline.read.scan.clean import SCALE, Picture

#: The grey (0 to 255) that parts print from paper.
_GREY = 150
#: A spot of fewer pixels is dust; a full stop has twelve.
_DUST = 7
#: Print under a seal cuts gaps of fewer pixels into it.
_GAP = 5
#: Heights (points) of lines in documents; and what is taken where a page has none.
_LOW, _HIGH, _USUAL = 5.0, 30.0, 10.0
#: In parts of the height of a line: what lies within the first is one line; what is higher than
#: the second are several; print that lies apart by the third is no one line.
_ONE, _SEVERAL, _APART = 1.3, 1.75, 3.0
#: Paper that is left around a line when it is read, in parts of its height.
_MARGIN = 0.18

#: First and last (exclusive) column and row, in pixels: left, top, right, bottom.
Area = tuple[int, int, int, int]


def print_of(grey: Picture) -> Picture:
    """Where a page without its rules has print: 1, else 0."""
    dark = (grey < _GREY).astype(np.uint8)
    count, spots, boxes, _ = cv2.connectedComponentsWithStats(dark)
    dust = boxes[:count, cv2.CC_STAT_AREA] < _DUST
    kept: Picture = np.where(dust[spots], 0, dark).astype(np.uint8)
    return kept


def spots(dark: Picture) -> list[Area]:
    """The boxes around what hangs together on a page, as the ring of a seal does over print."""
    closed = cv2.dilate(dark, np.ones((_GAP, _GAP), np.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(closed)
    return [(x, y, x + width, y + height) for x, y, width, height, _ in boxes[1:].tolist()]


def line_boxes(dark: Picture, tables: Sequence[Table]) -> list[Area]:
    """The boxes around the lines of print, those of the tables cell by cell, then the others.
    ``tables`` come innermost first, as ``page.grid`` gives them."""
    areas, outside = _areas(dark, tables)
    rest: Area = (0, 0, dark.shape[1], dark.shape[0])
    parts = [(dark, area) for area in areas] + [(outside, rest)]
    heights = [bottom - top for picture, area in parts for top, bottom in _bands(picture, area)]
    usual = [height for height in heights if _LOW * SCALE <= height <= _HIGH * SCALE]
    height = median(usual) if usual else _USUAL * SCALE
    return [box for picture, area in parts for box in _lines(picture, area, height)]


def _areas(dark: Picture, tables: Sequence[Table]) -> tuple[list[Area], Picture]:
    """The cells of the tables that have print, and the page without what lies in tables."""
    left = dark.copy()
    areas = []
    for table in tables:
        for index in range(len(table.cells)):
            x0, y0, x1, y1 = (max(0, round(v * SCALE)) for v in table.cell_box(index))
            if left[y0:y1, x0:x1].any():
                areas.append((x0, y0, x1, y1))
        x0, y0, x1, y1 = (max(0, round(v * SCALE)) for v in table.box)
        left[y0:y1, x0:x1] = 0
    return areas, left


def _bands(dark: Picture, area: Area) -> list[tuple[int, int]]:
    """First and last (exclusive) rows of each band with print."""
    left, top, right, bottom = area
    return _stretches(dark[top:bottom, left:right].any(axis=1), top)


def _stretches(filled: Any, first: int) -> list[tuple[int, int]]:
    """Where an array is true: first and last (exclusive) place of each stretch."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], filled.astype(np.int8), [0]))))
    return [(first + a, first + b) for a, b in edges.reshape(-1, 2).tolist()]


def _lines(dark: Picture, area: Area, height: float) -> Iterator[Area]:
    """The boxes around the lines of an area, from top to bottom."""
    left, _, right, _ = area
    for top, bottom in _split(dark, area, _merged(_bands(dark, area), height), height):
        columns = _stretches(dark[top:bottom, left:right].any(axis=0), left)
        parts = list(_joined(columns, _APART * height))
        for first, last in parts:
            if len(parts) == 1:
                yield first, top, last, bottom
            else:  # print far apart: a line each, or more
                yield from _lines(dark, (first, top, last, bottom), height)


def _merged(bands: Iterable[tuple[int, int]], height: float) -> Iterator[tuple[int, int]]:
    """Bands, those that together are no higher than a line being one."""
    before: tuple[int, int] | None = None
    for top, bottom in bands:
        if before and bottom - before[0] <= _ONE * height:
            before = (before[0], bottom)
            continue
        if before:
            yield before
        before = (top, bottom)
    if before:
        yield before


def _split(
    dark: Picture, area: Area, bands: Iterable[tuple[int, int]], height: float
) -> Iterator[tuple[int, int]]:
    """Bands, those that are higher than a line being parted where they have the least print."""
    for top, bottom in bands:
        print_by_row = dark[top:bottom, area[0] : area[2]].sum(axis=1, dtype=np.int64)
        start = 0
        while len(print_by_row) - start > _SEVERAL * height:
            low, high = start + round(0.8 * height), start + round(_SEVERAL * height)
            end = low + int(print_by_row[low:high].argmin())
            if print_by_row[end] > 0.3 * print_by_row[start:high].max():
                break  # one large line, or a drawing
            yield top + start, top + end
            start = end
        yield top + start, bottom


def _joined(stretches: Iterable[tuple[int, int]], gap: float) -> Iterator[tuple[int, int]]:
    before: tuple[int, int] | None = None
    for first, last in stretches:
        if before and first - before[1] <= gap:
            before = (before[0], last)
            continue
        if before:
            yield before
        before = (first, last)
    if before:
        yield before


def cut_out(grey: Picture, box: Area) -> tuple[Picture, int, int]:
    """The picture of a line with some paper around it, and its first and last column."""
    left, top, right, bottom = box
    margin = max(2, round(_MARGIN * (bottom - top)))
    first, last = max(0, left - margin), min(grey.shape[1], right + margin)
    found = np.full((bottom - top + 2 * margin, last - first), 255, np.uint8)
    found[margin:-margin] = grey[top:bottom, first:last]
    return found, first, last
