"""The words of a cover -> the title of the document, and its month."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.base.numbering import read_chinese
from pipeline.base.text import compact
from pipeline.locate.recognise import Recogniser

_DATE = re.compile(r"(\d{4})\s*[年.\-/—]\s*(\d{1,2})\s*(?:月|$|[.\-/]\d)")
_CHINESE_DATE = re.compile(r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月")
_CHINESE_DIGIT = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def read_date(text: str) -> str | None:
    """The month of publication in a cover's text, YYYY-MM; None when it names none, or two."""
    months = {
        f"{year}-{int(month):02}" for year, month in _DATE.findall(text) if 1 <= int(month) <= 12
    }
    for year, month in _CHINESE_DATE.findall(compact(text)):
        months.add(f"{year.translate(_CHINESE_DIGIT)}-{read_chinese(month):02}")
    return months.pop() if len(months) == 1 else None


def own_title(cover: Sequence[str], words: Recogniser) -> tuple[str, ...]:
    """The paragraphs of a cover that are the title of the document with its place: the last that
    ends in 清单, and those before it that are places or begin the title. On a web page the cover is
    all that stands before the first table, the name of the site included. Where none of them names
    a place: all but notices and sentences."""
    for last in reversed(range(len(cover))):
        if words.is_document_title(cover[last]):
            first = last
            while first and words.may_begin_title(cover[first - 1]):
                first -= 1
            own = tuple(cover[first : last + 1])
            if words.names_place("".join(own)):
                return own
    return tuple(line for line in cover if not words.is_sentence(line))


def read_title(cover: Sequence[str], words: Recogniser) -> str:
    """A cover's ``own_title`` up to the kind of document that they name: the title of the whole.
    Nothing when they name none: an edition (2025年版) is no title."""
    text = words.without_annex("".join(cover))
    for noun in words.lexicon.words["document-noun"]:
        before, found, _ = text.partition(noun)
        if found:
            return before + found
    return text if words.is_topical(text) else ""
