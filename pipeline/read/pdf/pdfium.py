"""The default engine: pages by PDFium's raw API, batched so that a page costs few Python steps."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import repeat

import pypdfium2.raw as raw  # type: ignore[import-untyped]

from pipeline.base.errors import DataError
from pipeline.read import limits
from pipeline.read.page.ink import Box, Ink, beyond, text_size, turn, turned, turned_box
from pipeline.read.page.rules import on_page
from pipeline.read.pdf import glyphs, native
from pipeline.read.pdf.clips import is_clipped, within
from pipeline.read.pdf.inkless import give_stroke, has_signs
from pipeline.read.pdf.marks import Marks
from pipeline.read.pdf.opening import opened

_TEXT_SAMPLES = 9
#: An open document keeps every font and stream it has met; it is opened anew after so many pages,
#: so that memory does not grow with their number.
_BATCH = 200


def read_pages(data: bytes, path: str, password: str | None) -> Iterator[Ink]:
    """The pages of a checked PDF, one at a time; each is closed before the next.

    What a page's ``lean`` and ``pale`` answer is only to be asked before the next page is taken.
    Raises DataError for a page that PDFium cannot load or that is beyond the limits."""
    start = count = 1
    while start <= count:
        with opened(data, path, password) as document:
            count = raw.FPDF_GetPageCount(document)
            for number in range(start, min(start + _BATCH, count + 1)):
                yield from _page(document, path, number)
        start += _BATCH


def _page(document: raw.FPDF_DOCUMENT, path: str, number: int) -> Iterator[Ink]:
    """One page, closed when the next is asked for."""
    page = raw.FPDF_LoadPage(document, number - 1)
    if not page:
        raise DataError(path, "这一页已损坏，读不出来；请重新取得文件", place=f"第{number}页")
    try:
        with _text(page, path, number) as text_page:
            first = _Page(page, text_page, path, number)
            ink = first.read()
            if not first.unread:
                yield ink
                return
            give_stroke(first.unread)
            with _text(page, path, number) as whole:
                if has_signs(native.address(whole), first.unread):
                    ink = _Page(page, whole, path, number).read()
                yield ink
    finally:
        raw.FPDF_ClosePage(page)


@contextmanager
def _text(page: raw.FPDF_PAGE, path: str, number: int) -> Iterator[raw.FPDF_TEXTPAGE]:
    """The text of a page, closed at the end."""
    if raw.FPDFPage_CountObjects(page) > limits.OBJECTS:
        raise limits.exceeded(path, number, f"图形和文字对象超过{limits.OBJECTS:,}个")
    text_page = raw.FPDFText_LoadPage(page)
    if not text_page:
        raise DataError(path, "这一页的文字读不出来；请重新取得文件", place=f"第{number}页")
    try:
        yield text_page
    finally:
        raw.FPDFText_ClosePage(text_page)


class _Page:
    """One open page while it is read; ``unread`` are then the texts that PDFium has left out."""

    def __init__(
        self, page: raw.FPDF_PAGE, text_page: raw.FPDF_TEXTPAGE, path: str, number: int
    ) -> None:
        self.page, self.text_page = native.address(page), native.address(text_page)
        self.path, self.number = path, number
        self.unread: set[int] = set()
        rect = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, rect)
        self.box: Box = (rect.left, rect.bottom, rect.right, rect.top)
        self.rotation: int = raw.FPDFPage_GetRotation(page)
        self.colors = (ctypes.c_uint * 4)()
        self.point = (ctypes.c_double * 2)()

    def read(self) -> Ink:
        """Characters, then rules, in the frame in which most of the text reads upright."""
        stream = self._stream()
        indices = stream.indices
        page_boxes = glyphs.read_boxes(self.text_page, indices)
        quarter = self._reading_quarter(indices)
        left, top, right, bottom = boxes = turn(quarter, self.box, *page_boxes)
        width, height = self.box[2] - self.box[0], self.box[3] - self.box[1]
        if quarter % 2:
            width, height = height, width
        size = text_size(left, right)
        marks = self._marks(stream, size)
        hidden, cut = self._hidden(marks, indices, page_boxes)
        hidden |= beyond(left, top, right, bottom, width, height)
        horizontal, vertical = marks.rules(quarter, self.box, width, height)
        return Ink(
            number=self.number,
            width=width,
            height=height,
            text=stream.text,
            left=left,
            top=top,
            right=right,
            bottom=bottom,
            stretches=stream.stretches,
            characters=stream.characters,
            size=size,
            horizontal=horizontal,
            vertical=vertical,
            shades=on_page(turned(marks.shades, quarter, self.box), width, height),
            hidden=frozenset(hidden),
            cut="".join(stream.text[index] for index in cut),
            pictures=marks.pictures,
            repaired=stream.repaired,
            unknown=stream.unknown,
            unlikely=self._mend(stream, boxes, quarter),
            lean=lambda index: self._lean(indices[index], quarter),
            pale=lambda index: self._pale(indices[index]),
            shown=self._shown(quarter, width, height),
        )

    def _marks(self, stream: glyphs.Stream, size: float) -> Marks:
        """What the page draws besides text. A clip that cuts nothing is none to PDFium; asking each
        object takes time: the texts at the beginnings of lines tell whether the page cuts lines."""
        marks = Marks(self.path, self.number, size)
        starts = [stream.indices[first] for first, _ in stream.stretches]
        opening = map(native.text_object, repeat(self.text_page), starts)
        marks.walk(self.page, clipping=is_clipped(opening))
        self.unread = marks.inkless
        return marks

    def _mend(self, stream: glyphs.Stream, boxes: glyphs.Boxes, quarter: int) -> str:
        """Mend the boxes of ligatures and of fonts that lie about their height; returns what
        ``glyphs.share`` doubts."""
        indices = stream.indices

        def base(index: int) -> float:
            x, y = self._origin(indices[index])
            return turn(quarter, self.box, [x], [y], [x], [y])[1][0]

        glyphs.level(stream.text, boxes, base)
        return glyphs.share(
            stream.text, boxes, lambda index: not self._lean(indices[index], quarter)
        )

    def _shown(self, quarter: int, width: float, height: float) -> Callable[[Box], Box]:
        """Turns a box of the reading frame into one of the page as it is shown."""
        shift = (self.rotation - quarter) % 4
        if not shift:
            return lambda box: box
        return lambda box: turned_box(shift, width, height, box)

    def _lean(self, index: int, quarter: int) -> float:
        """The angle of a character against the reading direction."""
        return round(self._angle(index) - 90 * quarter) % 360

    def _stream(self) -> glyphs.Stream:
        count = native.text_count(self.text_page)
        if count > limits.CHARACTERS:
            raise limits.exceeded(self.path, self.number, f"文字超过{limits.CHARACTERS:,}个")
        return glyphs.read_stream(self.text_page, count)

    def _angle(self, index: int) -> float:
        """Degrees counter-clockwise; PDFium gives radians clockwise."""
        return -math.degrees(native.text_angle(self.text_page, index))

    def _reading_quarter(self, indices: list[int]) -> int:
        """How many quarters clockwise the page must be turned for most of its text to stand
        upright; as it is shown where there is no text."""
        if not indices:
            return self.rotation
        samples = indices[:: max(1, len(indices) // _TEXT_SAMPLES)]
        turns = [round(self._angle(index) / 90) % 4 for index in samples]
        return max(range(4), key=lambda quarter: (turns.count(quarter), -quarter))

    def _origin(self, index: int) -> tuple[float, float]:
        """Where a character stands on its base line, in the page's own coordinates."""
        start = ctypes.addressof(self.point)
        native.text_origin(self.text_page, index, start, start + 8)
        return self.point[0], self.point[1]

    def _hidden(
        self, marks: Marks, indices: list[int], boxes: glyphs.Boxes
    ) -> tuple[set[int], list[int]]:
        """Characters that are not drawn or whose middle lies outside their clip; and those of them
        that lie in the height of the clip: a sheet cuts so a text too long for its cell, a browser
        whole lines at the edge of a page."""
        found, cut = set[int](), list[int]()
        if not marks.invisible and not marks.clipped:
            return found, cut
        for place, item in enumerate(map(self._object, indices)):
            clip = marks.clipped.get(item)
            x, y = _middle(boxes, place)
            if item in marks.invisible:
                found.add(place)
            elif clip and not within(x, y, clip):
                found.add(place)
                if clip[1] <= y <= clip[3]:
                    cut.append(place)
        return found, cut

    def _object(self, index: int) -> int:
        """The handle of the text object that a character is part of."""
        handle: int = native.text_object(self.text_page, index)
        return handle

    def _pale(self, index: int) -> bool:
        """Whether a character is printed lighter than mid-grey, or more than half see-through."""
        item = self._object(index)
        if not item:
            return False
        start = ctypes.addressof(self.colors)
        native.fill_color(item, start, start + 4, start + 8, start + 12)
        red, green, blue, alpha = self.colors
        return alpha < 128 or (299 * red + 587 * green + 114 * blue) / 1000 > 128


def _middle(boxes: glyphs.Boxes, place: int) -> tuple[float, float]:
    """The middle of a box (left, bottom, right, top)."""
    left, bottom, right, top = boxes
    return (left[place] + right[place]) / 2, (bottom[place] + top[place]) / 2
