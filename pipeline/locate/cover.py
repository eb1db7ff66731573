"""The words of covers -> the title of the document, and its month."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from pipeline.base.numbering import read_chinese
from pipeline.base.text import compact
from pipeline.locate.recognise import Recogniser

_DATE = re.compile(r"(\d{4})\s*[年.\-/—]\s*(\d{1,2})\s*(?:月|$|[.\-/]\d)")
_CHINESE_DATE = re.compile(r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月")
_CHINESE_DIGIT = str.maketrans("〇○零一二三四五六七八九", "000123456789")


class Covers(Struct, frozen=True, kw_only=True):
    """What the covers say: the title of the document, the text of each (the first is the
    document's own, the others those of its later parts), and the months, each once."""

    title: str
    texts: tuple[str, ...]
    months: tuple[str, ...]


def read_covers(covers: Sequence[Sequence[str]], words: Recogniser) -> Covers:
    """The lines of each cover -> what they say."""
    own = [own_title(cover, words) for cover in covers]
    months = (_month(cover, title) for cover, title in zip(covers, own, strict=True))
    return Covers(
        title=next(filter(None, (read_title(title, words) for title in own)), ""),
        texts=tuple("".join(title) for title in own),
        months=tuple(month for month in dict.fromkeys(months) if month),
    )


def _month(cover: Sequence[str], title: Sequence[str]) -> str | None:
    """The month that a cover names from its title on: before it a page may have today's date."""
    start = list(cover).index(title[0]) if title else 0
    return read_date("\n".join(cover[start:]))


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
