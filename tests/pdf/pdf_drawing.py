"""Draws the small PDFs that the tests read: tables ruled in every producer's manner.

Places are in points from the page's top left corner. STSong-Light is one of Acrobat's standard
Chinese fonts: ReportLab needs no file for it."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from itertools import pairwise

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
PORTRAIT, LANDSCAPE = (595.0, 842.0), (842.0, 595.0)
Texts = Sequence[Sequence[str | None]]


class Sheet:
    """A page being drawn."""

    def __init__(self, canvas: Canvas, size: tuple[float, float]) -> None:
        self.canvas = canvas
        self.width, self.height = size

    def text(self, x: float, y: float, text: str, size: float = 10, spacing: float = 0) -> None:
        """Lines of text from a baseline ``size`` below ``y``, 1.2 times the size apart."""
        for number, line in enumerate(text.split("\n")):
            item = self.canvas.beginText(
                x, self.height - y - size * (1 + 1.2 * number) + 0.12 * size
            )
            item.setFont(FONT, size)
            item.setCharSpace(spacing)
            item.textOut(line)
            self.canvas.drawText(item)

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> None:
        """A rule as a stroke."""
        self.canvas.setLineWidth(width)
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def clipped(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """From here on nothing shows outside this box, until ``canvas.restoreState``."""
        self.canvas.saveState()
        path = self.canvas.beginPath()
        path.rect(x0, self.height - y1, x1 - x0, y1 - y0)
        self.canvas.clipPath(path, stroke=0, fill=0)

    def fill(self, x0: float, y0: float, x1: float, y1: float, grey: float = 0) -> None:
        """A filled rectangle."""
        self.canvas.setFillGray(grey)
        self.canvas.rect(x0, self.height - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
        self.canvas.setFillGray(0)

    def cells(
        self, xs: Sequence[float], ys: Sequence[float], texts: Texts, size: float = 10
    ) -> None:
        """The texts of a table's cells, 3 points from their top left corners; None is no cell."""
        for row, line in enumerate(texts):
            for column, text in enumerate(line):
                if text:
                    self.text(xs[column] + 3, ys[row] + 3, text, size)

    def grid(self, xs: Sequence[float], ys: Sequence[float], draw: str = "strokes") -> None:
        """All rules of a table, in one of the manners of ``MANNERS``."""
        MANNERS[draw](self, xs, ys)

    def table(
        self, xs: Sequence[float], ys: Sequence[float], texts: Texts, draw: str = "strokes"
    ) -> None:
        """Rules and texts."""
        self.grid(xs, ys, draw)
        self.cells(xs, ys, texts)


def _strokes(sheet: Sheet, xs: Sequence[float], ys: Sequence[float]) -> None:
    for y in ys:
        sheet.line(xs[0], y, xs[-1], y)
    for x in xs:
        sheet.line(x, ys[0], x, ys[-1])


def _hairlines(sheet: Sheet, xs: Sequence[float], ys: Sequence[float]) -> None:
    for y in ys:
        sheet.line(xs[0], y, xs[-1], y, 0)
    for x in xs:
        sheet.line(x, ys[0], x, ys[-1], 0)


def _fills(sheet: Sheet, xs: Sequence[float], ys: Sequence[float]) -> None:
    for y in ys:
        for left, right in pairwise(xs):
            sheet.fill(left, y, right, y + 0.75)
    for x in xs:
        for top, bottom in pairwise(ys):
            sheet.fill(x, top, x + 0.75, bottom)


def _pieces(sheet: Sheet, xs: Sequence[float], ys: Sequence[float]) -> None:
    for y in ys:
        for left, right in pairwise(xs):
            sheet.line(left, y, right, y)
    for x in xs:
        for top, bottom in pairwise(ys):
            sheet.line(x, top, x, bottom)


def _boxes(sheet: Sheet, xs: Sequence[float], ys: Sequence[float]) -> None:
    for left, right in pairwise(xs):
        for top, bottom in pairwise(ys):
            sheet.canvas.rect(left, sheet.height - bottom, right - left, bottom - top)


def _one_path(sheet: Sheet, xs: Sequence[float], ys: Sequence[float]) -> None:
    path = sheet.canvas.beginPath()
    for y in ys:
        path.moveTo(xs[0], sheet.height - y)
        path.lineTo(xs[-1], sheet.height - y)
    for x in xs:
        path.moveTo(x, sheet.height - ys[0])
        path.lineTo(x, sheet.height - ys[-1])
    sheet.canvas.drawPath(path)


def _double(sheet: Sheet, xs: Sequence[float], ys: Sequence[float]) -> None:
    for offset in (-0.75, 0.75):
        _hairlines(sheet, [x + offset for x in xs], [y + offset for y in ys])


def _dashed(sheet: Sheet, xs: Sequence[float], ys: Sequence[float]) -> None:
    sheet.canvas.setDash(3, 2)
    _strokes(sheet, xs, ys)
    sheet.canvas.setDash()


def _dots(sheet: Sheet, xs: Sequence[float], ys: Sequence[float]) -> None:
    for y in ys:
        for step in range(int((xs[-1] - xs[0]) / 2) + 1):
            sheet.fill(xs[0] + 2 * step, y - 0.4, xs[0] + 2 * step + 0.8, y + 0.4)
    for x in xs:
        for step in range(int((ys[-1] - ys[0]) / 2) + 1):
            sheet.fill(x - 0.4, ys[0] + 2 * step, x + 0.4, ys[0] + 2 * step + 0.8)


def _separate(sheet: Sheet, xs: Sequence[float], ys: Sequence[float]) -> None:
    for left, right in pairwise(xs):
        for top, bottom in pairwise(ys):
            sheet.canvas.rect(
                left + 1, sheet.height - bottom + 1, right - left - 2, bottom - top - 2
            )


def _frames(sheet: Sheet, xs: Sequence[float], ys: Sequence[float]) -> None:
    for left, right in pairwise(xs):
        for top, bottom in pairwise(ys):
            path = sheet.canvas.beginPath()
            for inset in (1.0, 1.75):
                y, width, height = sheet.height - bottom + inset, right - left, bottom - top
                path.rect(left + inset, y, width - 2 * inset, height - 2 * inset)
            sheet.canvas.drawPath(path, stroke=0, fill=1, fillMode=0)


def _shades(sheet: Sheet, xs: Sequence[float], ys: Sequence[float]) -> None:
    for left, right in pairwise(xs):
        for top, bottom in pairwise(ys):
            sheet.fill(left + 1.5, top + 1.5, right - 1.5, bottom - 1.5, 0.9)


def _inner(sheet: Sheet, xs: Sequence[float], ys: Sequence[float]) -> None:
    for y in ys[1:-1]:
        sheet.line(xs[0], y, xs[-1], y)
    for x in xs[1:-1]:
        sheet.line(x, ys[0], x, ys[-1])


def _no_sides(sheet: Sheet, xs: Sequence[float], ys: Sequence[float]) -> None:
    for y in ys:
        sheet.line(xs[0], y, xs[-1], y)
    for x in xs[1:-1]:
        sheet.line(x, ys[0], x, ys[-1])


#: How producers draw the rules of a table; the last two leave out the outer border.
MANNERS: dict[str, Callable[[Sheet, Sequence[float], Sequence[float]], None]] = {
    "strokes": _strokes,
    "hairlines": _hairlines,
    "fills": _fills,
    "pieces": _pieces,
    "boxes": _boxes,
    "one_path": _one_path,
    "double": _double,
    "dashed": _dashed,
    "dots": _dots,
    "separate": _separate,
    "frames": _frames,
    "shades": _shades,
    "inner": _inner,
    "no_sides": _no_sides,
}


def pdf(*draws: Callable[[Sheet], None], size: tuple[float, float] = PORTRAIT) -> bytes:
    """A PDF with a page for each drawing function."""
    return pdf_of([(draw, size) for draw in draws])


def pdf_of(draws: Sequence[tuple[Callable[[Sheet], None], tuple[float, float]]]) -> bytes:
    """A PDF with a page of its own size for each drawing function."""
    target = io.BytesIO()
    canvas = Canvas(target, invariant=True)
    for draw, size in draws:
        canvas.setPageSize(size)
        draw(Sheet(canvas, size))
        canvas.showPage()
    canvas.save()
    return target.getvalue()
