"""What the objects of a PDFium page draw besides text: everything thin enough to be a rule."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from itertools import repeat

import pypdfium2.raw as raw  # type: ignore[import-untyped]

from pipeline.read import limits
from pipeline.read.page import rules
from pipeline.read.page.ink import Box, Rule, turned
from pipeline.read.pdf import native
from pipeline.read.pdf.clips import Clips, common
from pipeline.read.pdf.inkless import inkless

Matrix = tuple[float, float, float, float, float, float]

#: Text render modes that put nothing on the page: neither fill nor stroke; clip only.
_INVISIBLE = (3, 7)
#: A rectangle is a path of up to six segments.
_RECTANGLE = 6
_WHITE = 250


class Marks:
    """The marks of one page. ``boxes`` (left, bottom, right, top in the page's own coordinates) are
    the rules, ``shades`` the areas filled with a colour, ``invisible`` the handles of text objects
    that do not show, ``inkless`` those of texts that PDFium leaves out, ``clipped`` those
    of all kinds that a clip may cut, with its box; ``pictures`` counts images. ``size`` is the size
    of the page's text."""

    def __init__(self, path: str, number: int, size: float) -> None:
        self.path, self.number, self.size = path, number, size
        self.boxes: list[Box] = []
        self.shades: list[Box] = []
        self.invisible: set[int] = set()
        self.inkless: set[int] = set()
        self.clipped: dict[int, Box] = {}
        self.pictures = 0
        self._clips = Clips()
        self._clipping = False
        self._thick = rules.THICK * size
        self._seen = 0
        self._floats = (ctypes.c_float * 6)()
        self._words = (ctypes.c_uint * 4)()
        start = ctypes.addressof(self._floats)
        self._four = (start, start + 4, start + 8, start + 12)
        start = ctypes.addressof(self._words)
        self._color = (start, start + 4, start + 8, start + 12)

    def walk(self, page: int, *, clipping: bool) -> None:
        """Look at every object of a page, forms included; at what clips them, if ``clipping``.
        Raises DataError beyond the limits."""
        self._clipping = clipping
        count = native.page_count_objects(page)
        self._walk(page, count, native.page_object, None, 0)

    def rules(
        self, quarter: int, page_box: Box, width: float, height: float
    ) -> tuple[list[Rule], list[Rule]]:
        """The rules, horizontal and vertical, in the frame that ``turn`` makes (of that width and
        height); what lies outside the page is left out."""
        horizontal: list[Rule] = []
        vertical: list[Rule] = []
        for box in rules.on_page(turned(self.boxes, quarter, page_box), width, height):
            rules.add_fill(box, self.size, horizontal, vertical)
        return horizontal, vertical

    def _walk(
        self,
        parent: int,
        count: int,
        item: Callable[..., int],
        matrix: Matrix | None,
        depth: int,
    ) -> None:
        self._seen += count
        if self._seen > limits.OBJECTS or depth > limits.NESTING:
            raise limits.exceeded(self.path, self.number, "图形对象过多或嵌套过深")
        objects = list(map(item, repeat(parent), range(count)))
        modes = list(map(native.render_mode, objects))
        if any(mode in modes for mode in _INVISIBLE):
            unseen = (h for h, mode in zip(objects, modes, strict=True) if mode in _INVISIBLE)
            self.invisible.update(unseen)
        self.inkless.update(inkless(objects, modes))
        if self._clipping:
            clips = self._clips.of(objects)
            self.clipped.update((handle, _moved(box, matrix)) for handle, box in clips.items())
        for handle in [h for h, mode in zip(objects, modes, strict=True) if mode < 0]:
            kind = native.object_type(handle)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(handle, matrix, self.clipped.get(handle))
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self.pictures += 1
            elif kind == raw.FPDF_PAGEOBJ_FORM:
                inner = _product(self._matrix(handle), matrix)
                inside = native.form_count_objects(handle)
                self._walk(handle, inside, native.form_object, inner, depth + 1)

    def _path(self, handle: int, matrix: Matrix | None, clip: Box | None) -> None:
        native.path_draw_mode(handle, self._color[0], self._color[1])
        filled, stroked = self._words[0], self._words[1]
        if not filled and not stroked:
            return
        segments = native.path_count_segments(handle)
        if segments == 2 if stroked else segments <= _RECTANGLE:
            native.object_bounds(handle, *self._four)
            boxes = [_moved(tuple(self._floats[:4]), matrix)]  # type: ignore[arg-type]
        elif segments > limits.OBJECTS:
            raise limits.exceeded(self.path, self.number, "一条路径的线段过多")
        else:
            inner = _product(self._matrix(handle), matrix)
            boxes = self._pieces(handle, segments, inner, sides=bool(stroked))
            boxes = boxes if stroked else rules.frames(boxes, self.size)
        if clip:
            boxes = [part for part in (common(box, clip) for box in boxes) if part]
        for box in boxes:
            self._add(handle, box, stroked=bool(stroked))

    def _add(self, handle: int, box: Box, *, stroked: bool) -> None:
        """Take a box as a rule if it is thin and can be seen; remember what is shaded."""
        thin = box[2] - box[0] <= self._thick or box[3] - box[1] <= self._thick
        if stroked and not thin:
            return
        color = native.stroke_color if stroked else native.fill_color
        white = False
        if color(handle, *self._color):
            red, green, blue, alpha = self._words
            if alpha == 0:
                return
            white = red >= _WHITE and green >= _WHITE and blue >= _WHITE
        if thin and (not white or self._on_shade(box)):
            self.boxes.append(box)
        elif not thin and not white:
            self.shades.append(box)

    def _on_shade(self, box: Box) -> bool:
        """Whether a white rule lies on a shaded area, where it shows."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return any(s[0] <= x <= s[2] and s[1] <= y <= s[3] for s in self.shades)

    def _matrix(self, handle: int) -> Matrix:
        native.object_matrix(handle, self._four[0])
        return tuple(self._floats)

    def _pieces(self, handle: int, segments: int, matrix: Matrix, *, sides: bool) -> list[Box]:
        """A path's straight sides (of a stroke), or its subpaths (of a fill), as boxes."""
        found: list[Box] = []
        points: list[tuple[float, float]] = []

        def close(last: bool) -> None:
            if sides and last and len(points) > 2:
                found.append(_around((points[-1], points[0])))
            if not sides and len(points) > 1:
                found.append(_around(points))

        for index in range(segments):
            segment = native.path_segment(handle, index)
            native.segment_point(segment, self._four[0], self._four[1])
            point = _apply(matrix, self._floats[0], self._floats[1])
            kind = native.segment_type(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                close(last=False)
                points = [point]
                continue
            if sides and kind == raw.FPDF_SEGMENT_LINETO and points:
                found.append(_around((points[-1], point)))
            points.append(point)
            if native.segment_close(segment):
                close(last=True)
                points = points[:1]
        close(last=False)
        return found


def _around(points: list[tuple[float, float]] | tuple[tuple[float, float], ...]) -> Box:
    xs = [point[0] for point in points]
    ys = [point[1] for point in points]
    return min(xs), min(ys), max(xs), max(ys)


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _moved(box: Box, matrix: Matrix | None) -> Box:
    """A box inside a form, in the page's coordinates."""
    if matrix is None:
        return box
    return _around((_apply(matrix, box[0], box[1]), _apply(matrix, box[2], box[3])))


def _product(inner: Matrix, outer: Matrix | None) -> Matrix:
    """First ``inner``, then ``outer``."""
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )
