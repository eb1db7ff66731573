"""What clips the objects of a PDFium page: text and rules outside a clip are not on the page.

A browser that cuts a page out of a long one draws the lines at its edges on both, clipped; a sheet
draws a text too long for its cell over the next one, clipped.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence
from itertools import repeat

from pipeline.read.page.ink import Box
from pipeline.read.pdf import native

#: A clip of more corners than this is a drawing, and is taken not to clip at all.
_CORNERS = 1000


class Clips:
    """The clips of one page's objects, as boxes in the coordinates of the page or form that the
    object stands in. Objects drawn under one clip share its segments, so each is read once."""

    def __init__(self) -> None:
        self._boxes: dict[int, Box | None] = {}
        self._point = (ctypes.c_float * 2)()
        start = ctypes.addressof(self._point)
        self._places = (start, start + 4)

    def of(self, handles: Sequence[int]) -> dict[int, Box]:
        """The clip of each of these objects that has one."""
        clips = list(map(native.clip_path, handles))
        counts = list(map(native.clip_count, clips))
        if not handles or max(counts) < 1:
            return {}
        found = {}
        for handle, clip, count in zip(handles, clips, counts, strict=True):
            boxes = [box for box in map(self._box, repeat(clip), range(count)) if box]
            if boxes:
                lefts, bottoms, rights, tops = zip(*boxes, strict=True)
                found[handle] = (max(lefts), max(bottoms), min(rights), min(tops))
        return found

    def _box(self, clip: int, path: int) -> Box | None:
        """The box around one path of a clip; None for one that is empty or too complex."""
        first = native.clip_segment(clip, path, 0)
        if not first:
            return None
        if first not in self._boxes:
            count = native.clip_count_segments(clip, path)
            self._boxes[first] = self._around(clip, path, count) if count <= _CORNERS else None
        return self._boxes[first]

    def _around(self, clip: int, path: int, count: int) -> Box:
        points = []
        for index in range(count):
            native.segment_point(native.clip_segment(clip, path, index), *self._places)
            points.append((self._point[0], self._point[1]))
        xs, ys = zip(*points, strict=True)
        return min(xs), min(ys), max(xs), max(ys)


def is_clipped(handles: Iterable[int]) -> bool:
    """Whether any of these objects has a clip. PDFium knows of none that an object lies within."""
    return max(map(native.clip_count, map(native.clip_path, handles)), default=0) > 0


def common(box: Box, clip: Box) -> Box | None:
    """The part of a box inside a clip; None where there is none. A thin box may lie on the edge."""
    left, bottom = max(box[0], clip[0]), max(box[1], clip[1])
    right, top = min(box[2], clip[2]), min(box[3], clip[3])
    return (left, bottom, right, top) if left <= right and bottom <= top else None


def within(x: float, y: float, box: Box) -> bool:
    """Whether a point lies in a box."""
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
