"""Texts without ink, which PDFium leaves out of a page's text.

PDFium drops a text object whose ink has no width: a space printed alone, but also a ℃ whose outline
was lost when its font was embedded (wkhtmltopdf with WenQuanYi Micro Hei). Nothing then says that a
character was there. Given a stroke, the object has a width, and its text is read.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Sequence
from itertools import compress, repeat
from operator import gt, sub

import pypdfium2.raw as raw  # type: ignore[import-untyped]

from pipeline.read.pdf import native

#: PDFium's own measure: what is narrower has no width.
_NO_WIDTH = 0.01
#: The bounds of an object are four points, each two floats of four bytes.
_BOUNDS = 32


def inkless(handles: Sequence[int], modes: Sequence[int]) -> list[int]:
    """Those of these objects that are texts which PDFium leaves out; ``modes`` are their render
    modes. What is no text has no bounds here, and a text that does not show may stay unread."""
    bounds = array("f", bytes(_BOUNDS * len(handles)))
    start = bounds.buffer_info()[0]
    places = range(start, start + _BOUNDS * len(handles), _BOUNDS)
    list(map(native.text_bounds, handles, places))
    narrow = map(gt, repeat(_NO_WIDTH), map(sub, bounds[2::8], bounds[0::8]))
    return [
        handle for handle, mode in compress(zip(handles, modes, strict=True), narrow) if not mode
    ]


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
