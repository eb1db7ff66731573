"""What a page of pdfplumber draws besides text, in the reading frame."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from pipeline.read.page import rules
from pipeline.read.page.ink import Box, Rule, turned


def page_box(page: Any) -> Box:
    """The page with its lower left corner at zero."""
    x0, top, x1, bottom = page.bbox
    return 0.0, 0.0, float(x1 - x0), float(bottom - top)


def marks(
    page: Any, quarter: int, size: float, frame: tuple[float, float]
) -> tuple[list[Rule], list[Rule], list[Box]]:
    """The horizontal and vertical rules and the shaded areas of a page that is turned by quarters
    to a frame of this width and height; ``size`` is the size of its text."""
    thin, filled = _drawn(page)
    filled = rules.frames(filled, size)
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    for box in rules.on_page(_turned(thin + filled, page, quarter), *frame):
        rules.add_fill(box, size, horizontal, vertical)
    coloured = list(rules.frames(_coloured(page), size))
    return horizontal, vertical, rules.on_page(_turned(coloured, page, quarter), *frame)


def _drawn(page: Any) -> tuple[list[Box], list[Box]]:
    """Strokes (lines, curves and the sides of stroked rectangles), and filled rectangles, in
    pdfplumber's own coordinates: from the top as shown."""
    thin: list[Box] = [(line["x0"], line["top"], line["x1"], line["bottom"]) for line in page.lines]
    for rect in page.rects:
        if rect["stroke"]:
            x0, top, x1, bottom = _box(rect)
            thin += [(x0, top, x1, top), (x0, bottom, x1, bottom)]
            thin += [(x0, top, x0, bottom), (x1, top, x1, bottom)]
    for curve in page.curves:
        if curve["stroke"]:
            thin += [
                (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
                for a, b in pairwise(curve["pts"])
            ]
    return thin, [_box(rect) for rect in page.rects if rect["fill"] and not rect["stroke"]]


def _coloured(page: Any) -> list[Box]:
    """Filled rectangles that are not white."""
    return [
        _box(rect)
        for rect in page.rects
        if rect["fill"] and not rect["stroke"] and not _is_white(rect["non_stroking_color"])
    ]


def _is_white(color: Any) -> bool:
    return isinstance(color, (tuple, list)) and len(color) in (1, 3) and min(color) > 0.98


def _box(rect: Any) -> Box:
    return rect["x0"], rect["top"], rect["x1"], rect["bottom"]


def _turned(boxes: list[Box], page: Any, quarter: int) -> list[Box]:
    """Boxes of pdfplumber in the reading frame."""
    x0, _, _, bottom = page.bbox
    upright = [(box[0] - x0, bottom - box[3], box[2] - x0, bottom - box[1]) for box in boxes]
    return turned(upright, quarter, page_box(page))
