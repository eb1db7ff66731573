"""The frame of a page: navigation, dates of publication, buttons, the foot of the site."""

from __future__ import annotations

import re

from pipeline.base.text import compact
from pipeline.lexicon.page_frame import page_frame
from pipeline.read.web.content import Shown

#: A label, in brackets or not, that ends with its line or at a sign: 【打印】, 来源：…, 浏览次数12.
_LABEL = re.compile(r"[\[【（(〖]*([^\W\d_]+)(?![^\W\d_])")


def is_frame(shown: Shown) -> bool:
    """Whether a line outside the tables is part of the frame: most of it leads elsewhere, or it
    begins with a label that only frames have (发布时间：…). A heading is not navigation, wherever
    it leads."""
    text = compact(shown.line.text)
    if not shown.heading and 2 * shown.linked > len(text):
        return True
    label = _LABEL.match(text)
    return label is not None and label[1] in page_frame()
