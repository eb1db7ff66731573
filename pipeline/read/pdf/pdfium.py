"""The default engine: pages by PDFium's raw API, batched so that a page costs few Python steps."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from itertools import accumulate, repeat
from typing import cast

import pypdfium2.raw as raw  # type: ignore[import-untyped]

from pipeline.base.errors import DataError
from pipeline.read import limits
from pipeline.read.page.ink import Box, Ink, beyond, turn, turned_box, unify_radicals
from pipeline.read.pdf import native
from pipeline.read.pdf.marks import Marks
from pipeline.read.pdf.opening import opened

_TEXT_SAMPLES = 9
#: An open document keeps every font and stream it has met; it is opened anew after so many pages,
#: so that memory does not grow with their number.
_BATCH = 200
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_BLANK = re.compile("[\x00-\x20]")


def read_pages(data: bytes, path: str, password: str | None) -> Iterator[Ink]:
    """The pages of a checked PDF, one at a time; each is closed before the next.

    What a page's ``lean`` and ``pale`` answer is only to be asked before the next page is taken.
    Raises DataError for a page that PDFium cannot load or that is beyond the limits."""
    with opened(data, path, password) as document:
        count = raw.FPDF_GetPageCount(document)
    for start in range(1, count + 1, _BATCH):
        with opened(data, path, password) as document:
            for number in range(start, min(start + _BATCH, count + 1)):
                yield from _page(document, path, number)


def _page(document: raw.FPDF_DOCUMENT, path: str, number: int) -> Iterator[Ink]:
    """One page, closed when the next is asked for."""
    page = raw.FPDF_LoadPage(document, number - 1)
    if not page:
        raise DataError(path, "这一页已损坏，读不出来；请重新取得文件", place=f"第{number}页")
    try:
        text_page = _load_text(page, path, number)
        try:
            yield _Page(page, text_page, path, number).read()
        finally:
            raw.FPDFText_ClosePage(text_page)
    finally:
        raw.FPDF_ClosePage(page)


def _load_text(page: raw.FPDF_PAGE, path: str, number: int) -> raw.FPDF_TEXTPAGE:
    if raw.FPDFPage_CountObjects(page) > limits.OBJECTS:
        raise limits.exceeded(path, number, f"图形和文字对象超过{limits.OBJECTS:,}个")
    text_page = raw.FPDFText_LoadPage(page)
    if not text_page:
        raise DataError(path, "这一页的文字读不出来；请重新取得文件", place=f"第{number}页")
    return text_page


class _Page:
    """One open page while it is read."""

    def __init__(
        self, page: raw.FPDF_PAGE, text_page: raw.FPDF_TEXTPAGE, path: str, number: int
    ) -> None:
        self.page, self.text_page = native.address(page), native.address(text_page)
        self.path, self.number = path, number
        rect = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, rect)
        self.box: Box = (rect.left, rect.bottom, rect.right, rect.top)
        self.rotation: int = raw.FPDFPage_GetRotation(page)
        self.colors = (ctypes.c_uint * 4)()

    def read(self) -> Ink:
        """Characters, then rules, in the frame in which most of the text reads upright."""
        stream, characters, stretches = self._stream()
        indices = [index for first, last in stretches for index in range(first, last)]
        boxes = self._boxes(indices)
        quarter = self._reading_quarter(indices)
        left, top, right, bottom = turn(quarter, self.box, *boxes)
        width, height = self.box[2] - self.box[0], self.box[3] - self.box[1]
        if quarter % 2:
            width, height = height, width
        marks = Marks(self.path, self.number)
        marks.walk(self.page)
        hidden = self._hidden(marks.invisible, indices)
        hidden |= beyond(left, top, right, bottom, width, height)
        horizontal, vertical = marks.rules(quarter, self.box, width, height)
        text, radicals = unify_radicals(stream)
        shift = (self.rotation - quarter) % 4
        return Ink(
            number=self.number,
            width=width,
            height=height,
            text=text,
            left=left,
            top=top,
            right=right,
            bottom=bottom,
            stretches=_renumbered(stretches),
            characters=unify_radicals(characters)[0],
            horizontal=horizontal,
            vertical=vertical,
            hidden=frozenset(hidden),
            pictures=marks.pictures,
            radicals=radicals,
            lean=lambda index: round(self._angle(indices[index]) - 90 * quarter) % 360,
            pale=lambda index: self._pale(indices[index]),
            shown=(lambda box: box)
            if not shift
            else (lambda box: turned_box(shift, width, height, box)),
        )

    def _stream(self) -> tuple[str, str, list[tuple[int, int]]]:
        """The page's text without the white space that PDFium makes up, its non-space characters,
        and the stretches (first index, last exclusive) of PDFium's list that the text consists of:
        PDFium sets white space where a line ends or a gap opens."""
        count = native.text_count(self.text_page)
        if count > limits.CHARACTERS:
            raise limits.exceeded(self.path, self.number, f"文字超过{limits.CHARACTERS:,}个")
        buffer = ctypes.create_string_buffer(4 * count + 4)
        units = native.text_characters(self.text_page, 0, count, ctypes.addressof(buffer))
        text = buffer.raw[: 2 * max(0, units - 1)].decode("utf-16-le", "replace")
        if len(text) != count:  # a character without a meaning is left out of the joined text
            codes = map(native.text_unicode, repeat(self.text_page), range(count))
            text = "".join(chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes)
            text = _PAIR.sub(_joined, text)
        text = text.replace("\x02", "-")  # PDFium's sign for a hyphen at a line's end
        kept: list[tuple[int, int]] = []
        start = 0
        for blank in _BLANK.finditer(text):
            place = blank.start()
            if text[place] == " " and not native.text_generated(self.text_page, place):
                continue  # a space that the file itself prints
            if place > start:
                kept.append((start, place))
            start = place + 1
        if count > start:
            kept.append((start, count))
        stream = "".join([text[first:last] for first, last in kept])
        return stream, "".join(text.split()), kept

    def _boxes(
        self, indices: list[int]
    ) -> tuple[list[float], list[float], list[float], list[float]]:
        """Left, bottom, right and top of characters, in the page's own coordinates."""
        count = len(indices)
        rects = (ctypes.c_float * (4 * count))()
        start = ctypes.addressof(rects)
        places = range(start, start + 16 * count, 16)
        list(map(native.text_box, repeat(self.text_page), indices, places))
        flat = cast(list[float], memoryview(rects).cast("B").cast("f").tolist())
        return flat[0::4], flat[3::4], flat[2::4], flat[1::4]

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

    def _hidden(self, invisible: set[int], indices: list[int]) -> set[int]:
        if not invisible:
            return set()
        page = self.text_page
        return {
            place
            for place, index in enumerate(indices)
            if native.text_object(page, index) in invisible
        }

    def _pale(self, index: int) -> bool:
        """Whether a character is printed lighter than mid-grey, or more than half see-through."""
        item = native.text_object(self.text_page, index)
        if not item:
            return False
        start = ctypes.addressof(self.colors)
        native.fill_color(item, start, start + 4, start + 8, start + 12)
        red, green, blue, alpha = self.colors
        return alpha < 128 or (299 * red + 587 * green + 114 * blue) / 1000 > 128


def _joined(pair: re.Match[str]) -> str:
    """The two halves of a character beyond the basic plane, which PDFium may list one by one: the
    character, and a blank in the place of the second half."""
    return pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le") + "\r"


def _renumbered(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches of PDFium's list as stretches of the text that they make, one after another."""
    ends = list(accumulate(last - first for first, last in stretches))
    return list(zip([0, *ends], ends, strict=False))
