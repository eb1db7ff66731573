"""The second engine: characters and marks by pdfplumber, for the same grid steps.

Slower, and independent of PDFium: where the two agree, neither has lost a character. pdfminer does
not apply /ActualText and does not tell invisible or clipped text, so here hidden text counts as
text.
"""

from __future__ import annotations

import io
import logging
import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import Any

from pipeline.base.errors import DataError
from pipeline.base.text import is_han
from pipeline.lexicon.lookalikes import unify
from pipeline.read import limits
from pipeline.read.page.ink import Ink, beyond, text_size, turn, turned_box
from pipeline.read.pdf.glyphs import ABOVE, BELOW, UNKNOWN
from pipeline.read.pdf.opening import locked
from pipeline.read.pdf.plumber_marks import marks, page_box

#: What pdfminer writes for a glyph without text, and codes that are none.
_UNNAMED = re.compile(r"\(cid:\d+\)|[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def read_pages(data: bytes, path: str, password: str | None) -> Iterator[Ink]:
    """The pages of a checked PDF, one at a time; each is closed before the next. Raises DataError
    for a file or page that pdfplumber cannot read or that is beyond the limits."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException
    from pdfplumber.utils.exceptions import PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of each Type 3 font
    try:
        pdf = pdfplumber.open(io.BytesIO(data), password=password or "")
    except PdfminerException as error:
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args):
            raise locked(path, password) from None
        raise DataError(path, "PDF 已损坏，打不开；请重新取得文件") from None
    with pdf:
        if len(pdf.pages) > limits.PAGES:
            raise limits.exceeded(path, None, f"超过{limits.PAGES:,}页")
        for number, page in enumerate(pdf.pages, 1):
            try:
                ink = _ink(page, number, path)
            except (PdfminerException, PDFException):
                place = f"第{number}页"
                raise DataError(
                    path, "这一页已损坏，读不出来；请重新取得文件", place=place
                ) from None
            yield ink
            page.close()


def _ink(page: Any, number: int, path: str) -> Ink:
    found = list(_glyphs(page))
    if len(found) > limits.CHARACTERS:
        raise limits.exceeded(path, number, f"文字超过{limits.CHARACTERS:,}个")
    glyphs, text = [glyph for glyph, _, _ in found], "".join(text for _, text, _ in found)
    fonts = Counter(_font(glyph) for glyph, text, _ in found if text == UNKNOWN)
    angles = [_angle(glyph) for glyph in glyphs]
    quarter = _quarter(angles)
    left, top, right, bottom = turn(quarter, page_box(page), *_boxes(page, glyphs))
    width, height = page_box(page)[2:] if quarter % 2 == 0 else page_box(page)[:1:-1]
    size = text_size(left, right)
    horizontal, vertical, shades = marks(page, quarter, size, (width, height))
    return Ink(
        number=number,
        width=width,
        height=height,
        text=text,
        left=left,
        top=top,
        right=right,
        bottom=bottom,
        stretches=[(0, len(text))] if text else [],
        characters="".join(text.split()),
        size=size,
        horizontal=horizontal,
        vertical=vertical,
        shades=shades,
        cut="",
        hidden=frozenset(beyond(left, top, right, bottom, width, height)),
        pictures=len(page.images),
        repaired="".join(repaired for _, _, repaired in found),
        unknown=tuple(sorted(fonts.items())),
        unlikely="".join(filter(is_han, chain(*(g["text"] for g in page.chars if g["text"][1:])))),
        lean=lambda index: (angles[index] - 90 * quarter) % 360,
        pale=lambda index: _pale(glyphs[index]),
        shown=(lambda box: box)
        if not quarter
        else (lambda box: turned_box(-quarter, width, height, box)),
    )


def _boxes(page: Any, glyphs: list[dict[str, Any]]) -> tuple[list[float], ...]:
    """Left, bottom, right and top of glyphs. pdfplumber gives places from the top as shown;
    ``turn`` wants them from the bottom."""
    x0, _, _, bottom = page.bbox
    return (
        [glyph["x0"] - x0 for glyph in glyphs],
        [bottom - glyph["bottom"] for glyph in glyphs],
        [glyph["x1"] - x0 for glyph in glyphs],
        [bottom - glyph["top"] for glyph in glyphs],
    )


def _glyphs(page: Any) -> Iterator[tuple[dict[str, Any], str, str]]:
    """The page's characters, each with what pdfminer knows of its glyph (its share of the width,
    where the glyph stands for several) and with the look-alike that it replaces."""
    for glyph in page.chars:
        printed = _UNNAMED.sub(UNKNOWN, glyph["text"])
        text, repaired = unify("".join(printed.split()) or printed[:1])
        x0, share = glyph["x0"], (glyph["x1"] - glyph["x0"]) / max(1, len(text))
        for place, part in enumerate(text):
            box = {"x0": x0 + place * share, "x1": x0 + (place + 1) * share}
            yield {**glyph, **box, **_level(glyph)}, part, "" if place else repaired


def _level(glyph: Any) -> dict[str, float]:
    """The upper and lower edge of an upright glyph around its base line. pdfminer's own hang on the
    descent that the font's descriptor claims, which may put a line into the row below it."""
    _, b, c, d, _, line = glyph["matrix"]
    if b or c or d <= 0 or not glyph["upright"]:
        return {}
    size, base = glyph["bottom"] - glyph["top"], glyph["bottom"] + glyph["y0"] - line
    return {"top": base - ABOVE * size, "bottom": base + BELOW * size}


def _font(glyph: Any) -> str:
    """The name of a glyph's font, without the tag of a subset (``ABCDEF+``)."""
    return str(glyph["fontname"]).rpartition("+")[2]


def _angle(character: Any) -> int:
    a, b, *_ = character["matrix"]
    return round(math.degrees(math.atan2(b, a)))


def _quarter(angles: list[int]) -> int:
    """How many quarters clockwise the page must be turned for most of its text to stand upright."""
    turns = [round(angle / 90) % 4 for angle in angles]
    return max(range(4), key=lambda quarter: (turns.count(quarter), -quarter))


def _pale(character: Any) -> bool:
    """Whether a character is printed lighter than mid-grey."""
    color = character["non_stroking_color"]
    if not isinstance(color, (tuple, list)) or not color:
        return False
    if len(color) == 4:
        return bool(1 - min(1.0, sum(color[:3]) / 3 + color[3]) > 0.5)
    return bool(sum(color) / len(color) > 0.5)
