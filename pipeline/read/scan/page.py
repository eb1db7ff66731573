"""A picture of a page -> its ``Ink``: characters with their places, and rules; and how sure the
reading of each line is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, compress, pairwise
from operator import not_

import numpy as np
from msgspec import Struct

from pipeline.read.page import rules as page_rules
from pipeline.read.page.grid import Table, tables
from pipeline.read.page.ink import Box, Ink, Rule, text_size, turned_box
from pipeline.read.scan import strokes
from pipeline.read.scan.clean import SCALE, Picture, inks, levelled, normal, skew, turned_matrix
from pipeline.read.scan.doubts import doubts
from pipeline.read.scan.lines import Area, cut_out, line_boxes, print_of, spots
from pipeline.read.scan.recognise import Recogniser, Text

#: Of the longest lines of a page some tell whether it stands upright: then they have nearly one
#: character, surely recognised, for each square of their height. Single characters tell nothing,
#: the model knows them from the side, too: lines must have so many on the average.
_SAMPLE, _UPRIGHT, _LENGTH = 8, 0.87, 4.0
#: An angle (degrees) at which nothing is printed: that of seals, which lie over a page.
_ASKEW = 45.0
#: The straight line of a seal lies no farther from its star or ring (in heights of the line).
_BESIDE = 2.0
#: They are higher than the line by this.
_LARGER = 1.75


class ReadLine(Struct, frozen=True, kw_only=True):
    """A line of print: its box in pixels and what it says."""

    box: Area
    first: int
    last: int
    text: Text


class _Upright(Struct, frozen=True, kw_only=True):
    """A page in one of four positions, with its rules and the boxes of its lines."""

    quarter: int
    plain: Picture
    horizontal: list[Rule]
    vertical: list[Rule]
    boxes: list[Area]


def read_page(
    picture: Picture, number: int, recogniser: Recogniser, width: float | None = None
) -> Ink:
    """A picture in red, green and blue -> its characters and rules. ``width`` is that of the paper
    in points, where the file tells it."""
    black, red = inks(normal(picture, width))
    angle = skew(black)
    level = levelled(black, angle)
    page = _upright(level, recogniser)
    lines = _read(page.plain, page.boxes, recogniser)
    red_print, seals = _red_lines(levelled(red, angle), page, recogniser)
    lines = (*lines, *red_print)
    return _ink(page, lines, seals, number, _shown(level.shape, angle, page.quarter))


def _read(grey: Picture, boxes: Sequence[Area], recogniser: Recogniser) -> tuple[ReadLine, ...]:
    crops = [cut_out(grey, box) for box in boxes]
    texts = recogniser.read([crop for crop, _, _ in crops])
    return tuple(
        ReadLine(box=box, first=first, last=last, text=text)
        for box, (_, first, last), text in zip(boxes, crops, texts, strict=True)
    )


def _red_lines(
    red: Picture, page: _Upright, recogniser: Recogniser
) -> tuple[tuple[ReadLine, ...], tuple[ReadLine, ...]]:
    """What is legible of a page's red print: text, as titles and heads of documents are, and the
    straight lines of seals. Around a seal's stands red that is larger, its ring or its star, or
    black print under it; a worn seal leaves a stroke that reads as one sign."""
    if not (red < 255).any():
        return (), ()
    grey: Picture = np.ascontiguousarray(np.rot90(red, -page.quarter))
    dark = print_of(grey)
    found = _read(grey, line_boxes(dark, ()), recogniser)
    legible = [
        line for line in found if sum(line.text.confidence) >= _UPRIGHT * len(line.text.characters)
    ]
    black, red_spots = print_of(page.plain), spots(dark)
    is_text = [
        len(line.text.characters.strip()) > 1
        and not black[line.box[1] : line.box[3], line.box[0] : line.box[2]].any()
        and not any(_is_seal(spot, line.box) for spot in red_spots)
        for line in legible
    ]
    return tuple(compress(legible, is_text)), tuple(compress(legible, map(not_, is_text)))


def _is_seal(spot: Area, line: Area) -> bool:
    """Whether a spot of red beside or around a line is no print as large as the line's."""
    height = line[3] - line[1]
    near = _BESIDE * height
    return (
        spot[3] - spot[1] > _LARGER * height
        and spot[0] < line[2] + near
        and spot[2] > line[0] - near
        and spot[1] < line[3] + near
        and spot[3] > line[1] - near
    )


def _upright(level: Picture, recogniser: Recogniser) -> _Upright:
    """The page turned by the quarters that make its text readable."""
    best: tuple[float, _Upright] | None = None
    for quarter in (0, 2, 1, 3):
        page = _position(level, quarter)
        sample = sorted(page.boxes, key=lambda box: (box[0] - box[2], box))[:_SAMPLE]
        texts = recogniser.read([cut_out(page.plain, box)[0] for box in sample])
        sure = sum(value for text in texts for value in text.confidence)
        squares = sum((right - left) / (bottom - top) for left, top, right, bottom in sample)
        # A page on its side has lines, too: single characters, and columns that happen to align.
        score = sure * sure / squares if sample else 0.0
        if best is None or score > best[0]:
            best = (score, page)
        if sure >= _UPRIGHT * squares >= _UPRIGHT * _LENGTH * len(sample):
            break
    assert best is not None
    return best[1]


def _position(level: Picture, quarter: int) -> _Upright:
    grey: Picture = np.ascontiguousarray(np.rot90(level, -quarter))
    horizontal, vertical = strokes.rules(grey)
    plain = strokes.without(grey, horizontal, vertical)
    dark = print_of(plain)
    return _Upright(
        quarter=quarter,
        plain=plain,
        horizontal=horizontal,
        vertical=vertical,
        boxes=line_boxes(dark, _tables(dark, horizontal, vertical)),
    )


def _tables(dark: Picture, horizontal: list[Rule], vertical: list[Rule]) -> list[Table]:
    columns = np.flatnonzero(dark.any(axis=0))
    extent = (columns[0] / SCALE, columns[-1] / SCALE) if len(columns) else (0.0, 0.0)
    size = text_size([], [])
    across, down = page_rules.merge(horizontal, size), page_rules.merge(vertical, size)
    return tables(across, down, extent, size)


def _shown(shape: tuple[int, ...], angle: float, quarter: int) -> Callable[[Box], Box]:
    """Turns a box of the level, upright page into one of the page as it is shown."""
    matrix = turned_matrix(shape, -angle)
    width, height = shape[1] / SCALE, shape[0] / SCALE
    if quarter % 2:
        width, height = height, width

    def shown(box: Box) -> Box:
        left, top, right, bottom = turned_box(-quarter % 4, width, height, box)
        corners = [(x, y, 1 / SCALE) for x in (left, right) for y in (top, bottom)]
        xs, ys = matrix @ np.array(corners).T
        return float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())

    return shown


def _ink(
    page: _Upright,
    lines: Sequence[ReadLine],
    seals: Sequence[ReadLine],
    number: int,
    shown: Callable[[Box], Box],
) -> Ink:
    printed = [line for line in (*lines, *seals) if line.text.characters.strip()]
    level = sum(len(line.text.characters) for line in printed if line not in seals)
    text = "".join(line.text.characters for line in printed)
    left, top, right, bottom = _boxes(printed)
    ends = list(accumulate(len(line.text.characters) for line in printed))
    return Ink(
        number=number,
        width=page.plain.shape[1] / SCALE,
        height=page.plain.shape[0] / SCALE,
        text=text,
        left=left,
        top=top,
        right=right,
        bottom=bottom,
        stretches=list(zip([0, *ends], ends, strict=False)),
        characters="".join(text.split()),
        size=text_size(left, right),
        horizontal=page.horizontal,
        vertical=page.vertical,
        shades=[],
        hidden=frozenset(),
        cut="",
        pictures=1,
        repaired="",
        unknown=(),
        unlikely="",
        lean=lambda index: 0.0 if index < level else _ASKEW,
        pale=lambda _: False,
        shown=shown,
        doubts=tuple(doubts(number, [line.text for line in lines])),
    )


def _boxes(
    lines: Sequence[ReadLine],
) -> tuple[list[float], list[float], list[float], list[float]]:
    """Left, top, right and bottom edges of all characters of the lines, in points."""
    edges = [_edges(line) for line in lines]
    return (
        [edge for each in edges for edge in each[:-1]],
        [line.box[1] / SCALE for line in lines for _ in line.text.characters],
        [edge for each in edges for edge in each[1:]],
        [line.box[3] / SCALE for line in lines for _ in line.text.characters],
    )


def _edges(line: ReadLine) -> list[float]:
    """Where characters part: half-way between their middles; the line's print ends the row."""
    left, _, right, _ = line.box
    width = line.last - line.first
    middles = [line.first + middle * width for middle in line.text.middles]
    parts = [(a + b) / 2 for a, b in pairwise(middles)]
    parts = [min(max(part, left), right) for part in parts]
    return [edge / SCALE for edge in (left, *parts, right)]
