"""How a category is printed: 党的建设, 一、党的建设（22项）, 城乡建设（城镇管理）."""

from __future__ import annotations

import re

from msgspec import Struct

from pipeline.base.numbering import STYLE
from pipeline.base.text import compact

_FULL_WIDTH = str.maketrans("()", "（）")
_NUMBER = re.compile("|".join(STYLE[kind].pattern for kind in ("chinese_comma", "chinese_paren")))


class PrintedCategory(Struct, frozen=True):
    """A category's ``name``, whether a number stands before it, and the ``count`` of items that
    stands behind it (None where there is none)."""

    name: str
    numbered: bool
    count: int | None


def read_category(printed: str, category: re.Pattern[str]) -> PrintedCategory | None:
    """A category as printed, its number and count taken off; None for what can be none: nothing, a
    sentence, or text with digits. ``category`` is the lexicon's."""
    text = compact(printed).translate(_FULL_WIDTH)
    number = _NUMBER.match(text)
    rest = text[number.end() :] if number else text
    match = category.fullmatch(rest)
    if match is None:
        return None
    count = int(match["count"]) if match["count"] else None
    return PrintedCategory(match["name"], bool(number), count)
