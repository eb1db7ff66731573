"""The frame of a page: navigation, dates of publication, buttons, the foot of the site."""

from __future__ import annotations

import re

from pipeline.base.text import ink
from pipeline.lexicon.page_frame import page_frame
from pipeline.read.web.content import Shown

#: A label, in brackets or not, that ends with its line or at a sign: 【打印】, 来源：…, 浏览次数12.
_LABEL = re.compile(r"[\[【（(〖\s]*([^\W\d_]+)(?![^\W\d_])")


def is_frame(shown: Shown) -> bool:
    """Whether a line outside the tables is part of the frame: most of it leads elsewhere, or it
    begins with a label that only frames have (发布时间：…). A heading is not navigation, wherever
    it leads."""
    if shown.linked and not shown.heading and 2 * shown.linked > ink(shown.line.text):
        return True
    label = _LABEL.match(shown.line.text)
    return label is not None and label[1] in page_frame()
