"""The straight rules in a picture of a page.

A rule is where nearly all pixels of a long stretch are dark (noise leaves enough of it) and the
paper beside it is not: the strokes of characters in a row have others above or below. A short
stroke counts only where it goes from one long rule to another, as the rules of a narrow column do.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from pipeline.read.page.ink import Rule
from pipeline.read.scan.clean import SCALE, Picture

#: Length (points) of a stroke that is a rule by itself, and of one that must reach two others.
_LONG, _SHORT = 36.0, 11.0
#: So much of a stretch is dark; noise takes the rest.
_DARK = 0.9
#: At this distance (points) from a rule, on one side at least, less than this is dark.
_BESIDE, _CLEAR = 1.6, 0.12
#: Rules are printed lighter than text: a grey (0 to 255) that is still one.
_GREY = 190
#: The thickest rule (points): what is thicker is a bar, the dark edge of a copy.
_THICK = 5.0
#: A short stroke reaches a rule that is this near (points).
_REACH = 2.5
#: So much of the way between two rules is dark under a short one.
_WHOLE = 0.96


def rules(grey: Picture) -> tuple[list[Rule], list[Rule]]:
    """Horizontal and vertical rules of a level page, in points."""
    dark = (grey < _GREY).astype(np.uint8) * 255
    across, short_across = _strokes(dark)
    down, short_down = _strokes(np.ascontiguousarray(dark.T))
    more_across = [rule for rule in short_across if _connects(rule, down, dark)]
    more_down = [rule for rule in short_down if _connects(rule, across, dark.T)]
    return across + more_across, down + more_down


def _strokes(dark: Picture) -> tuple[list[Rule], list[Rule]]:
    """Long and short strokes along the rows of a picture."""
    long = _along(dark, _LONG)
    return long, [rule for rule in _along(dark, _SHORT) if rule.end - rule.start < 1.5 * _LONG]


def _along(dark: Picture, points: float) -> list[Rule]:
    length = round(points * SCALE)
    share = cv2.blur(dark, (length, 1))
    beside = round(_BESIDE * SCALE)
    edged = cv2.copyMakeBorder(share, beside, beside, 0, 0, cv2.BORDER_CONSTANT, value=0)
    least = np.minimum(edged[: -2 * beside], edged[2 * beside :])
    full = ((share > _DARK * 255) & (least < _CLEAR * 255)).astype(np.uint8)
    count, _, boxes, middles = cv2.connectedComponentsWithStats(full)
    more = (_DARK - 0.5) * length  # a stretch ends where its middle does not reach any more
    return [
        Rule(
            float(middles[index][1] + 0.5) / SCALE,
            float(left - more) / SCALE,
            float(left + width + more) / SCALE,
        )
        for index, (left, _, width, height, _) in enumerate(boxes[1:count], 1)
        if height <= _THICK * SCALE
    ]


def _connects(stroke: Rule, crossing: Sequence[Rule], dark: Picture) -> bool:
    """Whether a stroke goes from one rule that crosses it to another, without a gap: the strokes of
    a character that fills a low row end short of them."""
    ends = []
    for end in (stroke.start, stroke.end):
        near = [
            rule.at
            for rule in crossing
            if abs(rule.at - end) <= _REACH
            and rule.start - _REACH <= stroke.at <= rule.end + _REACH
        ]
        ends.append(min(near, key=lambda at: abs(at - end)) if near else None)
    first, last = ends
    if first is None or last is None or last - first < _SHORT:
        return False
    row = round(stroke.at * SCALE - 0.5)
    along = dark[max(0, row - 1) : row + 2, round(first * SCALE) : round(last * SCALE)]
    return bool(along.any(axis=0).mean() >= _WHOLE)


def without(grey: Picture, horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> Picture:
    """A page with its rules painted over in white."""
    plain = grey.copy()
    half = 1.0
    for at, start, end in horizontal:
        _white(plain, start, at - half, end, at + half)
    for at, start, end in vertical:
        _white(plain, at - half, start, at + half, end)
    return plain


def _white(grey: Picture, left: float, top: float, right: float, bottom: float) -> None:
    x0, y0, x1, y1 = (max(0, round(value * SCALE)) for value in (left, top, right, bottom))
    grey[y0 : y1 + 1, x0 : x1 + 1] = 255
