"""Strokes and thin fills of a page -> straight rules, horizontal and vertical.

A producer may draw a rule as a stroke, as a thin filled rectangle, as one for each cell, as the
side of a stroked rectangle, twice side by side, or in dashes and dots. Each becomes a ``Rule``, and
pieces that lie on one line become one.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.read.page.ink import Box, Rule

#: A filled shape up to this thick (points) is a rule; the lowest row of text is twice as high.
THICK = 4.0
#: Rules up to this far apart are one, drawn double or from both of its cells.
DOUBLE = 4.0
#: Pieces up to this far apart are one rule, drawn in dashes or dots.
GAP = 4.0
#: What stays shorter after merging is a dash, a tick, part of a drawing.
SHORT = 6.0


def add_fill(box: Box, horizontal: list[Rule], vertical: list[Rule]) -> None:
    """A thin filled rectangle is a rule; a dot may be part of one in either direction."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    if height <= THICK:
        horizontal.append(Rule((top + bottom) / 2, left, right))
    if width <= THICK:
        vertical.append(Rule((left + right) / 2, top, bottom))


def add_stroke(
    x0: float, y0: float, x1: float, y1: float, horizontal: list[Rule], vertical: list[Rule]
) -> None:
    """A stroke along an axis is a rule; an oblique one is not."""
    if abs(y1 - y0) <= 1:
        horizontal.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    elif abs(x1 - x0) <= 1:
        vertical.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


def merge(rules: Iterable[Rule]) -> list[Rule]:
    """Rules of one direction, doubled and broken ones made whole, sorted by place."""
    merged: list[Rule] = []
    band: list[Rule] = []
    for rule in sorted(rules):
        if band and (rule.at - band[-1].at > DOUBLE or rule.at - band[0].at > 2 * DOUBLE):
            _merge_band(band, merged)
            band = []
        band.append(rule)
    if band:
        _merge_band(band, merged)
    return merged


def _merge_band(band: list[Rule], merged: list[Rule]) -> None:
    """Rules on one line, near enough: their pieces joined."""
    at = (band[0].at + band[-1].at) / 2
    pieces = sorted((rule.start, rule.end) for rule in band)
    start, end = pieces[0]
    for piece_start, piece_end in pieces[1:]:
        if piece_start - end > GAP:
            if end - start >= SHORT:
                merged.append(Rule(at, start, end))
            start, end = piece_start, piece_end
        elif piece_end > end:
            end = piece_end
    if end - start >= SHORT:
        merged.append(Rule(at, start, end))
