"""What is on a page, as every engine delivers it: characters with boxes, and straight rules.

All places are in the reading frame: points from the top left corner of the page, turned so that the
page's text runs from left to right, whatever /Rotate, the page box or the text matrix say.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import sub
from typing import NamedTuple

from msgspec import Struct

from pipeline.model import Finding

#: The smallest and the largest size of text (points) by which distances are judged.
_SIZES = (4.0, 12.0)
_SAMPLES = 100

Box = tuple[float, float, float, float]


class Rule(NamedTuple):
    """A straight rule. A horizontal one lies at y = ``at`` from x = ``start`` to ``end``; of a
    vertical one x and y change places."""

    at: float
    start: float
    end: float


class Ink(Struct, frozen=True, kw_only=True):
    """One page as an engine reads it.

    ``text`` has one character for each place in ``left``, ``top``, ``right`` and ``bottom`` (white
    space that the file itself prints included), and ``stretches`` cut it (first index, last
    exclusive) where the engine sees a line end or a gap. ``characters`` are the page's non-space
    characters as the engine's own text stream gives them: what the ledger is held against.

    ``size`` is the size of the page's text, ``shades`` are areas filled with a colour;
    ``repaired`` are the look-alikes that were replaced in the text, ``unknown`` counts by font the
    glyphs that have no text (the text has U+FFFD for each), ``unlikely`` are Chinese characters
    that share a glyph with others: Latin letters do so, and dashes.

    ``hidden`` are indices of characters that the page carries but does not show, ``cut`` those of
    them at which a line is cut off. ``lean`` gives a character's angle against the reading
    direction in degrees, ``pale`` whether it is printed light or see-through: both are asked only
    for the few characters that are in doubt. ``shown`` turns a box of the reading frame into one
    of the page as a viewer shows it. ``half`` marks one of two pages printed on one sheet;
    ``doubts`` is what the engine itself is not sure of."""

    number: int
    width: float
    height: float
    text: str
    left: list[float]
    top: list[float]
    right: list[float]
    bottom: list[float]
    stretches: list[tuple[int, int]]
    characters: str
    size: float
    horizontal: list[Rule]
    vertical: list[Rule]
    shades: list[Box]
    hidden: frozenset[int]
    cut: str
    pictures: int
    repaired: str
    unknown: tuple[tuple[str, int], ...]
    unlikely: str
    lean: Callable[[int], float]
    pale: Callable[[int], bool]
    shown: Callable[[Box], Box]
    half: bool = False
    doubts: tuple[Finding, ...] = ()


def text_size(left: list[float], right: list[float]) -> float:
    """The size of a page's text by its characters' edges: a Chinese one is as wide as high, and
    most are. Covers in large type and pages of a few figures keep to the usual sizes."""
    if not left:
        return _SIZES[1]
    step = 1 + len(left) // _SAMPLES
    widths = sorted(map(sub, right[::step], left[::step]))
    size: float = widths[3 * len(widths) // 4]
    return min(max(size, _SIZES[0]), _SIZES[1])


def turn(
    quarter: int,
    box: Box,
    left: list[float],
    bottom: list[float],
    right: list[float],
    top: list[float],
) -> tuple[list[float], list[float], list[float], list[float]]:
    """Boxes in a page's own coordinates (y upwards) -> (left, top, right, bottom) in the frame that
    shows the page turned clockwise by ``quarter`` times 90 degrees. ``box`` is the page box."""
    x0, y0, x1, y1 = box
    if quarter == 0:
        if x0:
            left, right = [v - x0 for v in left], [v - x0 for v in right]
        return left, [y1 - v for v in top], right, [y1 - v for v in bottom]
    if quarter == 1:
        return (
            [v - y0 for v in bottom],
            [v - x0 for v in left],
            [v - y0 for v in top],
            [v - x0 for v in right],
        )
    if quarter == 2:
        return (
            [x1 - v for v in right],
            [v - y0 for v in bottom],
            [x1 - v for v in left],
            [v - y0 for v in top],
        )
    return (
        [y1 - v for v in top],
        [x1 - v for v in right],
        [y1 - v for v in bottom],
        [x1 - v for v in left],
    )


def turned(boxes: list[Box], quarter: int, page_box: Box) -> list[Box]:
    """Boxes (left, bottom, right, top) in a page's own coordinates, one by one what ``turn`` makes
    of columns."""
    if not boxes:
        return []
    columns = [list(column) for column in zip(*boxes, strict=True)]
    return list(zip(*turn(quarter, page_box, *columns), strict=True))


def turned_box(quarter: int, width: float, height: float, box: Box) -> Box:
    """A box of a frame of this size, after turning the frame clockwise by quarters of a turn."""
    left, top, right, bottom = box
    for _ in range(quarter % 4):
        left, top, right, bottom = height - bottom, left, height - top, right
        width, height = height, width
    return left, top, right, bottom


def beyond(
    left: list[float],
    top: list[float],
    right: list[float],
    bottom: list[float],
    width: float,
    height: float,
) -> set[int]:
    """Indices of characters whose middle lies outside the page."""
    if not left or (
        min(left) >= 0 and min(top) >= 0 and max(right) <= width and max(bottom) <= height
    ):
        return set()
    return {
        index
        for index, (x, t, r, b) in enumerate(zip(left, top, right, bottom, strict=True))
        if not (0 <= x + r <= 2 * width and 0 <= t + b <= 2 * height)
    }
