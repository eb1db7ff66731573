"""A picture of a page -> the page in even grey, upright, at one resolution, without its stamps.

What comes after measures in points: ``SCALE`` pixels are one, whatever the camera or the scanner
had.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]

#: Pixels of a point: 200 dots an inch.
SCALE = 200 / 72
#: Sides of A4 (points): a picture that does not tell how large its paper was is as wide.
_A4 = (595.0, 842.0)
#: Widths (points) of paper that goes into a scanner; a page made of a photograph may claim others.
_PAPER = (200.0, 1300.0)
#: A pixel is red when its red is so much above its green and blue (0 to 255).
_RED = 40
#: Red ink alone leaves at least this much red; with print under it, less.
_LIGHT = 115
#: A stamp is no even colour: its red print may be darker than the middle by so much.
_FADED = 25
#: Scanned pages lie askew by less than this (degrees); steps of the search, coarse and fine.
_SKEW, _COARSE, _FINE = 6.0, 0.5, 0.05
#: Width (pixels) of the copy in which the angle is looked for.
_SMALL = 1000
#: Paper and shades change over more than this (points); print is narrower.
_GROUND = 18


def paper(across: float, down: float, width: float | None) -> float:
    """The width of the paper (points) of a page of this shape, given what the file claims."""
    if width is not None and _PAPER[0] <= width <= _PAPER[1]:
        return width
    return _A4[across > down]


def normal(picture: Picture, width: float | None = None) -> Picture:
    """A picture in red, green and blue -> the same at ``SCALE``. ``width`` is that of the paper
    (points); None where the file does not tell."""
    across, down = picture.shape[1], picture.shape[0]
    factor = paper(across, down, width) * SCALE / across
    size = (max(1, round(across * factor)), max(1, round(down * factor)))
    method = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return cv2.resize(picture, size, interpolation=method).astype(np.uint8, copy=False)


def inks(picture: Picture) -> tuple[Picture, Picture]:
    """The black print of a page in grey, and its red print (stamps, heads of documents) in grey.

    Red ink is bright in the red channel, and what is printed under a stamp is dark there."""
    red = picture[:, :, 0]
    others = np.maximum(picture[:, :, 1], picture[:, :, 2])
    excess = cv2.subtract(red, others)
    stamped = (excess > _RED) & (red > _LIGHT)
    black = red.copy()
    if stamped.any():  # as white as paper; what is printed under it is darker in proportion
        light = float(np.median(red[stamped]))
        black[stamped] = np.minimum(red[stamped] * (255 / light) + _FADED, 255).astype(np.uint8)
    only_red = np.where(excess > _RED, others, 255).astype(np.uint8)
    return _even(black), only_red


def _even(grey: Picture) -> Picture:
    """The grey of a page against that of the paper around it: shades, shadows of a fold and yellow
    paper become white."""
    width = round(_GROUND * SCALE) | 1
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    ground = cv2.dilate(small, np.ones((width // 4 | 1, width // 4 | 1), np.uint8))
    ground = cv2.blur(ground, (width // 4 | 1, width // 4 | 1))
    ground = cv2.resize(ground, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    even = cv2.divide(grey, np.maximum(ground, 1), scale=255)
    return even.astype(np.uint8, copy=False)


def skew(grey: Picture) -> float:
    """The angle (degrees, counter-clockwise) by which a page must be turned for its lines to lie
    level: then rows of pixels are most unlike each other, full or empty."""
    factor = min(1.0, _SMALL / grey.shape[1])
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    dark = 255 - small

    def contrast(angle: float) -> float:
        rows = _turned(dark, angle, 0).sum(axis=1, dtype=np.float64)
        return float(np.square(np.diff(rows)).sum())

    steps = round(_SKEW / _COARSE)
    coarse = max((_COARSE * step for step in range(-steps, steps + 1)), key=contrast)
    steps = round(_COARSE / _FINE)
    return max((coarse + _FINE * step for step in range(-steps, steps + 1)), key=contrast)


def levelled(grey: Picture, angle: float) -> Picture:
    """A page turned by some degrees counter-clockwise, on white."""
    return grey if not angle else _turned(grey, angle, 255)


def turned_matrix(shape: tuple[int, ...], angle: float) -> NDArray[np.float64]:
    """The affine matrix of a turn around the middle of a picture."""
    middle = (shape[1] / 2, shape[0] / 2)
    return cv2.getRotationMatrix2D(middle, angle, 1.0).astype(np.float64)


def _turned(grey: Any, angle: float, border: int) -> Any:
    return cv2.warpAffine(
        grey,
        turned_matrix(grey.shape, angle),
        (grey.shape[1], grey.shape[0]),
        flags=cv2.INTER_CUBIC,
        borderValue=border,
    )
