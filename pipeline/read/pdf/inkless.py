"""Texts without ink, which PDFium leaves out of a page's text.

PDFium drops a text object whose ink has no width: a space printed alone, but also a ℃ whose outline
was lost when its font was embedded (wkhtmltopdf with WenQuanYi Micro Hei). Nothing then says that a
character was there. Given a stroke, the object has a width, and its text is read.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Sequence
from operator import sub

import pypdfium2.raw as raw  # type: ignore[import-untyped]

from pipeline.read.pdf import native

#: PDFium's own measure: what is narrower has no width.
_NO_WIDTH = 0.01
#: The bounds of an object: four points of two floats, of which the first and the third are its left
#: and right edge. What is no text has none, and keeps these.
_BOUNDS = (0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def inkless(handles: Sequence[int], modes: Sequence[int]) -> list[int]:
    """Those of these objects that are texts which PDFium leaves out; ``modes`` are their render
    modes: a text that is not to show may stay unread."""
    bounds = array("f", _BOUNDS) * len(handles)
    start = bounds.buffer_info()[0]
    list(map(native.text_bounds, handles, range(start, start + 32 * len(handles), 32)))
    widths = list(map(sub, bounds[2::8], bounds[0::8]))
    if min(widths, default=1.0) >= _NO_WIDTH:
        return []  # as nearly always
    found = zip(handles, modes, widths, strict=True)
    return [handle for handle, mode, width in found if width < _NO_WIDTH and not mode]


def give_stroke(handles: Iterable[int]) -> None:
    """Make PDFium read these text objects when it next loads the page's text."""
    for handle in handles:
        native.set_render_mode(handle, raw.FPDF_TEXTRENDERMODE_FILL_STROKE)
        native.set_stroke_width(handle, 1.0)
        native.transform(handle, 1, 0, 0, 1, 0, 0)  # moves nothing; the bounds are worked out anew


def has_signs(text_page: int, handles: Collection[int]) -> bool:
    """Whether any of these text objects prints a character that is no white space."""
    return any(
        native.text_object(text_page, index) in handles
        and not chr(native.text_unicode(text_page, index)).isspace()
        for index in range(native.text_count(text_page))
    )
